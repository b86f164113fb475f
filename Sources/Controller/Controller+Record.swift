import Timekeeping

/// What happened goes to the journal with the time it happened; while the store takes nothing, into memory (R40). Always in the
/// order in which it happened: while a line waits in memory, those that come after it wait behind it.
extension Controller {
    mutating func record(_ entry: LogEntry) { write(newLine(entry)) }

    mutating func record(_ event: ProcessingEvent) {
        for part in event.parts { record(.processing(part)) }
    }

    mutating func newLine(_ entry: LogEntry) -> VolatileJournal.Line {
        lineCount += 1
        return VolatileJournal.Line(number: lineCount, entry: entry, time: now.wall, uptime: now.uptime)
    }

    private mutating func write(_ line: VolatileJournal.Line) {
        guard storeTakesLines() else { return volatileJournal.insert(line) }
        let line = line.sent(in: recordRun)
        _ = store(.journal(line.entry, at: line.stamp), then: .record(line))
    }

    /// Whether a line may go to the store now. What waits in memory goes before it: perhaps the store works again.
    mutating func storeTakesLines() -> Bool {
        guard storeFault == nil else { return false }
        let onTheirWay = pending.values.compactMap(\.line)
        let room = VolatileJournal.capacity - onTheirWay.count
        // What is on its way in the run before comes back, and has its place before all others.
        guard room > 0, onTheirWay.allSatisfy({ $0.run == recordRun }) else { return false }
        for line in volatileJournal.take(room, before: linesInDoubt) {
            let line = line.sent(in: recordRun)
            _ = store(.journal(line.entry, at: line.stamp), then: .record(line))
        }
        return volatileJournal.isEmpty
    }

    /// What the store was too slow to say yes or no to.
    private var linesInDoubt: Set<UInt64> {
        Set(pending.values.compactMap { if case .abandoned(_, let line) = $0 { line.number } else { nil } })
    }

    /// A line that was sent was refused: it stays in memory.
    mutating func recordWasRefused(_ line: VolatileJournal.Line) {
        lineWasRefused(line)
        volatileJournal.insert(line)
    }

    /// Those behind it come back too.
    mutating func lineWasRefused(_ line: VolatileJournal.Line) {
        if line.run == recordRun { recordRun += 1 }
        noteTrouble()
    }

    /// Faces go off (R40), and a minute later the store is tried again, however many are refused until then.
    mutating func noteTrouble() {
        recordsAreTaken = false
        recordRetryAt = recordRetryAt ?? now.uptime + configuration.timings.recordRetryMilliseconds
    }

    /// The store takes records (again): what was kept in memory follows.
    mutating func recordWasTaken() {
        recordsAreTaken = true
        recordRetryAt = nil
        guard storeTakesLines() else { return }
        // The journal says itself that it is not whole.
        let lost = volatileJournal.dropped - lostLinesTold
        guard lost > 0 else { return }
        lostLinesTold = volatileJournal.dropped
        record(.linesLost(lost))
    }

    mutating func retryRecord() {
        guard storeFault == nil, let recordRetryAt, now.uptime >= recordRetryAt else { return }
        self.recordRetryAt = now.uptime + configuration.timings.recordRetryMilliseconds
        if volatileJournal.isEmpty { record(.storageTried) } else { _ = storeTakesLines() }
    }

    /// One alarm for everything that is wrong with the store.
    mutating func updateStorageAlarm() {
        let isWrong = storeFault != nil || !recordsAreTaken || expiryRetryAt != nil
        if isWrong { raise(.storage) } else { silence(.storage) }
    }

    mutating func updateClockAlarm() {
        if clockDoubt != nil { raise(.clock) } else { silence(.clock) }
    }
}
