import Controller

/// What one typed line asks for.
public enum ConsoleRequest: Equatable, Sendable {
    case nothing
    /// `help` or `?`: the lines to print.
    case help([String])
    case command(Command)
    /// One line: what is wrong and what would be right.
    case mistake(String)
}

/// The command language of the serial console.
public enum ConsoleLanguage {
    /// The longest line that is read; a longer one is a mistake.
    public static let longestLineBytes = 1024

    /// Words apart by spaces; a command may be shortened as long as it stays unique ("st" for "status").
    public static func parse(_ line: String) -> ConsoleRequest {
        guard line.utf8.count <= longestLineBytes else {
            return .mistake("error: a line has \(longestLineBytes) bytes at most, got \(line.utf8.count)")
        }
        guard line.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 || $0 == "\t" }) else {
            return .mistake("error: the line has control characters in it")
        }
        let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard let first = words.first else { return .nothing }
        if first == "?" || first == "help" { return .help(help()) }
        let matches = candidates(for: words)
        guard let spec = matches.first else {
            return .mistake("error: unknown command '\(first)'; 'help' lists them")
        }
        guard matches.count == 1 else {
            let names = matches.map(\.name).joined(separator: "', '")
            return .mistake("error: '\(first)' could be '\(names)'")
        }
        let rest = Array(words.dropFirst(spec.name.split(separator: " ").count))
        guard let command = spec.make(rest) else {
            return .mistake("error: usage: \(spec.name) \(spec.arguments)".trimmingTrailingSpace)
        }
        return .command(command)
    }

    /// The table as `help` shows it.
    public static func help() -> [String] {
        let heads = CommandTable.specs.map { "\($0.name) \($0.arguments)".trimmingTrailingSpace }
        let width = heads.map(\.count).max() ?? 0
        return zip(heads, CommandTable.specs).map { head, spec in
            "  " + head + String(repeating: " ", count: width - head.count + 2) + spec.help
        }
    }

    /// Whole names win over shortened ones, longer names over shorter ones.
    private static func candidates(for words: [Substring]) -> [CommandSpec] {
        func names(_ spec: CommandSpec) -> [Substring] { spec.name.split(separator: " ") }
        let fitting = CommandTable.specs.filter { spec in
            let parts = names(spec)
            return parts.count <= words.count && zip(parts, words).allSatisfy { $0.hasPrefix($1) }
        }
        let whole = fitting.filter { zip(names($0), words).allSatisfy { $0 == $1 } }
        let best = whole.isEmpty ? fitting : whole
        let longest = best.map { names($0).count }.max() ?? 0
        return best.filter { names($0).count == longest }
    }
}

extension String {
    var trimmingTrailingSpace: String {
        var copy = self
        while copy.last == " " { copy.removeLast() }
        return copy
    }
}
