import Controller
import Law

/// Everything the console understands, in the order `help` lists it.
enum CommandTable {
    static let specs: [CommandSpec] = [
        CommandSpec(name: "status", arguments: "", help: "one screen about the whole terminal") {
            $0.isEmpty ? .status : nil
        },
        CommandSpec(name: "law", arguments: "", help: "each requirement, and where it stands") {
            $0.isEmpty ? .law : nil
        },
        CommandSpec(name: "law why", arguments: "R<n>", help: "its duty, its source, its state") {
            guard $0.count == 1, let requirement = requirement($0[0]) else { return nil }
            return .lawWhy(requirement)
        },
        CommandSpec(name: "explain last", arguments: "", help: "the last decision at the door, and why") {
            $0.isEmpty ? .explainLast : nil
        },
        CommandSpec(name: "people", arguments: "", help: "who is known, by personal number") {
            $0.isEmpty ? .people : nil
        },
        CommandSpec(
            name: "person add", arguments: "NUMBER PIN [CARD]", help: "a person and another way in than a face",
            make: personAdd),
        CommandSpec(name: "person remove", arguments: "NUMBER", help: "a person, with all that is kept") {
            guard $0.count == 1, isDigits($0[0], count: 1...10) else { return nil }
            return .personRemove(number: String($0[0]))
        },
        CommandSpec(name: "journal", arguments: "[COUNT]", help: "the newest lines, 10 unless told (1...1000)") {
            switch $0.count {
            case 0: .journal(count: 10)
            case 1: Int($0[0]).flatMap { (1...1000).contains($0) ? .journal(count: $0) : nil }
            default: nil
            }
        },
        CommandSpec(name: "journal verify", arguments: "", help: "follows the hash chain over every line") {
            $0.isEmpty ? .journalVerify : nil
        },
    ]

    @Sendable private static func personAdd(_ words: [Substring]) -> Command? {
        guard (2...3).contains(words.count), isDigits(words[0], count: 1...10), isDigits(words[1], count: 4...10),
            words.count < 3 || isDigits(words[2], count: 4...20)
        else { return nil }
        return .personAdd(
            PersonRequest(
                number: String(words[0]), card: words.count == 3 ? SecretDigits(words[2].utf8) : nil,
                pin: SecretDigits(words[1].utf8)))
    }

    /// "R14", "r14" or "14".
    private static func requirement(_ word: Substring) -> RequirementID? {
        let digits = word.hasPrefix("R") || word.hasPrefix("r") ? word.dropFirst() : word
        return Int(digits).flatMap(RequirementID.init(rawValue:))
    }

    private static func isDigits(_ word: Substring, count: ClosedRange<Int>) -> Bool {
        count.contains(word.utf8.count) && word.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
