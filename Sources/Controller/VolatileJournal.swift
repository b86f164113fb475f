import Timekeeping

/// Journal lines while the store takes none: bounded, in memory, written down with their own time when the store is
/// back (R40). What does not fit is counted.
struct VolatileJournal {
    struct Line: Equatable, Sendable {
        /// Counts up; names this line.
        let number: UInt64
        let entry: LogEntry
        /// When it happened, however late it is written.
        let time: WallTime
    }

    static let capacity = 256
    private(set) var lines: [Line] = []
    /// How many were dropped because it was full, oldest first.
    private(set) var dropped = 0

    mutating func append(_ line: Line) {
        if lines.count == Self.capacity {
            lines.removeFirst()
            dropped += 1
        }
        lines.append(line)
    }

    /// The line turned out to be on flash after all.
    mutating func remove(_ line: Line) { lines.removeAll { $0.number == line.number } }

    mutating func takeFirst() -> Line? { lines.isEmpty ? nil : lines.removeFirst() }

    /// Hands over everything and starts anew.
    mutating func drain() -> [Line] {
        defer { lines = [] }
        return lines
    }
}
