import Timekeeping

/// Where the leaf is, as far as the contact tells.
public enum DoorLeaf: String, Equatable, Sendable { case closed, open }

/// Everything that a door remembers.
public struct DoorState: Equatable, Sendable {
    public internal(set) var releases = Releases()
    public internal(set) var opening: Opening?
    var exit = HeldButton()
    var guardButton = HeldButton()
    var isTampered = false
    /// What sounds now.
    public internal(set) var alarms: Set<DoorAlarm> = []
    var alarmRelay = RelayOutput()
    var intercom = RelayOutput()

    /// A leaf that stands open.
    public struct Opening: Equatable, Sendable {
        /// Nothing had released it.
        public internal(set) var isForced: Bool
        /// When it will soon have stood open for too long, and when it has. Nil: it may stand open, or it was forced, which is
        /// told already; or nobody is warned.
        public internal(set) var warnsAt: Uptime?
        public internal(set) var alarmsAt: Uptime?

        /// Told of by `forcedOpen`, and of nothing else.
        static let forced = Opening(isForced: true)
        /// For as long as something keeps it open.
        static let kept = Opening(isForced: false)

        /// May stand open until `alarmsAt`.
        static func until(_ alarmsAt: Uptime, warning milliseconds: Int) -> Opening {
            Opening(
                isForced: false, warnsAt: milliseconds > 0 ? alarmsAt + -Int64(milliseconds) : nil, alarmsAt: alarmsAt)
        }
    }

    public var callsIntercom: Bool { intercom.isOn }

    /// Whether the strike is released in this state.
    public var isReleased: Bool { releases.isReleased }

    public var leaf: DoorLeaf { opening == nil ? .closed : .open }

    /// The state in the field's words.
    public var phase: DoorPhase {
        if releases.isLatched(by: .fire) { return .evacuating }
        guard opening != nil else { return isReleased ? .released : .secured }
        if alarms.contains(.forcedOpen) { return .forcedOpen }
        return alarms.contains(.heldOpen) ? .heldOpen : .open
    }
}

/// The states of a door as an installer names them.
public enum DoorPhase: String, Sendable, CaseIterable {
    /// Locked and closed, or not watched.
    case secured
    /// Released and not opened yet.
    case released
    /// Opened as it should be.
    case open
    /// Open too long, alarm on.
    case heldOpen = "held-open"
    /// Opened by nobody's leave, alarm on until it closes.
    case forcedOpen = "forced-open"
    /// Fire: released until somebody resets it.
    case evacuating
}
