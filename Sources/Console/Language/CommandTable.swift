import Controller

/// Everything the console understands, in the order `help` lists it.
enum CommandTable {
    static let specs: [CommandSpec] = general + law + people + journal + settings + local

    private static let general = [
        CommandSpec(
            name: "status",
            parameters: [Parameter(name: "-k|--json", kind: .word(["-k", "--json"]), isOptional: true)],
            help: "one screen; as NAME=VALUE or JSON"
        ) { arguments in
            switch arguments.word(0) {
            case "-k": .command(.status, .pairs)
            case "--json": .command(.status, .json)
            default: .command(.status, .text)
            }
        },
        CommandSpec(name: "watch", help: "the status, again and again; any key stops") { _ in .watch(.status) },
    ]

    private static let law = [
        CommandSpec(name: "law", help: "each requirement, and where it stands") { _ in .command(.law, .text) },
        CommandSpec(
            name: "law why", parameters: [Parameter(name: "R<n>", kind: .requirement)],
            help: "its duty, its source, its state"
        ) { .command(.lawWhy($0.requirement(0)!), .text) },
        CommandSpec(name: "explain last", help: "the last decision at the door, and why") { _ in
            .command(.explainLast, .text)
        },
    ]

    private static let number = Parameter(name: "NUMBER", kind: .digits(1...10))

    private static let people = [
        CommandSpec(name: "people", help: "who is known, by personal number") { _ in .command(.people, .text) },
        CommandSpec(
            name: "person add",
            parameters: [
                number, Parameter(name: "PIN", kind: .secret(4...10)),
                Parameter(name: "CARD", kind: .digits(4...20), isOptional: true),
            ],
            help: "a person and another way in than a face"
        ) {
            let card = $0.digits(2).map { SecretDigits($0.utf8) }
            return .command(.personAdd(PersonRequest(number: $0.digits(0)!, card: card, pin: $0.secret(1)!)), .text)
        },
        CommandSpec(name: "person remove", parameters: [number], help: "a person, with all that is kept") {
            .command(.personRemove(number: $0.digits(0)!), .text)
        },
    ]

    private static let journal = [
        CommandSpec(
            name: "journal", parameters: [Parameter(name: "COUNT", kind: .integer(1...1000), isOptional: true)],
            help: "the newest lines, 10 unless told"
        ) { .command(.journal(count: $0.integer(0) ?? 10), .text) },
        CommandSpec(name: "journal verify", help: "follows the hash chain over every line") { _ in
            .command(.journalVerify, .text)
        },
    ]

    private static let local = [
        CommandSpec(
            name: "batch", parameters: [Parameter(name: "on|off", kind: .word(["on", "off"]))],
            help: "for scripts: no echo, no pages, no questions"
        ) { .batch($0.word(0) == "on") },
        CommandSpec(name: "clear", help: "an empty screen") { _ in .clear },
        CommandSpec(name: "help", help: "this list; '?' anywhere lists what may follow") { _ in .help },
    ]
}
