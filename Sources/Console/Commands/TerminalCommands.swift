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
        CommandSpec(name: "clock", help: "the time, and how far it is believed") { _ in .command(.clock, .text) },
        CommandSpec(name: "clock confirm", help: "the clock's jump is right; two persons") { _ in
            .command(.clockConfirm(seen: nil), .text)
        },
        CommandSpec(
            name: "log", parameters: [Parameter(name: "COUNT", kind: .integer(1...500), isOptional: true)],
            help: "what the terminal has said, 20 lines"
        ) { .command(.log(count: $0.integer(0) ?? 20), .text) },
        CommandSpec(name: "selftest", help: "whether this CPU computes what it should") { _ in
            .command(.selfTest, .text)
        },
        CommandSpec(name: "safemode leave", help: "the next start uses the settings files again") { _ in
            .command(.safeModeLeave, .text)
        },
        CommandSpec(name: "decommission", help: "erases everybody, signs it; two persons") { _ in
            .command(.decommission, .text)
        },
        CommandSpec(name: "decommission certificate", help: "of the last erasure, again") { _ in
            .command(.certificate, .text)
        },
    ]

    static let door = [
        CommandSpec(name: "door", help: "state, live inputs, times") { _ in .command(.door, .text) },
        CommandSpec(name: "door watch", help: "the same, again and again; any key stops") { _ in .watch(.door) },
        CommandSpec(
            name: "door unlock", parameters: [Parameter(name: "REASON", kind: .text(3...64))],
            help: "releases the strike once"
        ) { .command(.doorUnlock(reason: $0.word(0)!), .text) },
        CommandSpec(
            name: "door hold",
            parameters: [
                Parameter(name: "MINUTES", kind: .integer(1...1_440), isOptional: true),
                Parameter(name: "REASON", kind: .text(3...64)),
            ],
            help: "leaves it open, without MINUTES until locked"
        ) { .command(.doorHold(minutes: $0.integer(0), reason: $0.word(1)!), .text) },
        CommandSpec(name: "door lock", help: "ends that; never fire, never the exit") { _ in
            .command(.doorLock, .text)
        },
        CommandSpec(name: "door reset", help: "ends an evacuation, once the panel is reset") { _ in
            .command(.doorReset, .text)
        },
        CommandSpec(name: "duress end", help: "whoever was forced to open is looked after") { _ in
            .command(.duressEnd, .text)
        },
        CommandSpec(name: "door test", help: "the strike for a second; it cannot stay on") { _ in
            .command(.doorTest, .text)
        },
    ]

    static let devices = [
        CommandSpec(name: "camera", help: "what it offers, and made of the last face") { _ in
            .command(.camera, .text)
        },
        CommandSpec(name: "camera watch", help: "the same, again and again; any key stops") { _ in .watch(.camera) },
        CommandSpec(
            name: "camera aim", parameters: [Parameter(name: "SECONDS", kind: .integer(5...120))],
            help: "on, to turn it; the screen says so"
        ) { .command(.cameraAim(seconds: $0.integer(0)!), .text) },
        CommandSpec(name: "readers", help: "card reader, keypad, and what came last") { _ in
            .command(.readers, .text)
        },
        CommandSpec(name: "readers watch", help: "the same, again and again; any key stops") { _ in .watch(.readers) },
        CommandSpec(
            name: "screen show",
            parameters: [Parameter(name: "STATE", kind: .word(SampleState.allCases.map(\.rawValue)))],
            help: "a picture on the panel for ten seconds"
        ) { .command(.screenShow(SampleState(rawValue: $0.word(0)!)!), .text) },
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
