import Door
import Foundation
import SeededRandom
import Testing
import Timekeeping

@Suite("Random days of a door") struct DoorDaysTests {
    private static func checkers(changesPolicy: Bool) -> [any Checker] {
        [
            EgressNeverWaits(), StrikeKeepsItsTime(), AlarmsArePaired(), DeadlinesLieAhead(), ForcedIsForced(),
        ] + (changesPolicy ? [] : [RelaysFollow(), HeldOpenInTime()])
    }

    /// Any door that can be built and configured.
    static func policy(_ random: inout SplitMix64) -> DoorPolicy {
        let (strike, held) = [(100, 1_000), (3_000, 30_000), (60_000, 2_000)].randomElement(using: &random)!
        var policy = DoorPolicy(
            strikeMilliseconds: strike, heldOpenMilliseconds: held, hasContact: random.below(4) > 0,
            hasExitButton: random.below(4) > 0, mode: random.below(2) == 0 ? .toggle : .momentary)
        change(&policy, &random)
        return policy
    }

    /// Other times for a door that is built as it was.
    static func change(_ policy: inout DoorPolicy, _ random: inout SplitMix64) {
        let (strike, held) = [(100, 1_000), (3_000, 30_000), (60_000, 2_000)].randomElement(using: &random)!
        (policy.strikeMilliseconds, policy.heldOpenMilliseconds) = (strike, held)
        policy.extendedStrikeMilliseconds = [100, 9_000, 60_000][random.below(3)]
        policy.extendedHeldOpenMilliseconds = [1_000, 60_000][random.below(2)]
        policy.heldOpenWarningMilliseconds = [0, 500, 10_000][random.below(3)]
        policy.stuckMilliseconds = [5_000, 60_000][random.below(2)]
        policy.alarmMilliseconds = [0, 3_000, 30_000][random.below(3)]
        policy.callMilliseconds = [0, 1_000][random.below(2)]
        policy.relocksOnClose = random.below(2) == 0
        policy.alarmsForcedOpen = random.below(4) > 0
        policy.buzzesWarnings = random.below(2) == 0
    }

    /// Days of 1,000 steps, each under another policy: a million steps with `MENSHEN_DAYS=1000`.
    private static let dayCount = UInt64(ProcessInfo.processInfo.environment["MENSHEN_DAYS"] ?? "") ?? 50

    @Test("Nothing that must always hold is ever broken", arguments: 0..<10 as Range<UInt64>)
    func days(tenth: UInt64) {
        for seed in stride(from: tenth, to: Self.dayCount, by: 10) {
            if let failure = Self.day(seed: seed, steps: 1_000, changesPolicy: false) {
                Issue.record("seed=\(seed) \(failure)")
                return
            }
        }
    }

    @Test("Nor when the times change again and again", arguments: 10_000..<10_040 as Range<UInt64>)
    func changingDays(seed: UInt64) {
        let failure = Self.day(seed: seed, steps: 500, changesPolicy: true)
        #expect(failure == nil, "seed=\(seed)")
    }

    /// A deadline is met by a tick on time, or is sometimes late.
    private static func day(seed: UInt64, steps: Int, changesPolicy: Bool) -> String? {
        var random = SplitMix64(seed: seed)
        var policy = policy(&random)
        var checkers = checkers(changesPolicy: changesPolicy)
        var now = Uptime(milliseconds: 0)
        var door = DoorMachine(policy, at: now)
        for index in 0..<steps {
            if changesPolicy && random.below(5) == 0 {
                change(&policy, &random)
                door.adopt(policy)
            }
            let next = now + Int64(random.below([10, 500, 5_000, 40_000][random.below(4)]))
            var event = DoorEvent.samples[random.below(DoorEvent.samples.count)]
            if let deadline = door.nextDeadline, deadline <= next, random.below(2) == 0 {
                (now, event) = (max(now, deadline), .tick)
            } else {
                now = next
            }
            let actions = door.handle(event, at: now)
            let step = Step(event: event, at: now, actions: actions, door: door)
            for checker in checkers.indices {
                guard let why = checkers[checker].check(step, policy) else { continue }
                return
                    "step=\(index) event=\(event) phase=\(door.state.phase) actions=\(actions): \(type(of: checkers[checker])): \(why)"
            }
        }
        return nil
    }

    @Test("The same events at the same times give the same actions") func replay() {
        var random = SplitMix64(seed: 7)
        var a = DoorMachine(Self.policy(&random), at: Uptime(milliseconds: 0))
        var b = a
        for step in 0..<1000 {
            let event = DoorEvent.samples[random.below(DoorEvent.samples.count)]
            let at = Uptime(milliseconds: Int64(step) * 700)
            #expect(a.handle(event, at: at) == b.handle(event, at: at))
        }
        #expect(a.state == b.state)
    }
}
