import Controller

/// Goes through the words behind a command's name, parameter by parameter.
struct ArgumentReader {
    enum Reading {
        /// Nil: left out, or a secret that has not been answered yet.
        case value(ArgumentValue?)
        case isMissing
        /// What was there instead, as it is said; nothing of what was meant as a secret.
        case doesNotFit(got: String)
        /// A secret that was typed twice, and not the same.
        case differs
    }

    private var words: ArraySlice<Substring>
    /// Nil when secrets stand in the line.
    private var answers: ArraySlice<SecretText>?
    /// The first secret without an answer, and whether it is typed again.
    private(set) var unanswered: (parameter: Parameter, isRepeat: Bool)?

    init(words: [Substring], secrets: ConsoleLanguage.Secrets) {
        self.words = words[...]
        if case .asked(let given) = secrets { answers = given[...] }
    }

    var isAtEnd: Bool { words.isEmpty }

    /// - Parameter isLast: nothing can stand behind it: a passphrase in a script's line may have spaces in it.
    mutating func next(_ parameter: Parameter, isLast: Bool) -> Reading {
        if parameter.isSecret, answers != nil { return nextAnswer(parameter) }
        // What may be left out in front of others is, where nothing like it stands there.
        if parameter.isOptional, !isLast, let word = words.first, !parameter.isMeant(by: word) { return .value(nil) }
        let takesRest = parameter.takesRestOfLine || isLast && parameter.mayHaveSpaces
        guard let word = takesRest ? takeRest() : words.popFirst() else {
            return parameter.isOptional ? .value(nil) : .isMissing
        }
        if let value = parameter.value(of: word) { return .value(value) }
        return .doesNotFit(got: parameter.isSecret ? "" : ", got '\(word)'")
    }

    /// Words of one line, with what stands between them.
    private mutating func takeRest() -> Substring? {
        guard let first = words.first, let last = words.last else { return nil }
        defer { words = [] }
        return first.base[first.startIndex..<last.endIndex]
    }

    private mutating func nextAnswer(_ parameter: Parameter) -> Reading {
        guard let answer = answers?.popFirst() else { return ask(parameter, isRepeat: false) }
        guard parameter.isTypedTwice else {
            return parameter.accepts(answer) ? .value(.secret(answer)) : .doesNotFit(got: "")
        }
        // Judged when it was typed twice: what is pasted twice must not become a command.
        guard let again = answers?.popFirst() else { return ask(parameter, isRepeat: true) }
        guard again == answer else { return .differs }
        return parameter.accepts(answer) ? .value(.secret(answer)) : .doesNotFit(got: "")
    }

    private mutating func ask(_ parameter: Parameter, isRepeat: Bool) -> Reading {
        unanswered = unanswered ?? (parameter, isRepeat)
        return .value(nil)
    }
}
