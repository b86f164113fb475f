import Controller

extension CommandTable {
    static let law = [
        CommandSpec(name: "law", help: "each requirement, and where it stands") { _ in .command(.law, .text) },
        CommandSpec(
            name: "law why", parameters: [Parameter(name: "R<n>", kind: .requirement)],
            help: "its duty, its source, its state"
        ) { .command(.lawWhy($0.requirement(0)!), .text) },
        CommandSpec(name: "explain last", help: "the last decision at the door, and why") { _ in
            .command(.explainLast, .text)
        },
    ]

    static let store = [
        CommandSpec(
            name: "journal", parameters: [Parameter(name: "COUNT", kind: .integer(1...1000), isOptional: true)],
            help: "the newest lines, 10 unless told"
        ) { .command(.journal(count: $0.integer(0) ?? 10), .text) },
        CommandSpec(name: "journal verify", help: "follows the hash chain over every line") { _ in
            .command(.journalVerify, .text)
        },
    ]
}
