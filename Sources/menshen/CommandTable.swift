import Arguments
import Door
import Records

/// The subcommands of the firmware.
enum CommandTable {
    static let version = "0.1.0"

    private static let board = Option(
        "board", .text("FILE"), .required, help: "which devices there are, e.g. Board/bench.toml")
    private static let site = Option(
        "site", .text("FILE"), .required, help: "the declaration of this door, e.g. Config/examples/office.toml")
    private static let pack = Option("pack", .text("FILE"), help: "the model pack; without one faces are off")
    private static let state = Option(
        "state", .text("DIRECTORY"), help: "where the terminal keeps what is its own, instead of the board file's")
    private static let json = Option("json", .flag, help: "print JSON")

    static let program = Program(
        "menshen", summary: "the controller of a face terminal",
        commands: [
            Command(
                ["run"], summary: "run the terminal",
                options: [
                    board, site, pack, state,
                    Option(
                        "pictures", .text("DIRECTORY"), .repeated, help: "where the bench camera finds pictures by name"
                    ),
                    Option(
                        "active", .choice(DoorInput.allCases.map(\.rawValue)), .repeated,
                        help: "a door input that is active when the bench starts"),
                    Option(
                        "console", .text("DEVICE[,BAUD]"), .repeated,
                        help: "a terminal line where a maintainer plugs in, e.g. /dev/ttyS1; 115200 baud"),
                    Option(
                        "service", .flag,
                        help: "read no typed lines, and have no bench at which nobody logs in: consoles only"),
                    Option("tour", .text("FILE"), help: "walk a tour instead of reading typed lines"),
                ]),
            Command(
                ["check"], summary: "what the settings, the law and the pack say, without running",
                options: [board, site, pack]),
            Command(
                ["search"], summary: "search the raw flash for templates, with every key there is",
                options: [board, state]),
            Command(
                ["store", "info"], summary: "who the store is, and what its medium cannot promise",
                options: [board, state, json]),
            Command(
                ["store", "verify"], summary: "look at every byte of the flash, and name each record that is damaged",
                options: [board, state, json]),
            Command(
                ["store", "stats"], summary: "records and bytes by ring, and the days with which they end",
                options: [board, state, json]),
            Command(
                ["store", "scrub"], summary: "read everything, and move what stands in damaged or weak blocks",
                options: [
                    board, state,
                    Option(
                        "erase-unreadable", .flag,
                        help: "also erase blocks that are out of service, with what is in them"
                    ),
                ]),
            Command(
                ["store", "format"], summary: "make the flash an empty store, after asking",
                options: [board, state, Option("yes", .flag, help: "do not ask")]),
            Command(
                ["store", "journal", "export"],
                summary: "print a journal as lines that verify-journal.py checks; no terminal may run on the state",
                options: [
                    board, state,
                    Option(
                        "journal", .choice(Journal.allCases.map(\.word)), .required,
                        help: "the records of processing, or the decisions at the door"),
                ]),
            Command(
                ["store", "journal", "verify"],
                summary: "follow both journals' chains and check the signatures; no terminal may run on the state",
                options: [board, state]),
            Command(
                ["selftest"], summary: "whether this file computes here what it computes everywhere; writes nothing",
                options: [
                    Option("board", .text("FILE"), help: "read it, and examine its font"),
                    Option("site", .text("FILE"), help: "read it"),
                    Option("pack", .text("FILE"), help: "run every layer, and a drawn frame from camera to score"),
                ]),
            StoreBenchCommand.command, ConsoleBenchCommand.command, DoorBenchCommand.command,
            Command(["version"], summary: "print the version"),
        ])

    /// - Returns: the exit status.
    static func carryOut(_ invocation: Invocation) throws(Refusal) -> Int32 {
        switch invocation.path.first {
        case "run": return try RunCommand(invocation).carryOut()
        case "check": return try CheckCommand(invocation).carryOut()
        case "selftest": return SelfTestCommand(invocation).carryOut()
        case "store": return try carryOutOnStore(invocation)
        case "bench" where invocation.path[1] == "door": return try DoorBenchCommand(invocation).carryOut()
        case "bench" where invocation.path[1] == "console": return try ConsoleBenchCommand(invocation).carryOut()
        case "bench": return try StoreBenchCommand(invocation).carryOut()
        case "search": return try SearchCommand(invocation).carryOut()
        default:
            print("menshen \(version)")
            return ExitCode.success
        }
    }

    private static func carryOutOnStore(_ invocation: Invocation) throws(Refusal) -> Int32 {
        switch invocation.path[1] {
        case "info": try StoreInfoCommand(invocation).carryOut()
        case "verify": try StoreVerifyCommand(invocation).carryOut()
        case "stats": try StoreStatsCommand(invocation).carryOut()
        case "scrub": try StoreScrubCommand(invocation).carryOut()
        case "format": try StoreFormatCommand(invocation).carryOut()
        default: try StoreJournalCommand(invocation).carryOut()
        }
    }
}
