import Door
import Hardware
import Timekeeping

@testable import Controller

/// What whoever stands beside the door can see.
enum Observation {
    /// The terminal has taken an event.
    /// - logged: what it has asked to be written down in that moment, on flash or in memory.
    case handled(Event, [Action], logged: [LogEntry])
    case happened(SimulatedDoor.Happening.Kind)
    case acted(SimulatedDoor.Act)
    /// The relay of the lock is told where to stand.
    case relay(released: Bool)
    case power(isOn: Bool)
}

/// Looks on, and knows nothing of the terminal's insides.
protocol Onlooker {
    /// - Returns: what is wrong, or nil.
    mutating func see(_ observation: Observation, at now: Uptime) -> String?
}

extension Event {
    /// The input that has become active, whoever tells it.
    var pressed: DoorInput? {
        switch self {
        case .edge(let edge) where edge.isActive: edge.input
        case .door(.exit(isPressed: true)): .exitButton
        case .door(.guard(isPressed: true)): .guard
        case .door(.fire): .fire
        default: nil
        }
    }

    var letGo: DoorInput? { if case .edge(let edge) = self, !edge.isActive { edge.input } else { nil } }
}

extension Action {
    /// True: the strike is released; false: locked; nil: it is left alone.
    var strike: Bool? {
        switch self {
        case .unlockStrike: true
        case .lockStrike: false
        default: nil
        }
    }

    /// What the terminal says of it, to whoever asked or to everybody.
    var words: String? {
        switch self {
        case .reply(_, .done(let words)), .announce(let words): words
        default: nil
        }
    }
}

extension LogEntry {
    func releases(at now: Uptime) -> ReleaseCause? {
        if case .processing(.strikeReleased(let cause, at: now)) = self { cause } else { nil }
    }

    var alarm: DoorAlarm? { if case .processing(.doorAlarm(let alarm)) = self { alarm } else { nil } }
}
