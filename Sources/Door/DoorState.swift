import Timekeeping

/// Where the leaf is, as far as the contact tells.
public enum DoorLeaf: String, Equatable, Sendable { case closed, open }

/// The states of one door. `until`: the strike is released up to then; nil: it is locked.
public enum DoorState: Equatable, Sendable {
    /// Locked and closed (or not watched).
    case secured
    /// Released and not opened yet.
    case released(until: Uptime)
    /// Opened as it should be; alarms at `heldAt`. `asked`: released again while it stood open, so that closing does
    /// not lock the next person out.
    case open(heldAt: Uptime, until: Uptime?, asked: Bool)
    /// Open too long, alarm on. `asked` as in `open`.
    case heldOpen(until: Uptime?, asked: Bool)
    /// Opened by nobody's leave, alarm on until it closes.
    case forcedOpen(until: Uptime?)
    /// Fire: released until somebody resets it. `until`: an exit pressed meanwhile, which a reset must not cut short.
    case evacuating(DoorLeaf, until: Uptime?)

    /// Whether the strike is released in this state.
    public var isReleased: Bool {
        switch self {
        case .secured: false
        case .released, .evacuating: true
        case .open(_, let until, _), .heldOpen(let until, _), .forcedOpen(let until): until != nil
        }
    }

    /// When the last request ends, in an evacuation too; nil: nobody has asked, or their time is over.
    var releasedUntil: Uptime? {
        switch self {
        case .secured: nil
        case .released(let until): until
        case .open(_, let until, _), .heldOpen(let until, _), .forcedOpen(let until), .evacuating(_, let until): until
        }
    }

    /// When an open door begins to alarm; nil in every other state.
    var alarmsAt: Uptime? { if case .open(let heldAt, _, _) = self { heldAt } else { nil } }

    /// The alarm that sounds in this state.
    public var alarm: DoorAlarm? {
        switch self {
        case .secured, .released, .open, .evacuating: nil
        case .heldOpen: .heldOpen
        case .forcedOpen: .forcedOpen
        }
    }
}
