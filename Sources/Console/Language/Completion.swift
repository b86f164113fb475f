import Controller

/// What may follow what has been typed so far.
public struct Completion: Equatable, Sendable {
    /// What every way to go on begins with; ends in a space when there is only one.
    public let insertion: String
    /// Each way to go on, with its help.
    public let choices: [Choice]

    public struct Choice: Equatable, Sendable {
        public let word: String
        public let help: String
    }

    /// - Parameters:
    ///   - text: what stands before the cursor.
    ///   - viewer: who looks; what is for none of them is left out.
    public init(of text: String, for viewer: Roles) {
        let specs = CommandTable.specs.filter { !$0.roles.isDisjoint(with: viewer) }
        let words = ConsoleLanguage.split(text)
        let isNewWord = text.isEmpty || text.last == " " || text.last == "\t"
        let partial = isNewWord ? "" : words.last!
        let before = isNewWord ? words[...] : words.dropLast()
        var names: [String] = []
        var choices: [Choice] = []
        for spec in specs where Self.fits(spec, before) {
            let (found, more) = Self.choices(spec, before.count, partial, specs)
            names += found.filter { !names.contains($0) }
            choices += more.filter { choice in !choices.contains { $0.word == choice.word } }
        }
        insertion = Self.insertion(names, partial)
        self.choices = choices
    }

    /// Whether the words so far can be the beginning of this command.
    private static func fits(_ spec: CommandSpec, _ words: ArraySlice<Substring>) -> Bool {
        zip(spec.words, words).allSatisfy { $0.hasPrefix($1) }
    }

    private static func choices(
        _ spec: CommandSpec, _ count: Int, _ partial: Substring, _ specs: [CommandSpec]
    ) -> (names: [String], choices: [Choice]) {
        if count < spec.words.count {
            let word = spec.words[count]
            guard word.hasPrefix(partial) else { return ([], []) }
            // A group of commands has its words for help, one command its own.
            let isGroup =
                specs.count { $0.words.prefix(count + 1).elementsEqual(spec.words.prefix(count + 1)) } > 1
            return (
                [String(word)], [Choice(word: String(word), help: isGroup ? "…; '\(word) ?' lists them" : spec.help)]
            )
        }
        // Secrets are asked for: they have no place in the line.
        let places = spec.parameters.filter { !$0.isSecret }
        guard count - spec.words.count <= places.count else { return ([], []) }
        let open = places.dropFirst(count - spec.words.count)
        var choices: [Choice] = []
        if let next = open.first { choices.append(Choice(word: next.usage, help: next.range)) }
        if partial.isEmpty, open.allSatisfy(\.isOptional) { choices.append(Choice(word: "<Enter>", help: spec.help)) }
        return (open.first?.completions(of: partial) ?? [], choices)
    }

    private static func insertion(_ names: [String], _ partial: Substring) -> String {
        guard let first = names.first else { return "" }
        if names.count == 1 { return first.dropFirst(partial.count) + " " }
        let common = names.dropFirst().reduce(Substring(first)) { $0.commonPrefix(with: $1) }
        return String(common.dropFirst(partial.count))
    }
}

extension Substring {
    func commonPrefix(with other: String) -> Substring {
        var length = 0
        for (a, b) in zip(self, other) {
            if a != b { break }
            length += 1
        }
        return prefix(length)
    }
}
