import Arguments

/// `menshen bench door`: how long it takes from the decision to let somebody in to the edge of the strike, with the record
/// between them.
struct DoorBenchCommand {
    static let command = Command(
        ["bench", "door"],
        summary:
            "measure a grant on a store of its own: from the decision, over the record on flash, to the edge of the strike",
        options: [
            Option("grants", .integer("COUNT", 1...100_000), .otherwise("10000"), help: "how many people are let in"),
            Option("json", .flag, help: "print one JSON object"),
        ])

    let grants: Int, isJSON: Bool

    init(_ invocation: Invocation) {
        grants = invocation.integer("grants")
        isJSON = invocation.flag("json")
    }

    func carryOut() throws(Refusal) -> Int32 {
        let door = BenchedDoor(try ManyPeople(1, doorLines: 3 * grants + 100))
        for _ in 0..<grants { door.grant() }
        door.stop()
        let times = door.nanoseconds.sorted().map { $0 / 1_000 }
        let section = BenchSection(
            name: "door",
            words:
                "From the decision to the edge, the record on a flash in memory between them, measured on this machine",
            figures: [
                BenchFigure("grants", "grants, each with a record before and an edge after", .count(times.count)),
                BenchFigure("edges", "edges of the strike", .count(door.edges)),
                BenchFigure("median_microseconds", "median", .microseconds(times[times.count / 2])),
                BenchFigure(
                    "p999_microseconds", "99.9th percentile", .microseconds(times[times.count * 999 / 1_000]),
                    limit: .microseconds(5_000)),
                BenchFigure("worst_microseconds", "worst", .microseconds(times.last!)),
            ])
        Output.write((isJSON ? [section].json : section.lines.joined(separator: "\n")) + "\n")
        return ExitCode.success
    }
}
