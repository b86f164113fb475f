import SeededRandom
import Testing
import Timekeeping

@testable import Door

/// Other times while the door works: from any state, at any instant.
@Suite("Times that are changed while the door works") struct PolicyChangeTests {
    private static let times = [(100, 1_000, true), (3_000, 30_000, true), (60_000, 3_600_000, false)]

    private static func policies(hasContact: Bool, hasExitButton: Bool) -> [DoorPolicy] {
        times.map { strike, held, relocks in
            DoorPolicy(
                strikeMilliseconds: strike, heldOpenMilliseconds: held, hasContact: hasContact,
                hasExitButton: hasExitButton, relocksOnClose: relocks)
        }
    }

    /// Every state of the table, under every policy, and every other policy to go to.
    private static func forEachChange(_ body: (DoorState, DoorPolicy, DoorPolicy) -> Void) {
        for state in DoorTableTests.states {
            for (contact, exit) in [(true, true), (true, false), (false, true), (false, false)] {
                let policies = policies(hasContact: contact, hasExitButton: exit)
                for old in policies { for new in policies { body(state, old, new) } }
            }
        }
    }

    private static func door(_ state: DoorState, _ policy: DoorPolicy) -> DoorMachine {
        var door = DoorMachine(policy, at: DoorTableTests.now)
        door.state = state
        return door
    }

    @Test("nothing moves, and no deadline is another one") func nothingMoves() {
        Self.forEachChange { state, old, new in
            var door = Self.door(state, old)
            let deadline = door.nextDeadline
            door.adopt(new)
            #expect(door.state == state && door.nextDeadline == deadline)
        }
    }

    @Test("fire and the exit button are answered as if nothing had been changed; nobody loses time")
    func egress() {
        Self.forEachChange { state, old, new in
            for event in [DoorEvent.fire, .exitButton] {
                var changed = Self.door(state, old), same = changed
                changed.adopt(new)
                let actions = changed.step(event, at: DoorTableTests.now)
                #expect(actions == same.step(event, at: DoorTableTests.now))
                #expect(changed.state.isReleased == same.state.isReleased)
                guard event == .exitButton, new.hasExitButton, let until = changed.state.releasedUntil else { continue }
                let wanted = DoorTableTests.now + Int64(new.strikeMilliseconds)
                #expect(until == max(wanted, state.releasedUntil ?? wanted))
            }
        }
    }

    /// Ticks on time, and the leaf moves; nobody asks.
    @Test("an opening that is under way goes on, to its end, by the times it began with") func underWay() {
        Self.forEachChange { state, old, new in
            if case .evacuating = state { return }
            for seed in UInt64(0)..<12 {
                var random = SplitMix64(seed: seed)
                var changed = Self.door(state, old), same = changed
                guard changed.state.isReleased else { return }
                changed.adopt(new)
                var now = DoorTableTests.now
                for _ in 0..<20 where same.state.isReleased {
                    var event = [DoorEvent.contactOpened, .contactClosed, .tick][random.below(3)]
                    let next = now + Int64(random.below([50, 500, 4_000][random.below(3)]))
                    if let deadline = same.nextDeadline, deadline <= next {
                        (now, event) = (max(now, deadline), .tick)
                    } else {
                        now = next
                    }
                    let actions = changed.handle(event, at: now)
                    #expect(actions == same.handle(event, at: now))
                    #expect(changed.state == same.state)
                }
            }
        }
    }

    @Test("whoever asks after it gets the new times, and the next opening relocks by the new rule") func next() {
        Self.forEachChange { state, old, new in
            guard !state.isReleased, new.hasContact else { return }
            var door = Self.door(state, old)
            door.adopt(new)
            _ = door.step(.grant, at: DoorTableTests.now)
            #expect(door.state.releasedUntil == DoorTableTests.now + Int64(new.strikeMilliseconds))
            guard state == .secured else { return }
            _ = door.step(.contactOpened, at: DoorTableTests.now)
            #expect(door.state.alarmsAt == DoorTableTests.now + Int64(new.heldOpenMilliseconds))
            _ = door.step(.contactClosed, at: DoorTableTests.now)
            #expect((door.state == .secured) == new.relocksOnClose)
        }
    }

    @Test("random days on which the times change again and again", arguments: 0..<60 as Range<UInt64>)
    func days(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var checkers: [any Checker] = [
            EgressNeverWaits(), StrikeKeepsItsTime(), AlarmsArePaired(), DeadlinesLieAhead(),
        ]
        let policies = Self.policies(hasContact: random.below(4) > 0, hasExitButton: random.below(4) > 0)
        var now = Uptime(milliseconds: 0)
        var door = DoorMachine(policies[0], at: now)
        for index in 0..<400 {
            if random.below(5) == 0 { door.adopt(policies[random.below(3)]) }
            let next = now + Int64(random.below([10, 500, 5_000, 40_000][random.below(4)]))
            var event = DoorEvent.allCases[random.below(DoorEvent.allCases.count)]
            if let deadline = door.nextDeadline, deadline <= next, random.below(2) == 0 {
                (now, event) = (deadline, .tick)
            } else {
                now = next
            }
            let policy = door.policy
            let step = Step(event: event, at: now, actions: door.handle(event, at: now), door: door)
            for checker in checkers.indices {
                if let why = checkers[checker].check(step, policy) {
                    Issue.record("seed=\(seed) step=\(index) event=\(event): \(type(of: checkers[checker])): \(why)")
                    return
                }
            }
        }
    }
}
