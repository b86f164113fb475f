import Console
import Arguments
import Records
import RingStore
import Settings

/// `menshen store stats`: what the store is full of, and when it will be emptier.
struct StoreStatsCommand {
    private static let rings: [RingID] = [.people, .processing, .doors]

    let boardPath: String, stateDirectory: String?
    let wantsJSON: Bool

    init(_ invocation: Invocation) {
        boardPath = invocation.text("board")
        stateDirectory = invocation.optionalText("state")
        wantsJSON = invocation.flag("json")
    }

    func carryOut() throws(Refusal) -> Int32 {
        let place = BenchPlace(try LoadedSettings.board(boardPath), override: stateDirectory)
        let records = try OfflineStore(place).mountCopy()
        print(wantsJSON ? Self.json(records).text : Self.lines(records).joined(separator: "\n"))
        return ExitCode.success
    }

    static func lines(_ records: RecordStore) -> [String] {
        let numbers = records.statistics
        let next = numbers.nextTemplateExpiry.map { ", the first of them through \($0)" } ?? ""
        var lines = [
            "on \(records.today): \(numbers.people) people, \(numbers.peopleWithTemplates) with templates\(next)",
            "keys of \(numbers.livingKeys) last days, generation \(numbers.keyGeneration)",
            "wear: \(records.wear.words)",
        ]
        let old = records.mountReport.ring.oldBlocks
        if old > 0 { lines.append("blocks of an earlier format version: \(old)") }
        for ring in rings { lines += Self.lines(ring, records.usage(of: ring)) }
        lines.append("door decisions by month")
        lines += records.doorCounts.map { "  \($0.month)  \($0.words)" }
        return lines
    }

    private static func lines(_ ring: RingID, _ usage: RingUsage) -> [String] {
        let numbers = usage.statistics
        let inUse = numbers.blocks - numbers.blankBlocks - numbers.setAsideBlocks
        return [
            "\(ring.word): \(numbers.liveRecords) records; \(numbers.liveBytes) bytes alive, \(usage.deadBytes) dead, \(numbers.freeBytes) free",
            "  \(numbers.blocks) blocks: \(inUse) in use, \(numbers.blankBlocks) blank, \(numbers.outOfServiceWords); \(usage.eraseCounts.words)",
        ] + usage.cohorts.map { "  \($0.expiry.words)  \($0.records)" }
    }

    private static func json(_ records: RecordStore) -> JSONText {
        let numbers = records.statistics
        return .object([
            "today": .string("\(records.today)"), "people": .number(numbers.people),
            "peopleWithTemplates": .number(numbers.peopleWithTemplates),
            "nextTemplateExpiry": numbers.nextTemplateExpiry.map { .string("\($0)") } ?? .none,
            "keys": .number(numbers.livingKeys), "keyGeneration": .number(numbers.keyGeneration),
            "oldBlocks": .number(records.mountReport.ring.oldBlocks),
            "wear": records.wear.json, "rings": .list(rings.map { json($0, records.usage(of: $0)) }),
            "doorDecisions": .list(
                records.doorCounts.map { month in
                    .object([
                        "month": .string("\(month.month)"),
                        "counts": .object(month.counts.mapValues { .number($0) }),
                    ])
                }),
        ])
    }

    private static func json(_ ring: RingID, _ usage: RingUsage) -> JSONText {
        let numbers = usage.statistics
        return .object([
            "ring": .string(ring.word), "records": .number(numbers.liveRecords),
            "aliveBytes": .number(numbers.liveBytes), "deadBytes": .number(usage.deadBytes),
            "freeBytes": .number(numbers.freeBytes), "capacityBytes": .number(numbers.capacityBytes),
            "blocks": .number(numbers.blocks), "blankBlocks": .number(numbers.blankBlocks),
            "outOfService": .number(numbers.setAsideBlocks), "bad": .number(numbers.badBlocks),
            "wear": usage.eraseCounts.json,
            "cohorts": .list(
                usage.cohorts.map { .object(["lastDay": $0.expiry.json, "records": .number($0.records)]) }),
        ])
    }
}

extension RingStatistics {
    fileprivate var outOfServiceWords: String {
        "\(setAsideBlocks) out of service\(badBlocks > 0 ? " (\(badBlocks) marked as bad)" : "")"
    }
}

extension DoorCounts {
    /// `granted 12, refused 3`
    var words: String { counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ") }
}
