import Controller

extension CommandTable {
    private static let number = Parameter(name: "NUMBER", kind: .digits(1...10))
    private static let pin = Parameter(name: "PIN", kind: .secret(.digits(4...10)))
    private static let card = Parameter(name: "CARD", kind: .digits(4...20))

    static let people = [
        CommandSpec(
            name: "people", parameters: [Parameter(name: "AFTER", kind: .digits(1...10), isOptional: true)],
            help: "who is known, by personal number"
        ) { .command(.people(after: $0.digits(0)), .text) },
        CommandSpec(name: "people export", help: "as CSV, without secrets") { _ in
            .command(.peopleExport(after: nil), .text)
        },
        CommandSpec(name: "people import", help: "CSV: number,pin,card,name,until...; . ends") { _ in .table(.people) },
        CommandSpec(name: "people import check", help: "the same, and nothing is changed") { _ in .table(.peopleCheck)
        },
        CommandSpec(
            name: "person add", parameters: [number, pin, Parameter(name: "CARD", kind: card.kind, isOptional: true)],
            help: "a person and another way in than a face"
        ) {
            let card = $0.digits(2).map { SecretText($0.utf8) }
            return .command(.personAdd(PersonRequest(number: $0.digits(0)!, card: card, pin: $0.secret(1)!)), .text)
        },
        CommandSpec(name: "person pin", parameters: [number, pin], help: "another PIN") {
            .command(.personPIN(number: $0.digits(0)!, $0.secret(1)!), .text)
        },
        CommandSpec(name: "person duress", parameters: [number, pin], help: "a PIN that opens, and calls for help") {
            .command(.personDuress(number: $0.digits(0)!, $0.secret(1)!), .text)
        },
        CommandSpec(name: "person card", parameters: [number, card], help: "one card more") {
            .command(.personCard(number: $0.digits(0)!, SecretText($0.digits(1)!.utf8)), .text)
        },
        CommandSpec(name: "person enrol", parameters: [number], help: "leads the screen to notice and consent") {
            .command(.personEnrol(number: $0.digits(0)!), .text)
        },
        CommandSpec(name: "person withdraw", parameters: [number], help: "deletes the face; card and PIN stay") {
            .command(.personWithdraw(number: $0.digits(0)!), .text)
        },
        CommandSpec(
            name: "visitor add",
            parameters: [
                number, Parameter(name: "GROUP", kind: .accessName),
                Parameter(name: "DATE", kind: .day, isOptional: true),
            ],
            help: "somebody for one day; shows their PIN once"
        ) {
            .command(.visitorAdd(number: $0.digits(0)!, group: $0.accessName(1)!, day: $0.day(2)), .text)
        },
        CommandSpec(name: "person remove", parameters: [number], help: "a person, with all that is kept") {
            .command(.personRemove(number: $0.digits(0)!), .text)
        },
    ]
}
