/// Long lines as several that fit the screen, broken between words; what goes on stands under the text, not under its label.
enum Wrapping {
    private static let widestLabel = 24

    static func lines(_ line: String, columns: Int) -> [String] {
        if DisplayWidth.columns(of: line.unicodeScalars) <= columns { return [line] }
        let indent = String(repeating: " ", count: indentColumns(line))
        var lines: [String] = []
        var rest = Substring(line)
        while DisplayWidth.columns(of: rest.unicodeScalars) + (lines.isEmpty ? 0 : indent.count) > columns {
            let head = head(
                of: rest, columns: columns - (lines.isEmpty ? 0 : indent.count), after: lines.isEmpty ? indent.count : 0
            )
            lines.append((lines.isEmpty ? "" : indent) + head.text)
            rest = head.rest
        }
        return rest.isEmpty ? lines : lines + [indent + rest]
    }

    /// Behind the last gap of two spaces near the beginning.
    private static func indentColumns(_ line: String) -> Int {
        let characters = Array(line.prefix(widestLabel))
        var indent = 0
        for index in characters.indices.dropFirst(2)
        where characters[index] != " " && characters[index - 1] == " " && characters[index - 2] == " " {
            indent = index
        }
        return indent
    }

    /// As many words as fit; of a longer word, as much as fits. Chinese is broken between any two characters.
    private static func head(of text: Substring, columns: Int, after label: Int) -> (text: Substring, rest: Substring) {
        var width = 0
        var end = text.startIndex
        var lastSpace: Substring.Index?
        while end < text.endIndex {
            let next = width + DisplayWidth.columns(of: text[end].unicodeScalars)
            if next > columns { break }
            if text[end] == " ", width > label { lastSpace = end }
            (width, end) = (next, text.index(after: end))
        }
        // Something always goes, however narrow the screen.
        if end == text.startIndex { end = text.index(after: end) }
        if end < text.endIndex, text[end] == " " { lastSpace = end }
        guard let lastSpace else { return (text[..<end], text[end...]) }
        return (text[..<lastSpace], text[lastSpace...].drop { $0 == " " })
    }
}
