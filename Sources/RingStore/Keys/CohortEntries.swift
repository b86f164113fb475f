/// The body of a key record.
///
///     kind 1, 2   cohort (4) ‖ key (32), as often as there are keys
///     kind 3      first cohort (4) ‖ how many (4) ‖ a key (32) for each of the days, as often as there are runs of days
///
/// 1 and 3 are snapshots; what is written is the shorter one. 2 adds one key.
enum CohortEntries {
    static let entryBytes = 36
    static let snapshotKind: UInt8 = 1, singleKind: UInt8 = 2, runsKind: UInt8 = 3
    private static let keyBytes = 32, runHeadBytes = 8

    static func isSnapshot(_ kind: UInt8) -> Bool { kind == snapshotKind || kind == runsKind }

    static func read(
        _ kind: UInt8, _ body: UnsafeRawBufferPointer, _ take: (Int32, UnsafeRawBufferPointer) -> Void
    ) {
        if kind == runsKind { return readRuns(body, take) }
        var at = 0
        while at + entryBytes <= body.count {
            take(Field<Int32>(at: at).get(body), body.part(at + 4, keyBytes))
            at += entryBytes
        }
    }

    private static func readRuns(_ body: UnsafeRawBufferPointer, _ take: (Int32, UnsafeRawBufferPointer) -> Void) {
        var at = 0
        while at + runHeadBytes <= body.count {
            let first = Field<Int32>(at: at).get(body), count = Int(Field<UInt32>(at: at + 4).get(body))
            at += runHeadBytes
            guard count <= (body.count - at) / keyBytes else { return }
            for day in 0..<count {
                take(first &+ Int32(day), body.part(at, keyBytes))
                at += keyBytes
            }
        }
    }

    // MARK: snapshots

    /// - Parameter cohorts: ascending.
    private static func runs(of cohorts: [Int32]) -> [(first: Int32, count: Int)] {
        var runs: [(first: Int32, count: Int)] = []
        for cohort in cohorts {
            if let last = runs.last, last.first + Int32(last.count - 1) == cohort - 1 {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((cohort, 1))
            }
        }
        return runs
    }

    /// - Parameter version: of the format; the first had no runs.
    static func snapshot(of cohorts: [Int32], version: UInt8) -> (kind: UInt8, byteCount: Int) {
        let plain = cohorts.count * entryBytes
        let inRuns = cohorts.count * keyBytes + runs(of: cohorts).count * runHeadBytes
        return version > FormatVersion.first && inRuns < plain ? (runsKind, inRuns) : (snapshotKind, plain)
    }

    static func write(_ table: CohortTable, as kind: UInt8, into body: UnsafeMutableRawBufferPointer) {
        let cohorts = table.cohorts
        let runs = kind == runsKind ? runs(of: cohorts) : cohorts.map { ($0, 1) }
        var at = 0
        for (first, count) in runs {
            Field<Int32>(at: at).set(first, in: body)
            if kind == runsKind { Field<UInt32>(at: at + 4).set(UInt32(count), in: body) }
            at += kind == runsKind ? runHeadBytes : 4
            for day in 0..<count {
                body.part(at, keyBytes).copyMemory(from: table.key(for: first + Int32(day))!)
                at += keyBytes
            }
        }
    }
}
