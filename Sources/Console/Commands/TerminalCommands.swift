import Controller

extension CommandTable {
    static let general = [
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
        CommandSpec(name: "clock confirm", help: "the clock's jump is right; two persons") { _ in
            .command(.clockConfirm, .text)
        },
        CommandSpec(name: "decommission", help: "erases everybody, signs it; two persons") { _ in
            .command(.decommission, .text)
        },
    ]

    static let door = [
        CommandSpec(
            name: "door unlock", parameters: [Parameter(name: "REASON", kind: .text(3...64))],
            help: "releases the strike once"
        ) { .command(.doorUnlock(reason: $0.word(0)!), .text) }
    ]

    static let local = [
        CommandSpec(
            name: "batch", parameters: [Parameter(name: "on|off", kind: .word(["on", "off"]))],
            help: "for scripts: no echo, pages or questions"
        ) { .batch($0.word(0) == "on") },
        CommandSpec(name: "clear", help: "an empty screen") { _ in .clear },
        CommandSpec(name: "help", help: "this list; '?' lists what may follow") { _ in .help },
    ]
}
