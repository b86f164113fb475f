/// The checks before parsing: is it a text at all?
struct SourceText {
    /// Longer lines are no settings, and could nest tables deeper than a parser's stack.
    static let longestLineBytes = 4096

    private(set) var findings: [SettingsFinding] = []

    init(_ bytes: [UInt8], file: String) {
        func refuse(_ line: Int, _ column: Int, _ message: String) {
            let position = SettingsFinding.Position(line: line, column: column)
            findings.append(SettingsFinding(file: file, position: position, message: message))
        }
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) {
            refuse(1, 1, "the file is empty")
            return
        }
        let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
        for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            if line.count > Self.longestLineBytes {
                refuse(number + 1, Self.longestLineBytes + 1, "the line is longer than \(Self.longestLineBytes) bytes")
            }
            if !isUTF8, let column = firstBadColumn(line) { refuse(number + 1, column, "the text is not UTF-8") }
        }
    }

    /// The column, in code points, of the first byte that is no UTF-8; nil: all of it is.
    private func firstBadColumn(_ line: ArraySlice<UInt8>) -> Int? {
        var decoder = UTF8()
        var iterator = line.makeIterator()
        var column = 1
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue: column += 1
            case .error: return column
            case .emptyInput: return nil
            }
        }
    }
}
