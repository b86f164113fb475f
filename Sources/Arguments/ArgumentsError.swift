/// A command line that was not understood: everything that is wrong with it, in the order it was met.
public struct ArgumentsError: Error, Equatable, Sendable {
    public enum Problem: Equatable, Sendable {
        case missingCommand(choices: [String])
        case unknownCommand(String, nearest: String?)
        case unknownOption(String, nearest: String?)
        case missingOption(String)
        case missingValue(String)
        case unexpectedValue(String)
        case givenTwice(String)
        case badValue(String, given: String, expected: String)
        case missingPositional(String)
        case unexpectedWord(String)
    }

    public let problems: [Problem]
    /// Where to read on, one line.
    public let advice: String

    init(_ problems: [Problem], advice: String) { (self.problems, self.advice) = (problems, advice) }
}

extension ArgumentsError: CustomStringConvertible {
    /// A line for each problem, then the advice; for standard error, before the program ends with `ExitCode.usage`.
    public var description: String { (problems.map(\.description) + [advice]).joined(separator: "\n") }
}

extension ArgumentsError.Problem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missingCommand(let choices): "say what to do: \(choices.joined(separator: ", "))"
        case .unknownCommand(let word, let nearest): "there is no command `\(word)`\(hint(nearest))"
        case .unknownOption(let word, let nearest): "there is no option \(word)\(hint(nearest))"
        case .missingOption(let signature): "\(signature) is missing"
        case .missingValue(let signature): "\(signature): the value is missing"
        case .unexpectedValue(let name): "\(name) takes no value"
        case .givenTwice(let name): "\(name) is given twice"
        case .badValue(let name, let given, let expected): "\(name) must be \(expected), got `\(given)`"
        case .missingPositional(let name): "\(name) is missing"
        case .unexpectedWord(let word): "`\(word)` is one word too many"
        }
    }

    private func hint(_ nearest: String?) -> String { nearest.map { "; did you mean \($0)?" } ?? "" }
}
