/// The time by which things are done that cannot be undone: keys are erased, the floor on flash rises.
///
/// A clock that jumps forward by more than a week may be wrong, and what is erased on its word cannot be brought back. So while
/// a jump is in doubt the believed time goes on at the pace of the uptime. The jump is believed when the terminal has stood
/// powered on for 24 hours with it, restarts counted together, or when it is confirmed; a clock that is put right again ends
/// the doubt. A clock that goes backwards is followed: whether it is lost is for its floor to say.
public struct BelievedTime: Equatable, Sendable {
    /// Further ahead of the uptime than this is a jump.
    public static let jumpSeconds: Int64 = 7 * 86_400
    /// Powered on with a jump for so long, it is believed.
    public static let doubtMilliseconds: Int64 = 24 * 3_600_000

    public private(set) var doubt: ClockDoubt?
    private var milliseconds: Int64
    private var uptime: Uptime?

    /// - Parameters:
    ///   - floor: the last time that was believed, as it was kept over a restart.
    ///   - doubt: what was in doubt then.
    public init(floor: WallTime, doubt: ClockDoubt? = nil) {
        milliseconds = floor.seconds * 1_000
        self.doubt = doubt
    }

    public var wall: WallTime { WallTime(seconds: milliseconds / 1_000) }

    /// To be called before each use. A jump counts from the first look that sees it, so seldom looks only make the wait longer.
    public mutating func observe(_ reading: ClockReading) {
        let ran = uptime.map { max(0, reading.uptime - $0) } ?? 0
        uptime = reading.uptime
        let clock = reading.wall.seconds * 1_000
        guard clock - (milliseconds + ran) > Self.jumpSeconds * 1_000 else {
            (milliseconds, doubt) = (clock, nil)
            return
        }
        milliseconds += ran
        var powered: Int64 = 0
        // Another jump on top of the first one begins the 24 hours anew.
        if let doubt, clock - (doubt.clock.seconds * 1_000 + ran) <= Self.jumpSeconds * 1_000 {
            powered = doubt.poweredMilliseconds + ran
        }
        doubt = ClockDoubt(clock: reading.wall, poweredMilliseconds: powered)
        if powered >= Self.doubtMilliseconds { confirm() }
    }

    /// The clock is right: somebody looked.
    public mutating func confirm() {
        guard let doubt else { return }
        milliseconds = doubt.clock.seconds * 1_000
        self.doubt = nil
    }
}

/// A jump forward that is not believed yet.
public struct ClockDoubt: Equatable, Hashable, Sendable {
    /// What the clock says.
    public let clock: WallTime
    /// How long the terminal has been powered on with it, over restarts.
    public let poweredMilliseconds: Int64

    public init(clock: WallTime, poweredMilliseconds: Int64) {
        (self.clock, self.poweredMilliseconds) = (clock, poweredMilliseconds)
    }

    /// Until it is believed by itself; 0 at the least.
    public var millisecondsLeft: Int64 { max(0, BelievedTime.doubtMilliseconds - poweredMilliseconds) }
}
