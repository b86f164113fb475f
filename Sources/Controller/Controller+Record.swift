import Timekeeping

/// What happened goes to the journal with the time it happened; while the store takes nothing, into memory (R40).
extension Controller {
    mutating func record(_ entry: LogEntry) { write(newLine(entry)) }

    mutating func record(_ event: ProcessingEvent) {
        for part in event.parts { record(.processing(part)) }
    }

    mutating func newLine(_ entry: LogEntry) -> VolatileJournal.Line {
        lineCount += 1
        return VolatileJournal.Line(number: lineCount, entry: entry, time: now.wall)
    }

    private mutating func write(_ line: VolatileJournal.Line) {
        guard storeFault == nil else { return volatileJournal.append(line) }
        _ = store(.journal(line.entry, at: line.time), then: .record(line))
    }

    /// A record was refused: it stays in memory, faces go off (R40), and a minute later the store is tried again.
    mutating func recordWasRefused(_ line: VolatileJournal.Line) {
        volatileJournal.append(line)
        recordsAreTaken = false
        recordRetryAt = now.uptime + configuration.timings.recordRetryMilliseconds
    }

    /// The store takes records (again): what was kept in memory follows.
    mutating func recordWasTaken() {
        recordsAreTaken = true
        recordRetryAt = nil
        for line in volatileJournal.drain() { write(line) }
    }

    mutating func retryRecord() {
        guard storeFault == nil, let recordRetryAt, now.uptime >= recordRetryAt else { return }
        self.recordRetryAt = now.uptime + configuration.timings.recordRetryMilliseconds
        write(volatileJournal.takeFirst() ?? newLine(.processing(.storageTried)))
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
