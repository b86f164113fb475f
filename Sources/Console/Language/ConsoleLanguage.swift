import Controller

/// The command language of the serial console.
public enum ConsoleLanguage {
    /// The longest line that is read; a longer one is a mistake.
    public static let longestLineBytes = 1024

    /// Where the secrets of a command are.
    enum Secrets: Equatable {
        /// In the line: nothing is echoed while a script sends it.
        case inLine
        /// Answered so far; they do not stand in the line.
        case asked([SecretText])
    }

    /// Words apart by spaces; a command may be shortened as long as it stays unique ("st" for "status").
    /// - Parameter isEchoed: a person sees the line: its secrets are asked for, see `ConsoleRequest.question`.
    public static func parse(_ line: String, isEchoed: Bool) -> ConsoleRequest {
        parse(line, isEchoed ? .asked([]) : .inLine)
    }

    /// The table as `help` shows it.
    /// - Parameter viewer: who looks; what is for none of them is left out.
    public static func help(for viewer: Roles) -> [String] { HelpText.lines(for: viewer) }

    static func parse(_ line: String, secrets: [SecretText]) -> ConsoleRequest { parse(line, .asked(secrets)) }

    private static func parse(_ line: String, _ secrets: Secrets) -> ConsoleRequest {
        guard line.utf8.count <= longestLineBytes else {
            return .mistake("error: a line has \(longestLineBytes) bytes at most, got \(line.utf8.count)")
        }
        guard line.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 || $0 == "\t" }) else {
            return .mistake("error: the line has control characters in it")
        }
        guard !line.unicodeScalars.contains("\u{FFFD}") else { return .mistake("error: \(noise)") }
        let words = split(line)
        guard let first = words.first else { return .nothing }
        if words == ["?"] { return .help }
        // What `config diff` and `config show` say beside commands can be sent back with them.
        if first.hasPrefix("#") { return .nothing }
        let matches = candidates(for: words)
        guard let spec = matches.first else { return .mistake(unknown(words)) }
        guard matches.count == 1 else {
            return .mistake("error: '\(first)' could be '\(matches.map(\.name).joined(separator: "', '"))'")
        }
        return request(spec, Array(words.dropFirst(spec.words.count)), line, secrets)
    }

    static let noise = "the line has bytes in it that are no characters (UTF-8 is wanted)"

    private static func unknown(_ words: [Substring]) -> String {
        let groups = CommandTable.specs.filter { $0.words.count > 1 && $0.words[0].hasPrefix(words[0]) }
        if groups.isEmpty { return "error: unknown command '\(words[0])'; 'help' lists them" }
        return
            "error: '\(groups[0].words[0])' goes on with: \(groups.map { String($0.words[1]) }.joined(separator: ", "))"
    }

    private static func request(
        _ spec: CommandSpec, _ words: [Substring], _ line: String, _ secrets: Secrets
    ) -> ConsoleRequest {
        var reader = ArgumentReader(words: words, secrets: secrets)
        var values: [ArgumentValue?] = []
        for (place, parameter) in spec.parameters.enumerated() {
            switch reader.next(parameter, isLast: place == spec.parameters.count - 1) {
            case .value(let value): values.append(value)
            case .isMissing: return .mistake("error: \(parameter.name) (\(parameter.range)) is missing: \(spec.usage)")
            case .doesNotFit(let got):
                return .mistake("error: \(parameter.name) must be \(parameter.range)\(got): \(spec.usage)")
            case .differs: return .mistake("error: \(parameter.name) was not the same twice; nothing was changed")
            }
        }
        guard reader.isAtEnd else { return .mistake("error: too many words: \(spec.usage)") }
        if let (parameter, isRepeat) = reader.unanswered, case .asked(let answers) = secrets {
            let words = isRepeat ? "the same again" : parameter.range
            return .question(Question(prompt: "\(parameter.name) (\(words)): ", line: line, secrets: answers))
        }
        return spec.make(Arguments(values: values))
    }

    /// Whether a line may be brought back with the arrow keys: whoever comes next would read it. What is no command may be a
    /// secret that was typed too early, or into the line of a command that asks for it, where it may look like a name.
    /// - Parameter isLoggedIn: then a slip in a command without secrets comes back to be mended, if its name was typed whole.
    static func isKept(_ line: String, isLoggedIn: Bool) -> Bool {
        let words = split(line)
        if words == ["?"] { return true }
        let matches = candidates(for: words)
        guard matches.count == 1, let spec = matches.first, !spec.isLogin else { return false }
        guard case .mistake = parse(line, isEchoed: true) else { return true }
        return isLoggedIn && zip(spec.words, words).allSatisfy { $0 == $1 }
            && !spec.parameters.contains(where: \.isSecret)
    }

    // MARK: names

    static func split(_ line: String) -> [Substring] { line.split { $0 == " " || $0 == "\t" } }

    /// Whole names win over shortened ones, longer names over shorter ones.
    private static func candidates(for words: [Substring]) -> [CommandSpec] {
        let fitting = CommandTable.specs.filter { spec in
            spec.words.count <= words.count && zip(spec.words, words).allSatisfy { $0.hasPrefix($1) }
        }
        let whole = fitting.filter { zip($0.words, words).allSatisfy { $0 == $1 } }
        let best = whole.isEmpty ? fitting : whole
        let longest = best.map(\.words.count).max() ?? 0
        return best.filter { $0.words.count == longest }
    }
}
