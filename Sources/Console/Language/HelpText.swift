/// The table as `help` shows it: 80 columns.
enum HelpText {
    static func lines() -> [String] {
        let width = CommandTable.specs.map(\.usage.count).max() ?? 0
        return CommandTable.specs.map { "  \(ReplyText.padded($0.usage, width))  \($0.help)" }
    }
}
