import Records
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
        guard storeTakesLines(of: line.entry.journal) else { return volatileJournal.insert(line) }
        send(line)
    }

    private mutating func send(_ line: VolatileJournal.Line) {
        let line = line.sent(in: run(of: line.entry.journal))
        _ = store(.journal(line.entry, at: line.stamp), then: .record(line))
    }

    /// In which the lines of a journal are sent now. Each journal is a ring of its own: one that is full stops no other.
    func run(of journal: Journal) -> UInt64 { recordRuns[journal] ?? 0 }

    /// Whether a line may go to the store now. What waits in memory goes before it: perhaps the store works again.
    mutating func storeTakesLines(of journal: Journal) -> Bool {
        guard storeFault == nil else { return false }
        let onTheirWay = pending.values.compactMap(\.line).filter { $0.entry.journal == journal }
        let room = VolatileJournal.capacity - onTheirWay.count
        // What is on its way in the run before comes back, and has its place before all others.
        guard room > 0, onTheirWay.allSatisfy({ $0.run == run(of: journal) }) else { return false }
        volatileJournal.take(room, of: journal, before: linesInDoubt).forEach { send($0) }
        return !volatileJournal.holds(journal)
    }

    /// What the store was too slow to say yes or no to.
    private var linesInDoubt: Set<UInt64> {
        Set(pending.values.compactMap { if case .abandoned(let line, _) = $0 { line.number } else { nil } })
    }

    /// A line that was sent was refused: it stays in memory.
    mutating func recordWasRefused(_ line: VolatileJournal.Line) {
        lineWasRefused(line)
        volatileJournal.insert(line)
    }

    /// Those behind it come back too.
    mutating func lineWasRefused(_ line: VolatileJournal.Line) {
        let journal = line.entry.journal
        if line.run == run(of: journal) { recordRuns[journal] = run(of: journal) + 1 }
        noteTrouble(journal)
    }

    /// Faces go off (R40), and a minute later the store is tried again, however many are refused until then.
    mutating func noteTrouble(_ journal: Journal) {
        troubledJournals.insert(journal)
        recordRetryAt = recordRetryAt ?? now.uptime + configuration.timings.recordRetryMilliseconds
    }

    /// Whether the last record of each journal was taken (R40).
    var recordsAreTaken: Bool { troubledJournals.isEmpty }

    /// The store takes records (again): what was kept in memory follows.
    mutating func recordWasTaken(_ line: VolatileJournal.Line) {
        let journal = line.entry.journal
        troubledJournals.remove(journal)
        if troubledJournals.isEmpty { recordRetryAt = nil }
        // The other one's too: what kept it may be gone.
        for journal in Journal.allCases { _ = storeTakesLines(of: journal) }
        // The journal says itself that it is not whole.
        let lost = volatileJournal.dropped - lostLinesTold
        guard lost > 0, volatileJournal.isEmpty else { return }
        lostLinesTold = volatileJournal.dropped
        record(.linesLost(lost))
    }

    mutating func retryRecord() {
        guard storeFault == nil, let recordRetryAt, now.uptime >= recordRetryAt else { return }
        self.recordRetryAt = now.uptime + configuration.timings.recordRetryMilliseconds
        for journal in Journal.allCases where troubledJournals.contains(journal) {
            if volatileJournal.holds(journal) {
                _ = storeTakesLines(of: journal)
            } else {
                // Nothing of it waits; any line that is taken tells that the store works.
                troubledJournals.remove(journal)
                troubledJournals.insert(.processing)
                record(.storageTried)
            }
        }
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
