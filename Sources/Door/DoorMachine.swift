import Timekeeping

/// One door: strike, contact, exit button, fire. Pure: the same events at the same times give the same actions.
///
/// What always holds:
/// 1. Fire, and the exit button where there is one, are answered by `strikeUnlock` first, in the same step, in any state.
/// 2. Outside an evacuation a strike is released for at most `strikeMilliseconds` after the last request.
/// 3. An alarm starts once, and stops once: when the door closes, or when there is a fire.
public struct DoorMachine: Sendable {
    public let policy: DoorPolicy
    public internal(set) var state: DoorState

    /// How long a test releases the strike: it cannot be left on.
    public static func testMilliseconds(_ policy: DoorPolicy) -> Int { min(1_000, policy.strikeMilliseconds) }

    /// Starts with a locked strike.
    /// - Parameter leaf: what the contact says at start. An open door is given the held-open time to be closed.
    public init(_ policy: DoorPolicy, leaf: DoorLeaf = .closed, at now: Uptime) {
        self.policy = policy
        state =
            policy.hasContact && leaf == .open
            ? .open(heldAt: now + Int64(policy.heldOpenMilliseconds), until: nil, asked: false) : .secured
    }

    /// When the next `tick` is due; nil: only an event can change anything.
    public var nextDeadline: Uptime? {
        switch state {
        case .secured, .evacuating: nil
        case .released(let until): until
        case .open(let heldAt, let until, _): until.map { min($0, heldAt) } ?? heldAt
        case .heldOpen(let until, _), .forcedOpen(let until): until
        }
    }

    /// What the event asks for, then whatever is due at `now`. A late tick can so never make an opened door look forced.
    /// - Parameter now: never earlier than in the call before.
    public mutating func handle(_ event: DoorEvent, at now: Uptime) -> [DoorAction] {
        var actions = step(event, at: now)
        while let deadline = nextDeadline, deadline <= now {
            let due = step(.tick, at: now)
            precondition(!due.isEmpty, "a deadline that changes nothing would come for ever")
            actions += due
        }
        return actions
    }
}
