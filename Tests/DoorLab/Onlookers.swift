import Door
import Hardware
import Timekeeping

@testable import Controller

/// The strike is released only for a reason that is written down in the same moment, and that something outside has given.
struct ReasonIsLogged: Onlooker {
    private var isReleased = false
    private var grants = 0, entries = 0
    /// A console's line may be this long on its way to the store; then it is done without, or not at all.
    private static let writingMilliseconds: Int64 = 2_000
    /// When somebody at the console last asked for it.
    private var askedAt: [ReleaseCause: Uptime] = [:]

    mutating func see(_ observation: Observation, at now: Uptime) -> String? {
        if case .power = observation { self = ReasonIsLogged() }
        guard case .handled(let event, let actions, let logged) = observation else { return nil }
        note(event, at: now)
        grants += logged.count {
            if case .decision(let decision, _) = $0 { decision.result == .granted } else { false }
        }
        let causes = logged.compactMap { $0.releases(at: now) }
        var edges = 0
        for strike in actions.compactMap(\.strike) where strike != isReleased {
            isReleased = strike
            if strike { edges += 1 }
        }
        guard causes.count == edges else { return "released \(edges) times, and \(causes) written down" }
        for cause in causes {
            if cause == .credential {
                entries += 1
                if entries > grants { return "a credential opened, and nothing was granted" }
            } else if !isAsked(cause, by: event, at: now) {
                return "released for \(cause), and nobody asked"
            }
        }
        return nil
    }

    /// A button in the moment in which it is pressed; a command until it is written down.
    private func isAsked(_ cause: ReleaseCause, by event: Event, at now: Uptime) -> Bool {
        switch cause {
        case .exit: event.pressed == .exitButton
        case .guard: event.pressed == .guard
        case .fire: event.pressed == .fire
        case .operator, .test: askedAt[cause].map { now - $0 <= Self.writingMilliseconds } ?? false
        case .credential, .schedule: false
        }
    }

    private mutating func note(_ event: Event, at now: Uptime) {
        switch event {
        case .command(.doorUnlock, _), .command(.doorHold, _): askedAt[.operator] = now
        // The walk goes on by a touch too.
        case .command(.doorTest, _), .command(.commission, _), .touch: askedAt[.test] = now
        default: break
        }
    }
}

/// Never longer than its time, unless something named keeps it: a button that is down, fire, a hold from the console.
struct TimeIsKept: Onlooker {
    let policy: DoorPolicy
    private var isReleased = false
    private var latches: Set<ReleaseCause> = []
    private var askedAt = Uptime(milliseconds: 0)
    /// Written down, and not yet opened for.
    private var grants = 0

    init(_ policy: DoorPolicy) { self.policy = policy }

    mutating func see(_ observation: Observation, at now: Uptime) -> String? {
        if case .power = observation { self = TimeIsKept(policy) }
        guard case .handled(let event, let actions, let logged) = observation else { return check(now) }
        note(event, actions, logged, now)
        for strike in actions.compactMap(\.strike) { isReleased = strike }
        return check(now)
    }

    private mutating func note(_ event: Event, _ actions: [Action], _ logged: [LogEntry], _ now: Uptime) {
        switch event.pressed {
        case .exitButton:
            latches.insert(.exit)
            askedAt = now
        case .guard:
            latches.insert(.guard)
            askedAt = now
        case .fire: latches.insert(.fire)
        default: break
        }
        switch event.letGo {
        case .exitButton: latches.remove(.exit)
        case .guard: latches.remove(.guard)
        default: break
        }
        grants += logged.count {
            if case .decision(let decision, _) = $0 { decision.result == .granted } else { false }
        }
        if grants > 0, event.pressed == nil, actions.contains(where: { $0.strike == true }) {
            grants -= 1
            askedAt = now
        }
        for action in actions {
            guard let words = action.words else { continue }
            if words.hasPrefix("the strike is released for") { askedAt = now }
            if words.hasPrefix("the door is held open no longer") || words.hasPrefix("the hold is over") {
                latches.remove(.operator)
            } else if words.hasPrefix("the door is held open") {
                latches.insert(.operator)
            }
            if words.hasPrefix("the evacuation is over") { latches.remove(.fire) }
        }
        if logged.contains(where: { $0.releases(at: now) == .test }) { askedAt = now }
    }

    private func check(_ now: Uptime) -> String? {
        // Nobody here is given the longer times.
        let longest = Int64(policy.strikeMilliseconds)
        guard isReleased, latches.isEmpty, now - askedAt > longest else { return nil }
        return "released for \(now - askedAt) ms, and nothing keeps it so"
    }
}

/// The exit button and fire release at once, before anything else is done, and as long as they last; nobody stays inside.
struct NobodyIsKeptIn: Onlooker {
    private var isReleased = false
    private var isDown = false, calls = false
    private var poweredAt = Uptime(milliseconds: 0)
    private var hasPower = true

    mutating func see(_ observation: Observation, at now: Uptime) -> String? {
        switch observation {
        case .acted, .relay: return nil
        case .power(let isOn):
            self = NobodyIsKeptIn()
            (hasPower, poweredAt) = (isOn, now)
            return nil
        // Whoever began to press while nothing ran does not count.
        case .happened(.couldNotLeave):
            return hasPower && now - poweredAt > 10_000 ? "somebody pressed, pushed, and is still inside" : nil
        case .happened: return nil
        case .handled(let event, let actions, _): return see(event, actions)
        }
    }

    private mutating func see(_ event: Event, _ actions: [Action]) -> String? {
        let pressed = event.pressed
        if pressed == .exitButton { isDown = true }
        if event.letGo == .exitButton { isDown = false }
        if pressed == .fire { calls = true }
        if actions.contains(where: { $0.words?.hasPrefix("the evacuation is over") ?? false }) { calls = false }
        for strike in actions.compactMap(\.strike) { isReleased = strike }
        if pressed == .exitButton || pressed == .fire, actions.first?.strike != true { return "the way out waits" }
        return (isDown || calls) && !isReleased
            ? "locked while \(isDown ? "the exit button is down" : "fire calls")" : nil
    }
}

/// The leaf comes open only where the lock was free for a reason, or by the handle, or by a thief; and a thief is told of.
struct NobodyComesThrough: Onlooker {
    let build: SimulatedDoor.Build
    let policy: DoorPolicy
    private var isReleased: Bool
    private var changedAt = Uptime(milliseconds: 0)
    private var hasPower = true
    private var panelCalls = false
    private var contactIsCut = false
    private var isForcing = false, turnsHandle = false
    private var shutSince: Uptime? = Uptime(milliseconds: 0)
    /// By when a forced leaf has to be known.
    private var tellsBy: Uptime?

    init(_ build: SimulatedDoor.Build, _ policy: DoorPolicy) {
        (self.build, self.policy) = (build, policy)
        isReleased = build.failure == .failSafe
    }

    mutating func see(_ observation: Observation, at now: Uptime) -> String? {
        if let tellsBy, now > tellsBy { return "forced, and nobody is told" }
        switch observation {
        case .power(let isOn):
            (hasPower, tellsBy, changedAt) = (isOn, nil, now)
            if shutSince != nil { shutSince = now }
            isReleased = build.failure == .failSafe
        case .acted(let act): note(act, now)
        case .happened(let what): return see(what, now)
        case .relay(let released) where released != isReleased:
            (isReleased, changedAt, tellsBy) = (released, now, nil)
        case .relay: break
        case .handled(_, _, let logged): if logged.contains(where: { $0.alarm == .forcedOpen }) { tellsBy = nil }
        }
        return nil
    }

    private mutating func note(_ act: SimulatedDoor.Act, _ now: Uptime) {
        switch act {
        case .panelCalls, .panelReset: (panelCalls, changedAt) = (act == .panelCalls, now)
        case .thiefForces: isForcing = true
        case .thiefCutsContact: (contactIsCut, tellsBy) = (true, nil)
        case .thiefIsGone:
            contactIsCut = false
            if shutSince != nil { shutSince = now }
        case .personTurnsHandle: turnsHandle = true
        default: break
        }
    }

    private mutating func see(_ what: SimulatedDoor.Happening.Kind, _ now: Uptime) -> String? {
        switch what {
        case .opened(let how):
            defer { (isForcing, turnsHandle, shutSince) = (false, false, nil) }
            return see(how, now)
        case .leaf(.shut): (shutSince, tellsBy) = (now, nil)
        case .leaf, .bolt, .wire, .passed, .rattled, .couldNotLeave, .couldNotEnter: break
        }
        return nil
    }

    private mutating func see(_ how: SimulatedDoor.Opening, _ now: Uptime) -> String? {
        switch how {
        case .free: return isFree(now) ? nil : "opened, and the lock was to hold"
        // Whoever could not leave by the button turns it too; that is told by itself.
        case .handle: return build.hasHandle ? nil : "a handle that is not there"
        case .force:
            guard isForcing else { return "forced by nobody" }
            let rested = shutSince.map { now - $0 > 200 } ?? false
            let isSeen = policy.hasContact && policy.alarmsForcedOpen && !contactIsCut && hasPower
            if isSeen, rested, !isReleased, now - changedAt > 200 { tellsBy = now + 200 }
            return nil
        }
    }

    /// A bolt may still be on its way.
    private func isFree(_ now: Uptime) -> Bool {
        if now - changedAt <= Int64(build.boltMilliseconds) { return true }
        switch build.failure {
        case .failSafe: return isReleased || !hasPower || (panelCalls && build.panelCutsSupply)
        case .failSecure: return isReleased && hasPower
        }
    }
}
