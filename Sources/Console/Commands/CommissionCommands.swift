import Controller

extension CommandTable {
    static let commission = [
        CommandSpec(name: "commission", help: "where the walk stands") { _ in command(.state) },
        CommandSpec(
            name: "commission start",
            parameters: [Parameter(name: "in-use", kind: .word(["in-use"]), isOptional: true)],
            help: "the screen shows it; the door goes on"
        ) { command(.start(isInUse: $0.word(0) != nil)) },
        CommandSpec(name: "commission next", help: "the next step") { _ in command(.next) },
        CommandSpec(name: "commission again", help: "this step from its beginning") { _ in command(.again) },
        CommandSpec(
            name: "commission skip", parameters: [Parameter(name: "REASON", kind: .text(3...64))],
            help: "this step is left out"
        ) { command(.skip(reason: $0.word(0)!)) },
        CommandSpec(
            name: "commission answer",
            parameters: [
                Parameter(name: "yes|no", kind: .word(["yes", "no"])),
                Parameter(name: "NAME", kind: .text(2...64), isOptional: true),
            ],
            help: "what was seen or heard; NAME answers for it"
        ) { command(.answer(isYes: $0.word(0) == "yes", name: $0.word(1))) },
        CommandSpec(name: "commission stop", help: "the walk ends here") { _ in command(.stop) },
        CommandSpec(name: "commission report", help: "for paper: each step, and who answers") { _ in command(.report) },
    ]

    private static func command(_ command: CommissionCommand) -> ConsoleRequest {
        .command(.commission(command), .text)
    }
}
