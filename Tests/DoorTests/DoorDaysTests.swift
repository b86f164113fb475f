import SeededRandom
import Door
import Testing
import Timekeeping

/// One step of a random day, as the checkers see it.
struct Step {
    let event: DoorEvent
    let at: Uptime
    let actions: [DoorAction]
    let door: DoorMachine
}

/// Looks at every step of a day, knows nothing of the machine's table.
protocol Checker {
    mutating func check(_ step: Step, _ policy: DoorPolicy) -> String?
}

/// Fire and the exit button are answered first, in the same step, in any state.
struct EgressNeverWaits: Checker {
    mutating func check(_ step: Step, _ policy: DoorPolicy) -> String? {
        let isEgress = step.event == .fire || (step.event == .exitButton && policy.hasExitButton)
        if isEgress && (step.actions.first != .strikeUnlock || step.actions.contains(.strikeLock)) {
            return "egress waits"
        }
        return nil
    }
}

/// The strike is released exactly while a request or a fire says so, and never past its time.
struct StrikeKeepsItsTime: Checker {
    var isReleased = false
    var until: Uptime?
    var isFire = false

    mutating func check(_ step: Step, _ policy: DoorPolicy) -> String? {
        switch step.event {
        case .fire: isFire = true
        case .fireReset: isFire = false
        case .grant: if !isFire { until = step.at + Int64(policy.strikeMilliseconds) }
        case .exitButton: if policy.hasExitButton { until = step.at + Int64(policy.strikeMilliseconds) }
        case .test: if !isFire && !isReleased { until = step.at + Int64(DoorMachine.testMilliseconds(policy)) }
        case .contactOpened, .contactClosed, .tick: break
        }
        for action in step.actions {
            if action == .strikeUnlock { isReleased = true }
            if action == .strikeLock {
                if isFire { return "locked during a fire" }
                if !isReleased { return "locked twice" }
                isReleased = false
            }
        }
        if isFire && !isReleased { return "not released during a fire" }
        if isReleased && !isFire && !(until.map { $0 > step.at } ?? false) { return "released past its time" }
        if isReleased != step.door.state.isReleased { return "the state says released: \(step.door.state.isReleased)" }
        return nil
    }
}

/// An alarm starts when none sounds, stops when it sounds, and sounds only while the door is open and there is no fire.
struct AlarmsArePaired: Checker {
    var sounding: DoorAlarm?
    mutating func check(_ step: Step, _ policy: DoorPolicy) -> String? {
        for action in step.actions {
            switch action {
            case .alarmStart(let alarm):
                if sounding != nil { return "two alarms" }
                sounding = alarm
            case .alarmStop(let alarm):
                if sounding != alarm { return "stopped an alarm that did not sound" }
                sounding = nil
            case .strikeUnlock, .strikeLock: break
            }
        }
        if sounding != nil && !policy.hasContact { return "an alarm without a contact" }
        if sounding != nil && (step.event == .fire || step.event == .contactClosed) { return "the alarm goes on" }
        return sounding == step.door.state.alarm ? nil : "the state has another alarm"
    }
}

/// A deadline lies ahead after every step, and there is one whenever time has to end something.
struct DeadlinesLieAhead: Checker {
    mutating func check(_ step: Step, _ policy: DoorPolicy) -> String? {
        if let deadline = step.door.nextDeadline, deadline <= step.at { return "a deadline is past" }
        if case .evacuating = step.door.state { return nil }
        if step.door.state.isReleased && step.door.nextDeadline == nil { return "nothing ends the release" }
        return nil
    }
}

/// Closing locks where that is configured, unless somebody asked while the door was open.
struct ClosingLocks: Checker {
    var asked = false
    var isOpen = false
    var isFire = false
    mutating func check(_ step: Step, _ policy: DoorPolicy) -> String? {
        defer {
            switch step.event {
            case .fire: isFire = true
            case .fireReset: isFire = false
            case .contactOpened:
                if !isOpen { asked = false }
                isOpen = true
            case .contactClosed: isOpen = false
            case .grant: if isOpen && !isFire { asked = true }
            case .exitButton: if isOpen && policy.hasExitButton { asked = true }
            case .tick, .test: break
            }
            // An evacuation forgets who asked before it, except for a pending exit: not this checker's matter.
            if isFire { asked = true }
        }
        guard policy.hasContact, policy.relocksOnClose, step.event == .contactClosed, isOpen, !isFire, !asked else {
            return nil
        }
        return step.door.state.isReleased ? "closed and still released" : nil
    }
}

@Suite("Random days of a door") struct DoorDaysTests {
    static let policies: [DoorPolicy] = [true, false].flatMap { contact in
        [true, false].flatMap { exit in
            [true, false].flatMap { relock in
                [(100, 1000), (3000, 30_000), (60_000, 2000)].map { strike, held in
                    DoorPolicy(
                        strikeMilliseconds: strike, heldOpenMilliseconds: held, hasContact: contact,
                        hasExitButton: exit,
                        relocksOnClose: relock)
                }
            }
        }
    }

    @Test("Nothing that must always hold is ever broken", arguments: Array(policies.indices)) func days(
        policyIndex: Int
    ) {
        let policy = Self.policies[policyIndex]
        for seed in UInt64(0)..<40 {
            if let failure = day(policy, seed: seed) {
                Issue.record("policy=\(policyIndex) seed=\(seed) \(failure)")
                return
            }
        }
    }

    /// 200 events; a deadline is met by a tick on time, or is sometimes late.
    private func day(_ policy: DoorPolicy, seed: UInt64) -> String? {
        var random = SplitMix64(seed: seed)
        var checkers: [any Checker] = [
            EgressNeverWaits(), StrikeKeepsItsTime(), AlarmsArePaired(), DeadlinesLieAhead(), ClosingLocks(),
        ]
        var now = Uptime(milliseconds: 0)
        var door = DoorMachine(policy, at: now)
        for index in 0..<200 {
            let gap = Int64.random(in: 0...[10, 500, 5000, 40_000].randomElement(using: &random)!, using: &random)
            let next = now + gap
            var event = DoorEvent.allCases.randomElement(using: &random)!
            if let deadline = door.nextDeadline, deadline <= next, Bool.random(using: &random) {
                (now, event) = (deadline, .tick)
            } else {
                now = next
            }
            let actions = door.handle(event, at: now)
            let step = Step(event: event, at: now, actions: actions, door: door)
            for checker in checkers.indices {
                if let why = checkers[checker].check(step, policy) {
                    return
                        "step=\(index) event=\(event) state=\(door.state) actions=\(actions): \(type(of: checkers[checker])): \(why)"
                }
            }
        }
        return nil
    }

    @Test("The same events at the same times give the same actions") func replay() {
        var random = SplitMix64(seed: 7)
        let policy = Self.policies[1]
        var a = DoorMachine(policy, at: Uptime(milliseconds: 0))
        var b = a
        for step in 0..<1000 {
            let event = DoorEvent.allCases.randomElement(using: &random)!
            let at = Uptime(milliseconds: Int64(step) * 700)
            #expect(a.handle(event, at: at) == b.handle(event, at: at))
        }
        #expect(a.state == b.state)
    }
}
