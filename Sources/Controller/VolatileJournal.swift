/// Grants by credential while the store takes no records: bounded, in memory, written down when the store is back (R40).
struct VolatileJournal {
    static let capacity = 256
    private(set) var entries: [LogEntry] = []
    /// How many were dropped because it was full, oldest first.
    private(set) var dropped = 0

    mutating func append(_ entry: LogEntry) {
        if entries.count == Self.capacity {
            entries.removeFirst()
            dropped += 1
        }
        entries.append(entry)
    }

    /// Hands over everything and starts anew.
    mutating func drain() -> [LogEntry] {
        defer { entries = [] }
        return entries
    }
}
