import SeededRandom
import Testing
import Timekeeping

@testable import Door

/// Other times while the door works: from any state, at any instant. Random days of it are in `DoorDaysTests`.
@Suite("Times that are changed while the door works") struct PolicyChangeTests {
    private static func policies() -> [DoorPolicy] {
        [(100, 1_000, true), (3_000, 30_000, true), (60_000, 3_600_000, false)].map { strike, held, relocks in
            var policy = DoorPolicy(
                strikeMilliseconds: strike, heldOpenMilliseconds: held, relocksOnClose: relocks)
            policy.heldOpenWarningMilliseconds = min(600_000, held / 2)
            policy.stuckMilliseconds = max(5_000, strike)
            return policy
        }
    }

    /// Every state of the table, under every policy, and every other policy to go to.
    private static func forEachChange(_ body: (DoorMachine, DoorPolicy, Uptime) -> Void) {
        for way in DoorTableTests.ways {
            for old in policies() {
                let (door, now) = DoorTableTests.door(way.events, old)
                for new in policies() { body(door, new, now) }
            }
        }
    }

    @Test("nothing moves, and no deadline is another one") func nothingMoves() {
        Self.forEachChange { door, new, now in
            var changed = door, same = door
            changed.adopt(new)
            #expect(changed.state == same.state && changed.nextDeadline == same.nextDeadline)
            #expect(changed.handle(.tick, at: now) == same.handle(.tick, at: now))
        }
    }

    @Test("fire and the exit button are answered as if nothing had been changed; nobody loses time")
    func egress() {
        Self.forEachChange { door, new, now in
            for event in [DoorEvent.fire, .exit(isPressed: true)] {
                var changed = door
                changed.adopt(new)
                let before = changed.state.releases.timedUntil
                #expect(changed.handle(event, at: now).first == .strikeUnlock(event == .fire ? .fire : .exit))
                guard event != .fire else { continue }
                let wanted = now + Int64(new.strikeMilliseconds)
                #expect(changed.state.releases.timedUntil == max(wanted, before ?? wanted))
            }
        }
    }

    /// Ticks on time, and the leaf moves; nobody asks.
    @Test("an opening that is under way goes on, to its end, by the times it began with") func underWay() {
        Self.forEachChange { door, new, start in
            for seed in UInt64(0)..<12 {
                var random = SplitMix64(seed: seed)
                var changed = door, same = door
                guard same.state.isReleased, same.state.releases.latches.isEmpty else { return }
                changed.adopt(new)
                var now = start
                for _ in 0..<20 where same.state.isReleased {
                    var event = [DoorEvent.contactOpened, .contactClosed, .tick][random.below(3)]
                    let next = now + Int64(random.below([50, 500, 4_000][random.below(3)]))
                    if let deadline = same.nextDeadline, deadline <= next {
                        (now, event) = (max(now, deadline), .tick)
                    } else {
                        now = next
                    }
                    let actions = changed.handle(event, at: now)
                    #expect(actions.strike == same.handle(event, at: now).strike)
                    #expect(changed.state.releases == same.state.releases)
                }
            }
        }
    }

    @Test("whoever asks after it gets the new times, and the next opening relocks by the new rule") func next() {
        for old in Self.policies() {
            for new in Self.policies() {
                var (door, now) = DoorTableTests.door([], old)
                door.adopt(new)
                _ = door.handle(.grant(isExtended: false), at: now)
                #expect(door.state.releases.timedUntil == now + Int64(new.strikeMilliseconds))
                _ = door.handle(.contactOpened, at: now)
                #expect(door.state.opening?.alarmsAt == now + Int64(new.heldOpenMilliseconds))
                _ = door.handle(.contactClosed, at: now)
                #expect((door.state.phase == .secured) == new.relocksOnClose)
            }
        }
    }
}

extension [DoorAction] {
    /// Only what moves the strike.
    fileprivate var strike: [DoorAction] {
        filter {
            switch $0 {
            case .strikeUnlock, .strikeLock: true
            case .alarmStart, .alarmStop, .output, .interlocked: false
            }
        }
    }
}
