import Records
import Timekeeping

/// When a line of the journal happened, by both clocks, and in which run of lines it is written.
public struct LineStamp: Equatable, Sendable {
    public var time: WallTime
    /// By the clock that never jumps.
    public var uptime: Uptime
    /// Counts up whenever a line was refused: what was on its way behind that one is of the run before.
    public var run: UInt64

    public init(_ time: WallTime, uptime: Uptime = Uptime(milliseconds: 0), run: UInt64 = 0) {
        (self.time, self.uptime, self.run) = (time, uptime, run)
    }
}

extension StorageRequest {
    /// Of a line of a journal; nil for everything else.
    public var line: (journal: Journal, run: UInt64)? {
        switch self {
        case .journal(let entry, let stamp), .grantFace(let entry, _, let stamp): (entry.journal, stamp.run)
        default: nil
        }
    }
}
