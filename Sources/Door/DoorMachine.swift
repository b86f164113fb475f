import Timekeeping

/// One door: strike, contact, exit button, fire. Pure: the same events at the same times give the same actions.
///
/// What always holds:
/// 1. Fire, and the exit button where there is one, are answered by `strikeUnlock` first, in the same step, in any state.
/// 2. Outside an evacuation a strike is released for at most `strikeMilliseconds` after the last request.
///    Times that are set while it is released are for the requests that follow, and never cut short what was promised.
/// 3. An alarm starts once, and stops once: when the door closes, or when there is a fire.
public struct DoorMachine: Sendable {
    /// For whoever asks from now on.
    public private(set) var policy: DoorPolicy
    /// For an opening that is under way: as it was when the strike was released.
    private(set) var policyUnderWay: DoorPolicy
    public internal(set) var state: DoorState

    /// How long a test releases the strike: it cannot be left on.
    public static func testMilliseconds(_ policy: DoorPolicy) -> Int { min(1_000, policy.strikeMilliseconds) }

    /// Starts with a locked strike.
    /// - Parameter leaf: what the contact says at start. An open door is given the held-open time to be closed.
    public init(_ policy: DoorPolicy, leaf: DoorLeaf = .closed, at now: Uptime) {
        self.policy = policy
        policyUnderWay = policy
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
        followPolicy()
        return actions
    }

    /// Other times from now on: nothing moves, and no deadline that is set already changes.
    /// - Precondition: the door is built as it was; only times and the relocking differ.
    public mutating func adopt(_ policy: DoorPolicy) {
        precondition(policy.isBuilt(like: self.policy), "a door is not rewired while it runs")
        self.policy = policy
        followPolicy()
    }

    private mutating func followPolicy() {
        switch state {
        case .evacuating: policyUnderWay = policy
        default: if !state.isReleased { policyUnderWay = policy }
        }
    }
}
