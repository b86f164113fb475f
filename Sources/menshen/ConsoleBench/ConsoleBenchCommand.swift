import Arguments
import Console
import Controller

/// `menshen bench console`: how long a status takes with many people in the store, and how long the loop is held by what is
/// typed at a console.
struct ConsoleBenchCommand {
    static let command = Command(
        ["bench", "console"],
        summary: "measure the console on a store of its own: the status, and what every command does to the event loop",
        options: [
            Option("people", .integer("COUNT", 1...1_000_000), .otherwise("100000"), help: "how many are in the store"),
            Option("json", .flag, help: "print one JSON object"),
        ])

    private static let statuses = 200, rounds = 10

    let people: Int, isJSON: Bool

    init(_ invocation: Invocation) {
        people = invocation.integer("people")
        isJSON = invocation.flag("json")
    }

    func carryOut() throws(Refusal) -> Int32 {
        let terminal = BenchedTerminal(try ManyPeople(people))
        let sections = [status(terminal), loop(terminal)]
        terminal.stop()
        Output.write((isJSON ? sections.json : sections.lines.joined(separator: "\n")) + "\n")
        return ExitCode.success
    }

    private func status(_ terminal: BenchedTerminal) -> BenchSection {
        var times: [Int] = []
        for number in 0..<Self.statuses {
            // Something has changed since the last one, every time.
            terminal.type("batch on\rperson remove \(100_000 + number)\rbatch off\r")
            times.append(terminal.type("status\r") / 1_000)
        }
        times.sort()
        return BenchSection(
            name: "status", words: "status, from the line's end to the last byte, measured on this machine",
            figures: [
                BenchFigure("people", "people in the store at first", .count(people)),
                BenchFigure("statuses", "asked, one person being removed before each", .count(times.count)),
                BenchFigure("median_microseconds", "median", .microseconds(times[times.count / 2])),
                BenchFigure(
                    "worst_microseconds", "worst", .microseconds(times.last!), limit: .microseconds(20_000)),
            ])
    }

    private func loop(_ terminal: BenchedTerminal) -> BenchSection {
        terminal.forgetTurns()
        for _ in 0..<Self.rounds {
            for text in Self.commands {
                terminal.type("\(text)\r", as: text)
                terminal.type("q\u{3}", as: text)
            }
        }
        for (words, text) in Self.floods { terminal.type(text + "\u{3}\u{3}", as: words) }
        terminal.type("batch on\rpeople export\rbatch off\r", as: "people export to a script")
        terminal.type("batch on\rjournal 1000\rbatch off\r", as: "journal 1000 to a script")
        let turns = terminal.turns
        let times = turns.map(\.nanoseconds).sorted(), processor = turns.map(\.processorNanoseconds).sorted()
        let place = turns.count * 999 / 1_000
        let slowest = Self.slowest(turns)
        let worst = turns.max { $0.processorNanoseconds < $1.processorNanoseconds }!
        return BenchSection(
            name: "loop", words: "How long a turn of the event loop is held by a console, measured on this machine",
            figures: [
                BenchFigure("turns", "turns: commands up to their secrets, and floods", .count(turns.count)),
                BenchFigure("median_microseconds", "median", .microseconds(times[turns.count / 2] / 1_000)),
                BenchFigure(
                    "p999_microseconds", "99.9th percentile", .microseconds(times[place] / 1_000),
                    limit: .microseconds(1_000)),
                BenchFigure("worst_microseconds", "worst", .microseconds(times.last! / 1_000)),
                BenchFigure(
                    "p999_processor_microseconds", "99.9th percentile of processor time",
                    .microseconds(processor[place] / 1_000), limit: .microseconds(1_000)),
                BenchFigure(
                    "slowest_command_microseconds",
                    "the slowest of them but for two turns, '\(Self.brief(slowest.words))'",
                    .microseconds(slowest.nanoseconds / 1_000), limit: .microseconds(1_000)),
                BenchFigure(
                    "worst_processor_microseconds", "worst processor time, at '\(Self.brief(worst.words))'",
                    .microseconds(processor.last! / 1_000)),
            ])
    }

    /// A command that is slow every time is seen by it, however many others there are: of each the third longest turn of all its
    /// rounds, and of those the longest.
    private static func slowest(_ turns: [BenchedTerminal.Turn]) -> BenchedTerminal.Turn {
        Dictionary(grouping: turns, by: \.words).values.map { turns in
            let sorted = turns.sorted { $0.nanoseconds > $1.nanoseconds }
            return sorted[min(2, sorted.count - 1)]
        }.max { $0.nanoseconds < $1.nanoseconds }!
    }

    private static func brief(_ text: String) -> String { String(text.prefix(24)) }

    /// Every row of the help with something that fits, secrets behind it; not what would empty the store.
    private static let commands: [String] = ConsoleLanguage.help(for: .everyone).compactMap { row in
        guard row.hasPrefix("  "), !row.hasPrefix("   ") else { return nil }
        let words = row.dropFirst(2).split(separator: " ", omittingEmptySubsequences: false)
        let usage = words.prefix { !$0.isEmpty }.map(String.init)
        guard usage != ["decommission"], usage != ["batch", "on|off"] else { return nil }
        return usage.flatMap { $0.split(separator: " ") }
            .map { word in fitting[word.filter { $0 != "[" && $0 != "]" }] ?? String(word) }
            .filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static let fitting = [
        "NUMBER": "150000", "AFTER": "150000", "CARD": "", "PIN": "", "COUNT": "1000", "DAYS": "30", "R<n>": "R14",
        "NAME": "anna", "ROLE": "auditor", "REASON": "a parcel", "PASSPHRASE": "", "NEW-PASSPHRASE": "", "CODE": "",
        "-k|--json": "--json", "JOURNAL": "processing",
        "SECONDS": "30", "KEY": "door.strike_ms", "VALUE": "4000", "KEY=VALUE": "door.strike_ms=4000",
        "STATE": "pattern",
        "PREFIX": "door",
    ]

    private static let homeAndEnd = String(repeating: "\u{1}\u{5}", count: 2_000)

    private static let floods: [(String, String)] = [
        ("64 KiB of letters", String(repeating: "x", count: 64 << 10)),
        ("64 KiB of Chinese", String(repeating: "门", count: 21 << 10)),
        ("2,000 times Tab", String(repeating: "\t", count: 2_000)),
        ("2,000 times ?", String(repeating: "?", count: 2_000)),
        ("2,000 times help", String(repeating: "help\rq", count: 2_000)),
        ("2,000 wrong lines", String(repeating: "law why R999\r", count: 2_000)),
        ("2,000 times history", String(repeating: "\u{1B}[A\u{1B}[A\u{1B}[B", count: 2_000)),
        ("2,000 long lines edited", String(repeating: "\u{1B}[A\u{1}yy\u{5}\u{8}\u{17}", count: 2_000)),
        ("a wide line, Home and End", String(repeating: "中", count: 340) + homeAndEnd),
        ("a line of accents, Home and End", "e" + String(repeating: "\u{301}", count: 500) + homeAndEnd),
        ("a table of 500 people", "people import\rnumber,pin\r" + (1...500).map { "\($0),4711\r" }.joined() + "x\r.\r"),
    ]
}
