/// Everything the console understands, in the order `help` lists it.
enum CommandTable {
    struct Group: Sendable {
        let title: String
        let specs: [CommandSpec]
    }

    static let groups = [
        Group(title: "the terminal", specs: general),
        Group(title: "the door", specs: door),
        Group(title: "a walk along the wires", specs: commission),
        Group(title: "camera, readers, screen", specs: devices),
        Group(title: "the law", specs: law),
        Group(title: "people", specs: people),
        Group(title: "who may come in when", specs: access),
        Group(title: "the store and the journals", specs: store),
        Group(title: "settings", specs: settings),
        Group(title: "logging in", specs: logins),
        Group(title: "this console", specs: local),
    ]

    static let specs: [CommandSpec] = groups.flatMap(\.specs)
}
