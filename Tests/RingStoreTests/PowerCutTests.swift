import CrashLab
import FlashLab
import Foundation
import RingStore
import SeededRandom
import Testing

/// Power is cut in every step of a run of work, in each of the ways a step can be left, and again during recovery. What must
/// hold then stands at `Inspection`. `Board/crash-lab` does the same a million times.
///
/// A failure begins with the numbers of its cut point: `MENSHEN_CUT=NUMBERS swift test --filter PowerCutTests` reruns it.
@Suite struct PowerCutTests {
    /// By workload: of so many cuts one is tried. Larger units offer fewer.
    private static let strides: KeyValuePairs<UInt64, Int> = [
        1: 4, 2: 15, 5: 24, 12: 15, 32: 15, 33: 4, 36: 15, 62: 5,
    ]

    // 1 and 62 have pages of 512 and 2048 bytes, 2 and 62 an anchor, 5 and 32 an anchor and two media, 12 begins with version 1. 33 and 36
    // have blocks that take no erase; 33 has pages of 512 bytes, and marks them.
    @Test("Cut anywhere: torn units, half-done erases, weak bits", arguments: strides)
    func anywhere(seed: UInt64, stride: Int) throws {
        let (first, _) = try check(Workload(seed: seed), recoverEvery: Int.max, tryEvery: stride)
        #expect(first > 250)
    }

    @Test("Between them these workloads come by everything that a store has to get right") func situations() throws {
        var all = Situations()
        for (seed, _) in Self.strides { all.add(try Workload(seed: seed).situations) }
        #expect(all.missing.isEmpty, "\(all.missing)")
    }

    // 9 has pages of 512 bytes, 15 begins with version 1.
    @Test(
        "Cut anywhere, and again in any step of a recovery",
        arguments: [7: 10, 9: 2, 15: 10] as KeyValuePairs<UInt64, Int>)
    func again(seed: UInt64, stride: Int) throws {
        let (_, second) = try check(Workload(seed: seed, calls: 20), recoverEvery: 6, tryEvery: stride)
        #expect(second > 250)
    }

    @Test("The one whose numbers are in MENSHEN_CUT", .enabled(if: Self.wanted != nil))
    func rerun() throws {
        let point = try #require(CutPoint(Self.wanted ?? ""), "MENSHEN_CUT is WORKLOAD.STEP.WAY[.STEP.WAY]")
        let laboratory = Laboratory(try Workload(seed: point.workload), recoverEvery: 1)
        let found = try #require(laboratory.rerun(point), "there is no such cut point")
        #expect(found == nil, "\(found!)")
    }

    private static var wanted: String? { ProcessInfo.processInfo.environment["MENSHEN_CUT"] }

    /// - Returns: how many first and second cuts were tried.
    private func check(_ workload: Workload, recoverEvery: Int, tryEvery: Int) throws -> (first: Int, second: Int) {
        var first = 0, second = 0
        #expect(workload.fault == nil)
        Laboratory(workload, recoverEvery: recoverEvery, tryEvery: tryEvery).run { point, violation in
            if point.second == nil { first += 1 } else { second += 1 }
            if let violation { Issue.record("\(violation)") }
            return true
        }
        return (first, second)
    }

    @Test("Cut at the same place of recovery again and again: blocks do not run out")
    func endlessly() throws {
        var generator = SplitMix64(seed: 6)
        for seed in 10..<16 as Range<UInt64> {
            let workload = try Workload(seed: seed, calls: 60)
            let number = generator.below(workload.steps.count)
            var medium = workload.medium(before: number)
            cut(workload.steps[number], number, &medium, &generator)
            let checked = Laboratory(workload, recoverEvery: 1)
            for round in 0..<80 {
                let flash = medium.flash(reading: WeakReading.allCases[generator.below(3)])
                _ = try workload.mount(flash, before: number, salt: 100 + UInt64(round))
                if flash.steps.isEmpty { break }
                let stop = generator.below(flash.steps.count)
                for step in flash.steps[..<stop] { medium.apply(step) }
                cut(flash.steps[stop], stop, &medium, &generator)
            }
            let fault = checked.fault(on: medium, cutIn: number)
            #expect(fault == nil, "workload \(seed), step \(number): \(fault!)")
        }
    }

    private func cut(_ step: LabFlash.Step, _ number: Int, _ medium: inout Medium, _ generator: inout SplitMix64) {
        let ways = PowerCut.allWays(
            of: step, at: number, seed: generator.next() >> 8, unitBytes: medium.geometry.programUnitBytes)
        ways[generator.below(ways.count)].apply(step, to: &medium)
    }

    @Test("Uncommitted is unreadable: a batch without its mark cannot be decrypted even before mount has erased it")
    func uncommitted() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.append(["neighbour"])
        let before = flash.steps.count
        try store.append(["torn enrolment"])
        // records, mark: everything but the last step.
        var image = flash.image
        guard case .program(let block, let offset, let bytes) = flash.steps.last, bytes.count == 16 else {
            Issue.record("the last step is not the mark")
            return
        }
        #expect(flash.steps.count - before == 2)
        for index in 0..<16 { image[block * 4096 + offset + index] = 0xFF }
        let cut = LabFlash(Bench.geometry, image: image)
        #expect(readableTexts(cut) == ["neighbour"])
        let mounted = try Bench.mount(cut)
        #expect(mounted.mountReport.unfinishedBatches == 1)
        #expect(try mounted.contents().values.sorted() == ["neighbour"])
        #expect(cut.image[block * 4096 + offset - 64] == 0xFF, "its block was erased")
    }
}
