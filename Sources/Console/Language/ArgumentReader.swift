import Controller

/// Goes through the words behind a command's name, parameter by parameter.
struct ArgumentReader {
    enum Reading {
        /// Nil: left out, or a secret that has not been answered yet.
        case value(ArgumentValue?)
        case isMissing
        /// What was there instead, as it is said; nothing of what was meant as a secret.
        case doesNotFit(got: String)
    }

    private var words: ArraySlice<Substring>
    /// Nil when secrets stand in the line.
    private var answers: ArraySlice<SecretDigits>?
    /// The first secret without an answer.
    private(set) var unanswered: Parameter?

    init(words: [Substring], secrets: ConsoleLanguage.Secrets) {
        self.words = words[...]
        if case .asked(let given) = secrets { answers = given[...] }
    }

    var isAtEnd: Bool { words.isEmpty }

    mutating func next(_ parameter: Parameter) -> Reading {
        if parameter.isSecret, answers != nil { return nextAnswer(parameter) }
        guard let word = words.popFirst() else { return parameter.isOptional ? .value(nil) : .isMissing }
        if case .rest = parameter.kind { return .value(.text(takeRest(from: word))) }
        if let value = parameter.value(of: word) { return .value(value) }
        return .doesNotFit(got: parameter.isSecret ? "" : ", got '\(word)'")
    }

    /// As it stands in the line, up to its last word.
    private mutating func takeRest(from word: Substring) -> String {
        let end = words.last?.endIndex ?? word.endIndex
        words = []
        return String(word.base[word.startIndex..<end])
    }

    private mutating func nextAnswer(_ parameter: Parameter) -> Reading {
        guard let answer = answers?.popFirst() else {
            unanswered = unanswered ?? parameter
            return .value(nil)
        }
        return parameter.accepts(answer) ? .value(.secret(answer)) : .doesNotFit(got: "")
    }
}
