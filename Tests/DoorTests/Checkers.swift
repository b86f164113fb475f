import Door
import Timekeeping

/// One step of a random day, as the checkers see it.
struct Step {
    let event: DoorEvent
    let at: Uptime
    let actions: [DoorAction]
    let door: DoorMachine
}

/// Looks at every step of a day, knows nothing of the machine's insides.
protocol Checker {
    mutating func check(_ step: Step, _ policy: DoorPolicy) -> String?
}

/// Fire and the exit button are answered first, in the same step, in any state; a button that is down keeps it open.
struct EgressNeverWaits: Checker {
    var isDown = false
    mutating func check(_ step: Step, _ policy: DoorPolicy) -> String? {
        if case .exit(let isPressed) = step.event { isDown = isPressed && policy.hasExitButton }
        if isDown && !step.door.state.isReleased { return "locked while the exit button is down" }
        let cause: ReleaseCause
        switch step.event {
        case .fire: cause = .fire
        case .exit(true) where policy.hasExitButton: cause = .exit
        case .guard(true): cause = .guard
        default: return nil
        }
        return step.actions.first == .strikeUnlock(cause) ? nil : "egress waits"
    }
}

/// A list of everybody who asked: the strike is released exactly while one of them has time left or something latches it.
struct StrikeKeepsItsTime: Checker {
    private struct Promise {
        let until: Uptime
        let isForNext: Bool
        let relocks: Bool
    }
    private var promises: [ReleaseCause: [Promise]] = [:]
    private var latches: Set<ReleaseCause> = []
    private var isOpen = false
    private var isInterlocked = false
    private var isReleased = false

    private var wanted: Bool { !promises.isEmpty || latches.contains { !isInterlocked || $0.ignoresInterlock } }

    mutating func check(_ step: Step, _ policy: DoorPolicy) -> String? {
        note(step.event, step.at, policy)
        if let cause = step.actions.compactMap(\.refused).first, !isInterlocked || cause.ignoresInterlock {
            return "refused for an interlock that is not there"
        }
        promises = promises.filter { $0.value.contains { $0.until > step.at } }
        var locks = 0
        for action in step.actions {
            if case .strikeUnlock = action { isReleased = true }
            if case .strikeLock = action {
                if !isReleased { return "locked twice" }
                isReleased = false
                locks += 1
            }
        }
        if locks > 1 { return "locked twice in a step" }
        if isReleased != step.door.state.isReleased { return "the state says released: \(step.door.state.isReleased)" }
        return isReleased == wanted ? nil : "released: \(isReleased), wanted: \(wanted)"
    }

    private mutating func note(_ event: DoorEvent, _ now: Uptime, _ policy: DoorPolicy) {
        switch event {
        case .fire: latches.insert(.fire)
        case .fireReset: latches.remove(.fire)
        case .exit(let isPressed): if policy.hasExitButton { press(.exit, isPressed, now, policy) }
        case .guard(let isPressed): press(.guard, isPressed, now, policy)
        case .grant(let isExtended) where policy.mode == .momentary:
            let time =
                isExtended
                ? max(policy.extendedStrikeMilliseconds, policy.strikeMilliseconds) : policy.strikeMilliseconds
            ask(.credential, now + Int64(time), policy)
        case .grant:
            if latches.remove(.credential) == nil && !isInterlocked { latches.insert(.credential) }
        case .unlock: ask(.operator, now + Int64(policy.strikeMilliseconds), policy)
        case .hold(true): if !isInterlocked { latches.insert(.operator) }
        case .hold(false): latches.remove(.operator)
        case .schedule(true): latches.insert(.schedule)
        case .schedule(false): latches.remove(.schedule)
        case .test:
            if !wanted && !isOpen { ask(.test, now + Int64(DoorMachine.testMilliseconds(policy)), policy) }
        case .contactOpened: isOpen = policy.hasContact
        case .contactClosed: if policy.hasContact && isOpen { close() }
        case .interlock(let isActive):
            isInterlocked = isActive
            // One person at a time between the two doors: what was given to somebody is over.
            if isActive {
                promises = promises.filter { $0.key.ignoresInterlock }
                latches.remove(.credential)
            }
        case .tamper, .call, .tick: break
        }
    }

    private mutating func press(_ cause: ReleaseCause, _ isPressed: Bool, _ now: Uptime, _ policy: DoorPolicy) {
        guard isPressed else {
            latches.remove(cause)
            return
        }
        latches.insert(cause)
        ask(cause, now + Int64(policy.strikeMilliseconds), policy)
    }

    private mutating func ask(_ cause: ReleaseCause, _ until: Uptime, _ policy: DoorPolicy) {
        guard !isInterlocked || cause.ignoresInterlock else { return }
        promises[cause, default: []].append(
            Promise(until: until, isForNext: isOpen, relocks: policy.relocksOnClose))
    }

    /// One cause's promises stand or fall together: the last of them was for somebody who asked while it was open.
    private mutating func close() {
        isOpen = false
        promises = promises.compactMapValues { all in
            let stays = all.contains { $0.isForNext || !$0.relocks }
            return stays
                ? all.map { Promise(until: $0.until, isForNext: false, relocks: all.allSatisfy(\.relocks)) } : nil
        }
    }
}

extension DoorAction {
    fileprivate var refused: ReleaseCause? { if case .interlocked(let cause) = self { cause } else { nil } }
}

/// An alarm starts when it does not sound, stops when it does; those of the leaf only while it is open, and none in a fire.
struct AlarmsArePaired: Checker {
    private var sounding: Set<DoorAlarm> = []
    private static let ofTheLeaf: Set<DoorAlarm> = [.heldOpen, .heldOpenWarning, .forcedOpen]

    mutating func check(_ step: Step, _ policy: DoorPolicy) -> String? {
        for action in step.actions {
            switch action {
            case .alarmStart(let alarm):
                if !sounding.insert(alarm).inserted { return "\(alarm) starts twice" }
            case .alarmStop(let alarm):
                if sounding.remove(alarm) == nil { return "\(alarm) stops and did not sound" }
            case .strikeUnlock, .strikeLock, .output, .interlocked: break
            }
        }
        let leaf = sounding.intersection(Self.ofTheLeaf)
        if leaf.count > 1 { return "two alarms of one leaf" }
        if !leaf.isEmpty && !policy.hasContact { return "an alarm without a contact" }
        if !leaf.isEmpty && (step.event == .fire || step.event == .contactClosed) { return "the alarm goes on" }
        if sounding.contains(.exitStuck) && step.event == .exit(isPressed: false) {
            return "a button that is up is stuck"
        }
        if step.event == .tamper(true) && !sounding.contains(.tamper) { return "nobody hears of the tampering" }
        return sounding == step.door.state.alarms ? nil : "the state has other alarms"
    }
}

/// The relays beside the strike: no edge twice, and silence when nothing is wrong.
struct RelaysFollow: Checker {
    private var isOn: [DoorOutput: Bool] = [:]
    private var alarmEndsAt: Uptime?

    mutating func check(_ step: Step, _ policy: DoorPolicy) -> String? {
        for case .output(let output, let on) in step.actions {
            if isOn[output, default: false] == on { return "\(output) twice" }
            isOn[output] = on
        }
        let heard =
            policy.buzzesWarnings ? step.door.state.alarms : step.door.state.alarms.subtracting([.heldOpenWarning])
        let starts = step.actions.contains {
            if case .alarmStart(let alarm) = $0 { heard.contains(alarm) } else { false }
        }
        if starts { alarmEndsAt = step.at + Int64(policy.alarmMilliseconds) }
        let wanted = !heard.isEmpty && (policy.alarmMilliseconds == 0 || step.at < alarmEndsAt!)
        if isOn[.alarm, default: false] != wanted { return "the alarm relay is \(!wanted)" }
        let calls = step.event == .call && policy.callMilliseconds > 0
        return calls && isOn[.intercom] != true ? "nobody hears the bell" : nil
    }
}

/// A deadline lies ahead after every step, and there is one whenever time has to end something.
struct DeadlinesLieAhead: Checker {
    mutating func check(_ step: Step, _ policy: DoorPolicy) -> String? {
        if let deadline = step.door.nextDeadline, deadline <= step.at { return "a deadline is past" }
        let releases = step.door.state.releases
        if releases.isReleased && releases.latches.isEmpty && step.door.nextDeadline == nil {
            return "nothing ends the release"
        }
        return nil
    }
}

/// Opening a door that something released is not forcing it; opening one that nothing released is, where that is told.
struct ForcedIsForced: Checker {
    private var isOpen = false
    private var wasReleased = false
    mutating func check(_ step: Step, _ policy: DoorPolicy) -> String? {
        defer {
            if step.event == .contactOpened { isOpen = policy.hasContact }
            if step.event == .contactClosed { isOpen = false }
            wasReleased = step.door.state.isReleased
        }
        let isForced = step.actions.contains(.alarmStart(.forcedOpen))
        let wanted =
            step.event == .contactOpened && !isOpen && policy.hasContact && !wasReleased && policy.alarmsForcedOpen
        return isForced == wanted ? nil : "forced: \(isForced), wanted: \(wanted)"
    }
}

/// Under times that do not change: nobody is told too early that a leaf stands open, nor ever too late.
struct HeldOpenInTime: Checker {
    private var openedAt: Uptime?
    /// When somebody last had a right to the open leaf.
    private var askedAt = Uptime(milliseconds: 0)
    private var isForced = false
    private var wasKept = false

    mutating func check(_ step: Step, _ policy: DoorPolicy) -> String? {
        if step.event == .contactClosed { openedAt = nil }
        if step.event == .contactOpened && policy.hasContact && openedAt == nil {
            (openedAt, askedAt) = (step.at, step.at)
        }
        let isKept = step.door.state.releases.latches.contains {
            [.fire, .schedule, .operator, .credential].contains($0)
        }
        let asks = step.actions.contains { if case .strikeUnlock = $0 { true } else { false } }
        let locks = step.actions.contains { if case .strikeLock = $0 { true } else { false } }
        let isSounding = step.door.state.alarms.contains(.heldOpen)
        if isKept || wasKept || asks || locks { askedAt = step.at }
        wasKept = isKept
        isForced = openedAt != nil && (isForced || step.actions.contains(.alarmStart(.forcedOpen))) && !isKept
        guard let openedAt, !isForced else { return isSounding ? "held open, and is not" : nil }
        if isKept { return isSounding ? "held open by leave" : nil }
        let starts = step.actions.contains(.alarmStart(.heldOpen))
        if starts && step.at - openedAt < Int64(policy.heldOpenMilliseconds) { return "held open too early" }
        let isLate = step.at - askedAt >= Int64(max(policy.heldOpenMilliseconds, policy.extendedHeldOpenMilliseconds))
        return isLate && !isSounding ? "open for too long, and nobody hears" : nil
    }
}
