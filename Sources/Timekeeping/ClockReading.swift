/// How far the wall clock can be believed.
public enum ClockTrust: String, Sendable, CaseIterable {
    /// Set by a battery clock or by a person within its holdover.
    case trusted
    /// No battery clock: restored from the floor kept on flash.
    case estimated
    /// Behind the floor, or never set.
    case lost
}

/// One look at both clocks.
public struct ClockReading: Equatable, Sendable {
    public var uptime: Uptime
    public var wall: WallTime
    public var trust: ClockTrust

    public init(uptime: Uptime, wall: WallTime, trust: ClockTrust) {
        (self.uptime, self.wall, self.trust) = (uptime, wall, trust)
    }
}

extension ClockReading {
    /// A clock that is steered moves so far against the uptime, and is still the same clock.
    public static let steeredMilliseconds: Int64 = 60_000

    /// Whether the wall clock has gone on since then at the pace of the uptime: nobody has moved it.
    public func isSameClock(as earlier: ClockReading) -> Bool {
        let moved = (wall.seconds - earlier.wall.seconds) * 1_000 - (uptime - earlier.uptime)
        return abs(moved) <= Self.steeredMilliseconds
    }
}
