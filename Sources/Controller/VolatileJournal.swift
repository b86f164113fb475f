import Door
import Records
import Timekeeping

/// Journal lines while the store takes none: bounded, in memory, in the order in which they happened, written down with their
/// own time when the store is back (R40). What does not fit is counted: what somebody pressed goes before what was decided, and
/// before fire and duress, of which the next start has to know.
struct VolatileJournal {
    struct Line: Equatable, Sendable {
        /// Counts up; names this line.
        let number: UInt64
        let entry: LogEntry
        /// When it happened, however late it is written.
        let time: WallTime
        let uptime: Uptime
        /// In which it went to the store last; nil: it has not been sent. See `LineStamp`.
        private(set) var run: UInt64?

        init(number: UInt64, entry: LogEntry, time: WallTime, uptime: Uptime) {
            (self.number, self.entry, self.time, self.uptime) = (number, entry, time, uptime)
        }

        func sent(in run: UInt64) -> Line {
            var line = self
            line.run = run
            return line
        }

        /// For a line that is sent.
        var stamp: LineStamp { LineStamp(time, uptime: uptime, run: run!) }
    }

    static let capacity = 256
    private(set) var lines: [Line] = []
    /// How many were dropped because it was full.
    private(set) var dropped = 0

    var isEmpty: Bool { lines.isEmpty }

    /// At its place by its number: a line that comes back was before those that have come since.
    mutating func insert(_ line: Line) {
        lines.insert(line, at: lines.lastIndex { $0.number < line.number }.map { $0 + 1 } ?? 0)
        guard lines.count > Self.capacity else { return }
        let least = lines.firstIndex { !$0.entry.isDecision && !$0.entry.tellsEmergency }
        lines.remove(at: least ?? lines.firstIndex { !$0.entry.tellsEmergency } ?? 0)
        dropped += 1
    }

    /// The line turned out to be on flash after all.
    mutating func remove(_ number: UInt64) {
        let count = lines.count
        lines.removeAll { $0.number == number }
        // Memory let it go meanwhile, and it is not lost.
        if lines.count == count { dropped -= 1 }
    }

    mutating func takeAll(of journal: Journal, but unknown: Set<UInt64>) -> [Line] {
        let taken = lines.filter { $0.entry.journal == journal && !unknown.contains($0.number) }
        lines.removeAll { line in taken.contains { $0.number == line.number } }
        return taken
    }

    func holds(_ journal: Journal) -> Bool { lines.contains { $0.entry.journal == journal } }

    /// Hands over those of a journal that may follow, oldest first: none from the first one on of which it is not known whether
    /// the store has it.
    mutating func take(_ limit: Int, of journal: Journal, before unknown: Set<UInt64>) -> [Line] {
        let own = lines.filter { $0.entry.journal == journal }
        let taken = own.prefix { !unknown.contains($0.number) }.prefix(limit)
        guard let last = taken.last else { return [] }
        lines.removeAll { $0.entry.journal == journal && $0.number <= last.number }
        return Array(taken)
    }
}

extension LogEntry {
    var isDecision: Bool {
        switch self {
        case .decision, .duress: true
        case .processing: false
        }
    }

    /// Somebody was forced, or the call for help was ended.
    var tellsDuress: Bool {
        switch self {
        case .duress, .processing(.relay(.duress, _, _)): true
        default: false
        }
    }

    fileprivate var tellsEmergency: Bool {
        if case .processing(.doorInput(let words)) = self { return DoorEvent.evacuation(by: words) != nil }
        return tellsDuress
    }
}
