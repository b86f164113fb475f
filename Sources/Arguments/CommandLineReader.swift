/// Goes once over the words of one command, and collects what they say and what is wrong with them.
struct CommandLineReader {
    let command: Command
    private(set) var problems: [ArgumentsError.Problem] = []
    private var given: [String: [String]] = [:]
    private var loose: [String] = []

    init(command: Command) { self.command = command }

    var invocation: Invocation { Invocation(command: command, values: given) }

    mutating func read(_ words: ArraySlice<String>) {
        var words = words
        while let word = words.popFirst() {
            if word == "--" {
                loose += words
                break
            }
            if word.hasPrefix("-"), word != "-" { readOption(word, &words) } else { loose.append(word) }
        }
        placePositionals()
        for option in command.options where given[option.name] == nil {
            switch option.presence {
            case .required: report(.missingOption(option.signature))
            case .otherwise(let text): given[option.name] = [text]
            case .optional, .repeated: break
            }
        }
    }

    private mutating func readOption(_ word: String, _ words: inout ArraySlice<String>) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let option = command.options.first(where: { "--\($0.name)" == parts[0] }) else {
            let known = command.options.map { "--\($0.name)" } + ["--help"]
            report(.unknownOption(parts[0], nearest: nearestName(to: parts[0], among: known)))
            // What follows may be its value; as a positional it would only raise a second complaint about one slip.
            if parts.count == 1, let next = words.first, !next.hasPrefix("-") { words.removeFirst() }
            return
        }
        var value = parts.count == 2 ? parts[1] : nil
        if case .flag = option.value {
            if value != nil { return report(.unexpectedValue(parts[0])) }
            value = ""
        } else if value == nil {
            guard let next = words.first, !next.hasPrefix("--") else { return missingValue(of: option) }
            value = words.removeFirst()
        }
        take(value!, for: option)
    }

    private mutating func missingValue(of option: Option) {
        given[option.name] = []
        report(.missingValue(option.signature))
    }

    private mutating func take(_ value: String, for option: Option) {
        if given[option.name] != nil, option.presence != .repeated { return report(.givenTwice("--\(option.name)")) }
        if let expected = option.objection(to: value) {
            report(.badValue("--\(option.name)", given: value, expected: expected))
        }
        given[option.name, default: []].append(value)
    }

    private mutating func placePositionals() {
        var loose = loose[...]
        for positional in command.positionals {
            if positional.presence == .rest {
                given[positional.name] = Array(loose)
                loose = []
            } else if let word = loose.popFirst() {
                given[positional.name] = [word]
            } else if positional.presence == .required {
                report(.missingPositional(positional.name))
            }
        }
        for word in loose { report(.unexpectedWord(word)) }
    }

    private mutating func report(_ problem: ArgumentsError.Problem) { problems.append(problem) }
}
