import Controller
import Law

/// What may stand in one place behind a command's name.
struct Parameter: Sendable {
    enum Kind: Equatable, Sendable {
        case integer(ClosedRange<Int>)
        /// That many digits.
        case digits(ClosedRange<Int>)
        /// The same, asked for without echo where a person types.
        case secret(ClosedRange<Int>)
        case word([String])
        case requirement
        /// Whatever follows, with its spaces; what fits, for help.
        case rest(String)
    }

    let name: String
    let kind: Kind
    var isOptional = false

    var isSecret: Bool { if case .secret = kind { true } else { false } }
    var usage: String { isOptional ? "[\(name)]" : name }

    /// What fits, for help and mistakes.
    var range: String {
        switch kind {
        case .integer(let range): "\(range.lowerBound)...\(range.upperBound)"
        case .digits(let count), .secret(let count): "\(count.lowerBound)...\(count.upperBound) digits"
        case .word(let words): words.joined(separator: ", ")
        case .requirement: "R1...R60"
        case .rest(let what): what
        }
    }

    /// Nil when the word does not fit.
    func value(of word: Substring) -> ArgumentValue? {
        switch kind {
        case .integer(let range):
            // No sign, no leading zeros that would make it something else elsewhere.
            guard Self.areDigits(word), let number = Int(word), range.contains(number) else { return nil }
            return .integer(number)
        case .digits(let count):
            return count.contains(word.utf8.count) && Self.areDigits(word) ? .digits(String(word)) : nil
        case .secret(let count):
            return count.contains(word.utf8.count) && Self.areDigits(word) ? .secret(SecretDigits(word.utf8)) : nil
        case .word(let words):
            if words.contains(String(word)) { return .word(String(word)) }
            let fitting = words.filter { $0.hasPrefix(word) }
            return fitting.count == 1 ? .word(fitting[0]) : nil
        case .requirement:
            let digits = word.hasPrefix("R") || word.hasPrefix("r") ? word.dropFirst() : word
            guard Self.areDigits(digits) else { return nil }
            return Int(digits).flatMap(RequirementID.init(rawValue:)).map { .requirement($0) }
        case .rest: return .text(String(word))
        }
    }

    /// Whether a secret fits.
    func accepts(_ secret: SecretDigits) -> Bool {
        guard case .secret(let count) = kind, count.contains(secret.count) else { return false }
        return secret.withBytes { $0.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
    }

    /// The whole words that begin so.
    func completions(of word: Substring) -> [String] {
        guard case .word(let words) = kind else { return [] }
        return words.filter { $0.hasPrefix(word) }
    }

    private static func areDigits(_ word: Substring) -> Bool {
        !word.isEmpty && word.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

/// One word that has been understood.
enum ArgumentValue: Sendable {
    case integer(Int)
    case digits(String)
    case secret(SecretDigits)
    case word(String)
    case requirement(RequirementID)
    case text(String)
}
