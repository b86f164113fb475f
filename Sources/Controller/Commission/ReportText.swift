/// Lines of 80 columns for paper.
enum ReportText {
    static let columns = 80

    /// A name, and what there is to say behind it, broken where it is too long.
    /// - Parameter width: columns of the name with the space behind it.
    static func row(_ name: String, _ width: Int, _ text: String) -> [String] {
        let lines = wrapped(text, columns - width)
        let indent = String(repeating: " ", count: width)
        return lines.enumerated().map { index, line in
            index == 0 ? name + String(repeating: " ", count: max(1, width - name.count)) + line : indent + line
        }
    }

    /// Broken between words; a word that is too long, as Chinese is without spaces, anywhere.
    static func wrapped(_ text: String, _ columns: Int) -> [String] {
        var lines = [""], used = 0
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let width = Self.columns(of: word)
            if used > 0, used + 1 + width > columns {
                lines.append("")
                used = 0
            } else if !lines[lines.count - 1].isEmpty {
                lines[lines.count - 1] += " "
                used += 1
            }
            for character in word {
                let width = Self.columns(of: String(character)[...])
                if used + width > columns {
                    lines.append("")
                    used = 0
                }
                lines[lines.count - 1].append(character)
                used += width
            }
        }
        return lines
    }

    /// What is not Latin may take two on a terminal.
    private static func columns(of text: Substring) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 ? 2 : 1) }
    }
}
