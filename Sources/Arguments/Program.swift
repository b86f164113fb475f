/// A program's whole command line as a table, from which the parser and the help are made.
public struct Program: Sendable {
    /// What one command line asks for.
    public enum Request: Equatable, Sendable {
        case run(Invocation)
        /// The text to print on standard output; the program then ends with `ExitCode.success`.
        case help(String)
    }

    public let name: String
    public let summary: String
    public let commands: [Command]

    /// - Precondition: no two commands have one path.
    public init(_ name: String, summary: String, commands: [Command]) {
        precondition(Set(commands.map(\.path)).count == commands.count, "two commands with one path")
        (self.name, self.summary, self.commands) = (name, summary, commands)
    }

    /// Reads a command line.
    /// - Parameter words: `CommandLine.arguments` without its first.
    /// - Throws: everything that is wrong with it, at once.
    public func parse(_ words: [String]) throws(ArgumentsError) -> Request {
        let leading = Array(words.prefix { !$0.hasPrefix("-") })
        let asksForHelp = words.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
        guard let command = command(for: leading) else {
            let group = deepestGroup(of: leading)
            if asksForHelp, group == leading { return .help(help(under: group)) }
            throw ArgumentsError([unknownCommand(leading, under: group)], advice: advice(for: group))
        }
        if asksForHelp { return .help(help(for: command)) }
        var reader = CommandLineReader(command: command)
        reader.read(words.dropFirst(command.path.count))
        guard reader.problems.isEmpty else { throw ArgumentsError(reader.problems, advice: advice(for: command.path)) }
        return .run(reader.invocation)
    }

    /// The command whose path is the longest beginning of `leading`.
    private func command(for leading: [String]) -> Command? {
        commands.filter { leading.starts(with: $0.path) }.max { $0.path.count < $1.path.count }
    }

    /// The longest beginning of `leading` that is also the beginning of some command's path.
    private func deepestGroup(of leading: [String]) -> [String] {
        var group = leading
        while !commands.contains(where: { $0.path.starts(with: group) }) { group.removeLast() }
        return group
    }

    private func unknownCommand(_ leading: [String], under group: [String]) -> ArgumentsError.Problem {
        let next = Set(commands.filter { $0.path.starts(with: group) }.map { $0.path[group.count] }).sorted()
        guard leading.count > group.count else { return .missingCommand(choices: next) }
        return .unknownCommand(leading[group.count], nearest: nearestName(to: leading[group.count], among: next))
    }

    private func advice(for path: [String]) -> String {
        "`\(([name] + path).joined(separator: " ")) --help` tells what there is"
    }
}
