import Controller
import Records

extension CommandTable {
    static let law = [
        CommandSpec(name: "law", help: "each requirement, and where it stands") { _ in .command(.law, .text) },
        CommandSpec(
            name: "law why", parameters: [Parameter(name: "R<n>", kind: .requirement)],
            help: "its duty, its source, its state"
        ) { .command(.lawWhy($0.requirement(0)!), .text) },
        CommandSpec(name: "law notice", help: "what people are told, and its digests") { _ in
            .command(.notice, .text)
        },
        CommandSpec(name: "explain last", help: "the last decision at the door, and why") { _ in
            .command(.explainLast, .text)
        },
    ]

    private static let journals = Journal.allCases.map(\.word)

    static let store = [
        CommandSpec(name: "store", help: "what it is full of, what will end, its wear") { _ in
            .command(.storeFigures, .text)
        },
        CommandSpec(name: "store verify", help: "opens every record") { _ in .command(.storeVerify, .text) },
        CommandSpec(name: "expiries", help: "how many templates end on which day") { _ in
            .command(.expiries, .text)
        },
        CommandSpec(
            name: "journal", parameters: [Parameter(name: "COUNT", kind: .integer(1...1000), isOptional: true)],
            help: "the newest lines, 10 unless told"
        ) { .command(.journal(count: $0.integer(0) ?? 10), .text) },
        CommandSpec(name: "journal verify", help: "follows the hash chain over every line") { _ in
            .command(.journalVerify, .text)
        },
        CommandSpec(
            name: "journal export", parameters: [Parameter(name: "JOURNAL", kind: .word(journals))],
            help: "signed lines for an auditor"
        ) { arguments in
            let journal = Journal.allCases.first { $0.word == arguments.word(0) }!
            return .command(.journalExport(journal, isNext: false), .text)
        },
    ]
}
