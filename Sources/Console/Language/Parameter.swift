import Controller
import Door
import Law
import Records
import Timekeeping

/// What may stand in one place behind a command's name.
struct Parameter: Sendable {
    enum Kind: Equatable, Sendable {
        case integer(ClosedRange<Int>)
        /// That many digits.
        case digits(ClosedRange<Int>)
        case secret(SecretKind)
        case word([String])
        case requirement
        case account
        /// A settings' key, or its beginning.
        case key
        /// Everything up to the end of the line: so many bytes.
        case text(ClosedRange<Int>)
        /// The same about settings, to be understood by the command; what fits, for help.
        case settings(String)
        /// The same about something else; and something that fits.
        case rest(String, example: String)
        /// Of a schedule or a group.
        case accessName
        case day
    }

    let name: String
    let kind: Kind
    var isOptional = false

    /// Asked for without echo where a person types.
    var isSecret: Bool { if case .secret = kind { true } else { false } }
    /// A secret that is typed twice, because nobody sees it.
    var isTypedTwice: Bool { if case .secret(let kind) = kind { kind == .newPassphrase } else { false } }
    /// A passphrase, of which spaces are a part.
    var mayHaveSpaces: Bool {
        if case .secret(let kind) = kind { kind == .passphrase || kind == .newPassphrase } else { false }
    }
    var takesRestOfLine: Bool {
        switch kind {
        case .text, .settings, .rest: true
        default: false
        }
    }
    var usage: String { isOptional ? "[\(name)]" : name }

    /// What fits, for help and mistakes.
    var range: String {
        switch kind {
        case .integer(let range): "\(range.lowerBound)...\(range.upperBound)"
        case .digits(let count): "\(count.lowerBound)...\(count.upperBound) digits"
        case .secret(let kind): kind.range
        case .word(let words): words.joined(separator: ", ")
        case .requirement: "R1...R60"
        case .account: "1...\(AccountName.limitBytes) of a...z, 0...9 and -, a letter first"
        case .key: "the beginning of a key"
        case .text(let count): "\(count.lowerBound)...\(count.upperBound) bytes"
        case .settings(let what): what
        case .rest(let what, _): what
        case .accessName: "1...\(AccessName.limitBytes) of a...z, 0...9 and -"
        case .day: "a day as 2026-12-31"
        }
    }

    /// Nil when the word does not fit.
    func value(of word: Substring) -> ArgumentValue? {
        switch kind {
        case .integer(let range):
            // No sign, no leading zeros that would make it something else elsewhere.
            guard word.areDigits, let number = Int(word), range.contains(number) else { return nil }
            return .integer(number)
        case .digits(let count): return count.contains(word.utf8.count) && word.areDigits ? .digits(String(word)) : nil
        case .secret(let kind):
            let secret = SecretText(word.utf8)
            return kind.accepts(secret) ? .secret(secret) : nil
        case .word(let words):
            if words.contains(String(word)) { return .word(String(word)) }
            let fitting = words.filter { $0.hasPrefix(word) }
            return fitting.count == 1 ? .word(fitting[0]) : nil
        case .requirement:
            let digits = word.hasPrefix("R") || word.hasPrefix("r") ? word.dropFirst() : word
            guard digits.areDigits else { return nil }
            return Int(digits).flatMap(RequirementID.init(rawValue:)).map { .requirement($0) }
        case .account: return AccountName(String(word)).map { .account($0) }
        case .key: return (1...96).contains(word.utf8.count) ? .word(String(word)) : nil
        case .text(let count): return count.contains(word.utf8.count) ? .word(String(word)) : nil
        case .settings, .rest: return .word(String(word))
        case .accessName: return AccessName(String(word)).map { .word($0.text) }
        case .day: return CivilDay(String(word)).map { .word("\($0)") }
        }
    }

    /// Whether a word is an attempt at it, right or wrong.
    func isMeant(by word: Substring) -> Bool {
        if case .integer = kind { word.first.map { "+-0123456789".contains($0) } ?? false } else { true }
    }

    /// Whether a secret fits.
    func accepts(_ secret: SecretText) -> Bool {
        if case .secret(let kind) = kind { kind.accepts(secret) } else { false }
    }

    /// The whole words that begin so.
    func completions(of word: Substring) -> [String] {
        guard case .word(let words) = kind else { return [] }
        return words.filter { $0.hasPrefix(word) }
    }

    /// Something that fits: what the command that it belongs to is, does not hang on it.
    var example: ArgumentValue {
        switch kind {
        case .integer(let range): .integer(range.lowerBound)
        case .digits(let count): .digits(String(repeating: "1", count: count.lowerBound))
        case .secret: .secret(SecretText("1234567890".utf8))
        case .word(let words): .word(words[0])
        case .requirement: .requirement(RequirementID(rawValue: 1)!)
        case .account: .account(AccountName("a")!)
        case .key: .word("door")
        case .text(let count): .word(String(repeating: "x", count: count.lowerBound))
        // Fits behind `config set`, `unset` and `try` alike.
        case .settings: .word("unset a")
        case .rest(_, let example): .word(example)
        case .accessName: .word("a")
        case .day: .word("2026-12-31")
        }
    }
}

/// One word that has been understood.
enum ArgumentValue: Sendable {
    case integer(Int)
    case digits(String)
    case secret(SecretText)
    case word(String)
    case requirement(RequirementID)
    case account(AccountName)
}

extension StringProtocol {
    /// ASCII digits, one at least.
    var areDigits: Bool {
        !isEmpty && utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
