import Timekeeping

/// One door: strike, contact, buttons, fire, alarms. Pure: the same events at the same times give the same actions.
///
/// An event changes what is remembered (`take`), time ends what has ended, and the actions are the difference that both made;
/// so nothing can be switched on twice, or be forgotten. What always holds:
/// 1. Fire, and the exit button where there is one, are answered by `strikeUnlock` first, in the same step, in any state.
/// 2. A strike is released for at most its time after the last request, unless something named latches it: fire, a schedule,
///    somebody at the console, a door that is toggled, a button that is down.
/// 3. Times that are set while it is released are for the requests that follow, and never cut short what was promised.
/// 4. An alarm starts once, and stops once.
public struct DoorMachine: Sendable {
    /// For whoever asks from now on.
    public private(set) var policy: DoorPolicy
    public internal(set) var state = DoorState()

    /// How long a test releases the strike: it cannot be left on.
    public static func testMilliseconds(_ policy: DoorPolicy) -> Int { min(1_000, policy.strikeMilliseconds) }

    /// Starts with a locked strike. What other inputs say at start comes as events.
    /// - Parameter leaf: what the contact says at start. An open door is given the held-open time to be closed.
    public init(_ policy: DoorPolicy, leaf: DoorLeaf = .closed, at now: Uptime) {
        precondition(policy.isSound)
        self.policy = policy
        guard policy.hasContact && leaf == .open else { return }
        state.opening = opening(for: policy.heldOpenMilliseconds, at: now)
    }

    /// A leaf that may stand open for so long.
    func opening(for milliseconds: Int, at now: Uptime) -> DoorState.Opening {
        // Nobody is warned of a door that has only just been opened.
        let warning = policy.heldOpenWarningMilliseconds
        return .until(now + Int64(milliseconds), warning: warning < milliseconds ? warning : 0)
    }

    /// When the next `tick` is due; nil: only an event can change anything.
    public var nextDeadline: Uptime? {
        var deadlines = [state.releases.nextEnd, state.alarmRelay.nextDeadline, state.intercom.nextDeadline]
        deadlines += alarmTimes.filter { !state.alarms.contains($0.alarm) }.map(\.at)
        return deadlines.compactMap(\.self).min()
    }

    /// What the event asks for, then whatever is due at `now`. A late tick can so never make an opened door look forced.
    /// - Parameter now: never earlier than in the call before.
    public mutating func handle(_ event: DoorEvent, at now: Uptime) -> [DoorAction] {
        let before = state
        let answer = take(event, at: now)
        let isReleasedByEvent = state.isReleased
        state.releases.pass(now)
        settleOpening(at: now)
        state.alarms = alarms(at: now)
        moveRelays(before, at: now)

        var actions: [DoorAction] = []
        switch answer {
        case .released(let cause): actions.append(.strikeUnlock(cause))
        case .interlocked(let cause): actions.append(.interlocked(cause))
        case .nothing: break
        }
        if actions.isEmpty, !before.isReleased, state.isReleased, let cause = state.releases.causes.first {
            actions.append(.strikeUnlock(cause))
        }
        if before.isReleased && !state.isReleased {
            actions.append(.strikeLock(isReleasedByEvent ? .timeOver : event.lockCause))
        }
        return actions + difference(from: before)
    }

    /// Other times from now on: nothing moves, and no deadline that is set already changes.
    /// - Precondition: the door is built as it was; only times, and what is done with them, differ.
    public mutating func adopt(_ policy: DoorPolicy) {
        precondition(policy.isBuilt(like: self.policy) && policy.isSound, "a door is not rewired while it runs")
        self.policy = policy
    }

    /// A leaf that may stand open is not watched; when that ends it has the held-open time to be closed.
    private mutating func settleOpening(at now: Uptime) {
        guard state.opening != nil else { return }
        if state.releases.keepsOpen {
            state.opening = .kept
        } else if state.opening == .kept {
            let held = state.releases.heldOpenMilliseconds ?? policy.heldOpenMilliseconds
            state.opening = opening(for: held, at: now)
        }
    }

    private func difference(from before: DoorState) -> [DoorAction] {
        let alarms = DoorAlarm.allCases
        return alarms.filter { before.alarms.contains($0) && !state.alarms.contains($0) }.map(DoorAction.alarmStop)
            + alarms.filter { !before.alarms.contains($0) && state.alarms.contains($0) }.map(DoorAction.alarmStart)
            + (before.alarmRelay.isOn == state.alarmRelay.isOn ? [] : [.output(.alarm, isOn: state.alarmRelay.isOn)])
            + (before.intercom.isOn == state.intercom.isOn ? [] : [.output(.intercom, isOn: state.intercom.isOn)])
    }
}

extension DoorEvent {
    /// Why a strike locks that this event locks.
    fileprivate var lockCause: LockCause {
        switch self {
        case .fireReset: .fireReset
        case .exit, .guard: .letGo
        case .grant: .credential
        case .hold: .operator
        case .schedule: .schedule
        case .contactClosed: .closed
        case .interlock: .interlock
        case .fire, .unlock, .test, .contactOpened, .tamper, .call, .tick: .timeOver
        }
    }
}
