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
