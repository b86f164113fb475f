import Door
import Foundation
import Hardware
import SeededRandom
import Testing

/// The whole door: a real Controller, its state machine, a lock, a leaf, and everybody who comes to it.
@Suite("Random histories of a doorway") struct DoorHistoryTests {
    /// Days of 500 steps: a million steps with `MENSHEN_DAYS=2000`.
    private static let dayCount = UInt64(ProcessInfo.processInfo.environment["MENSHEN_DAYS"] ?? "") ?? 24

    @Test("What must hold at a door holds, whatever comes", arguments: 0..<8 as Range<UInt64>) func days(part: UInt64) {
        var (passages, thefts, fires, walks, runs) = (0, 0, 0, 0, 0)
        for seed in stride(from: part, to: Self.dayCount, by: 8) {
            var random = SplitMix64(seed: seed)
            var lab = Self.lab(&random, seed: seed)
            for step in 0..<500 {
                lab.step(&random)
                if let failure = lab.failure {
                    Issue.record("seed=\(seed) step=\(step) \(failure)")
                    return
                }
            }
            passages += lab.passages
            thefts += lab.thefts
            fires += lab.fires
            walks += lab.walks
            runs += lab.runs
        }
        #expect(passages > 20 && thefts > 5 && fires > 5 && walks > 5 && runs > 3, "nothing much happened")
    }

    private static func lab(_ random: inout SplitMix64, seed: UInt64) -> DoorLab {
        let failure: DoorPolicy.FailureMode = random.below(2) == 0 ? .failSafe : .failSecure
        var build = SimulatedDoor.Build(failure)
        build.contactIsClosedLoop = random.below(2) == 0
        build.bounceMilliseconds = [0, 12, 18][random.below(3)]
        build.boltMilliseconds = [1, 30, 60][random.below(3)]
        build.closerMilliseconds = [500, 4_000][random.below(2)]
        var policy = DoorPolicy(
            strikeMilliseconds: [100, 3_000, 60_000][random.below(3)],
            heldOpenMilliseconds: [1_000, 30_000][random.below(2)],
            hasContact: random.below(4) > 0, failure: failure, relocksOnClose: random.below(2) == 0)
        policy.heldOpenWarningMilliseconds = [0, 500][random.below(2)]
        policy.stuckMilliseconds = 5_000
        policy.alarmsForcedOpen = random.below(4) > 0
        policy.buzzesWarnings = random.below(2) == 0
        return DoorLab(build, policy, seed: seed &+ 1)
    }
}
