import Controller

extension CommandTable {
    private static let number = Parameter(name: "NUMBER", kind: .digits(1...10))

    static let people = [
        CommandSpec(
            name: "people", parameters: [Parameter(name: "AFTER", kind: .digits(1...12), isOptional: true)],
            help: "who is known, \(StorageRequest.peopleAtOnce) at once, by personal number"
        ) { .command(.people(after: $0.digits(0)), .text) },
        CommandSpec(
            name: "person add",
            parameters: [
                number, Parameter(name: "PIN", kind: .secret(.digits(4...10))),
                Parameter(name: "CARD", kind: .digits(4...20), isOptional: true),
            ],
            help: "a person and another way in than a face"
        ) {
            let card = $0.digits(2).map { SecretText($0.utf8) }
            return .command(.personAdd(PersonRequest(number: $0.digits(0)!, card: card, pin: $0.secret(1)!)), .text)
        },
        CommandSpec(name: "person remove", parameters: [number], help: "a person, with all that is kept") {
            .command(.personRemove(number: $0.digits(0)!), .text)
        },
    ]
}
