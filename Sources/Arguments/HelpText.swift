extension Program {
    /// What the program, or one group of its commands, can do.
    func help(under group: [String]) -> String {
        let rows = commands.filter { $0.path.starts(with: group) }.map { command in
            (left: usage(of: command), right: command.summary)
        }
        let listing = rows.map { "  \($0.left)\n      \($0.right)" }.joined(separator: "\n")
        return "\(name): \(summary)\n\n\(listing)\n\n`\(name) COMMAND --help` tells more about one."
    }

    /// One command, its options and positionals.
    func help(for command: Command) -> String {
        let options = command.options.map { (left: $0.signature, right: $0.help + note(on: $0)) }
        let rows =
            command.positionals.map { (left: $0.signature, right: $0.help) }
            + options + [(left: "--help", right: "this text")]
        let width = rows.map(\.left.count).max() ?? 0
        let table = rows.map { row in
            "  \(row.left)\(String(repeating: " ", count: width - row.left.count))  \(row.right)"
        }
        return "\(command.summary)\n\nusage: \(usage(of: command))\n\n\(table.joined(separator: "\n"))"
    }

    private func usage(of command: Command) -> String {
        let options = command.options.map { option in
            switch option.presence {
            case .required: option.signature
            case .optional, .otherwise: "[\(option.signature)]"
            case .repeated: "[\(option.signature)]…"
            }
        }
        return ([name] + command.path + command.positionals.map(\.signature) + options).joined(separator: " ")
    }

    private func note(on option: Option) -> String {
        var notes: [String] = []
        if case .integer(_, let range) = option.value { notes.append("\(range.lowerBound)…\(range.upperBound)") }
        switch option.presence {
        case .required: notes.append("required")
        case .otherwise(let text): notes.append("otherwise \(text)")
        case .repeated: notes.append("may be repeated")
        case .optional: break
        }
        return notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))"
    }
}
