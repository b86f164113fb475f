import Timekeeping

/// A door that somebody at the console has left open.
struct DoorHold: Equatable {
    /// How long it can be at most, in minutes.
    static let minutes = 1...1_440

    let reason: String
    let by: String
    /// When it ends by itself; nil: when somebody locks the door.
    let until: Uptime?
}

/// The same, for whoever looks.
public struct HoldReport: Equatable, Sendable {
    /// As it was typed: not for everybody.
    public var reason: String
    public var by: String
    /// Nil: until somebody locks the door.
    public var millisecondsLeft: Int64?

    public init(reason: String, by: String, millisecondsLeft: Int64?) {
        (self.reason, self.by, self.millisecondsLeft) = (reason, by, millisecondsLeft)
    }
}
