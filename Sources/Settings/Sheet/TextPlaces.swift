/// Finds places of a text, which the parser counts in lines and code points, among its bytes.
struct TextPlaces {
    private let bytes: [UInt8]
    /// Where each line begins.
    private let starts: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        starts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    }

    /// The index of a place; nil when the text has no such place. Behind the last character of a line is one.
    func index(of place: SettingsFinding.Position) -> Int? {
        guard starts.indices.contains(place.line - 1), place.column >= 1 else { return nil }
        let end = endOfLine(place.line)
        var index = starts[place.line - 1]
        // A mark of the byte order is no character.
        if index == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        for _ in 1..<place.column {
            guard index < end else { return nil }
            index += 1
            while index < end, bytes[index] & 0xC0 == 0x80 { index += 1 }
        }
        return index
    }

    /// The index behind a line's text: of its line end, or of the end of the text.
    func endOfLine(_ line: Int) -> Int {
        var end = starts.indices.contains(line) ? starts[line] - 1 : bytes.count
        if end > starts[line - 1], bytes[end - 1] == 0x0D { end -= 1 }
        return end
    }

    /// Whole lines, each with its end; nil when the text has not so many.
    func lines(_ numbers: ClosedRange<Int>) -> Range<Int>? {
        guard numbers.lowerBound >= 1, starts.indices.contains(numbers.upperBound - 1) else { return nil }
        let end = starts.indices.contains(numbers.upperBound) ? starts[numbers.upperBound] : bytes.count
        return starts[numbers.lowerBound - 1]..<end
    }

    /// As the first line ends; `\n` where none does.
    var lineEnd: [UInt8] {
        guard let feed = bytes.firstIndex(of: 0x0A), feed > 0, bytes[feed - 1] == 0x0D else { return [0x0A] }
        return [0x0D, 0x0A]
    }
}
