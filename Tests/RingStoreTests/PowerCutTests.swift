import SeededRandom
import FlashLab
import RingStore
import Testing
import Timekeeping

/// Power is cut in every step of a run of work, in each of the ways a step can be left. After each cut: mount succeeds, every
/// call that had returned has its effect, the one under way has all of it or nothing, nothing deleted or expired can be read
/// by the store or by the examiner, and work goes on.
@Suite struct PowerCutTests {
    @Test("Cut everywhere", arguments: [1, 2, 3] as [UInt64])
    func everywhere(seed: UInt64) throws {
        let workload = try Workload(calls: 60, seed: seed)
        var cuts = 0
        try forEachCut(of: workload, seed: seed) { cut, medium, checkpoint in
            cuts += 1
            try check(medium.flash, workload, checkpoint, examine: cuts % 5 == 0, "\(cut) workload=\(seed)")
        }
        #expect(cuts > 800)
    }

    @Test("Cut again while recovering", arguments: [4, 5] as [UInt64])
    func again(seed: UInt64) throws {
        let workload = try Workload(calls: 40, seed: seed)
        var (cuts, number) = (0, 0)
        try forEachCut(of: workload, seed: seed) { cut, medium, checkpoint in
            number += 1
            guard number % 11 == 0 else { return }
            let first = medium.flash
            _ = try Bench.mount(first, today: workload.today(at: checkpoint), seed: seed)
            var during = medium
            for (index, step) in first.steps.enumerated() {
                for again in PowerCut.ways(of: step, at: index, seed: cut.seed, unitBytes: 16) {
                    cuts += 1
                    var left = during
                    again.apply(step, to: &left)
                    try check(
                        left.flash, workload, checkpoint, examine: cuts % 7 == 0,
                        "\(cut), then \(again) workload=\(seed)")
                }
                during.apply(step)
            }
        }
        #expect(cuts > 300)
    }

    @Test("Cut at the same place of recovery again and again: blocks do not run out")
    func endlessly() throws {
        let workload = try Workload(calls: 60, seed: 6)
        var generator = SplitMix64(seed: 6)
        for _ in 0..<12 {
            let number = Int.random(in: 0..<workload.steps.count, using: &generator)
            var medium = workload.medium(before: number)
            let ways = PowerCut.ways(of: workload.steps[number], at: number, seed: 6, unitBytes: 16)
            ways.randomElement(using: &generator)!.apply(workload.steps[number], to: &medium)
            let checkpoint = workload.checkpoint(before: number)
            for round in 0..<80 {
                let flash = medium.flash
                _ = try Bench.mount(flash, today: workload.today(at: checkpoint), seed: UInt64(round))
                if flash.steps.isEmpty { break }
                let stop = Int.random(in: 0..<flash.steps.count, using: &generator)
                for step in flash.steps[..<stop] { medium.apply(step) }
                let ways = PowerCut.ways(of: flash.steps[stop], at: stop, seed: UInt64(round), unitBytes: 16)
                ways.randomElement(using: &generator)!.apply(flash.steps[stop], to: &medium)
            }
            try check(medium.flash, workload, checkpoint, examine: true, "endless step=\(number)")
        }
    }

    @Test("Uncommitted is unreadable: a batch without its mark cannot be decrypted even before mount has erased it")
    func uncommitted() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.append(["neighbour"])
        let before = flash.steps.count
        try store.append(["torn enrolment"])
        // opening, records, mark: everything but the last step.
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

    // MARK: checking

    private func forEachCut(
        of workload: Workload, seed: UInt64, _ body: (PowerCut, Medium, Int) throws -> Void
    ) throws {
        var medium = Medium(Bench.geometry, image: workload.start)
        for (number, step) in workload.steps.enumerated() {
            for cut in PowerCut.ways(of: step, at: number, seed: seed, unitBytes: 16) {
                var left = medium
                cut.apply(step, to: &left)
                try body(cut, left, workload.checkpoint(before: number))
            }
            medium.apply(step)
        }
    }

    private func check(
        _ flash: LabFlash, _ workload: Workload, _ checkpoint: Int, examine: Bool, _ label: String
    ) throws {
        let before = workload.checkpoints[checkpoint].model, after = workload.checkpoints[checkpoint + 1].model
        let store: RingStore
        do { store = try Bench.mount(flash, today: after.today, seed: 77) } catch {
            Issue.record("\(label): mount: \(error)")
            return
        }
        #expect(!store.mountReport.isDamaged, "\(label): \(store.mountReport)")
        for ring in Workload.rings {
            let found = try store.contents(of: ring)
            expectBetween(found, before, after, ring, label)
        }
        if examine {
            let readable = Set(readableTexts(flash))
            let forbidden = readable.intersection(before.gone.union(expired(before, after)))
            #expect(forbidden.isEmpty, "\(label): \(forbidden.map { $0.prefix(12) })")
            // What was never committed is not readable either.
            let known = Set(Workload.rings.flatMap { try! store.contents(of: $0).values })
            let inFlight = Set(Workload.rings.flatMap { after.contents(of: $0).values })
                .subtracting(Workload.rings.flatMap { before.contents(of: $0).values })
            #expect(readable.intersection(inFlight).isSubset(of: known), "\(label): uncommitted is readable")
        }
        // Work goes on, and is there after the next mount.
        let expected = try store.contents()
        do throws(RingStoreError) {
            let id = try store.append(["work goes on"])[0]
            let again = try Bench.mount(flash, today: after.today, seed: 78)
            let found = try again.contents()
            #expect(found == with(expected) { $0[id.number] = "work goes on" }, "\(label)")
        } catch {
            guard case .full = error.code else {
                Issue.record("\(label): work does not go on: \(error)")
                return
            }
        }
    }

    private func expired(_ before: Model, _ after: Model) -> Set<String> {
        Set(before.entries.values.flatMap(\.values).filter { $0.expiry.hasPassed(on: after.today) }.map(\.text))
    }

    /// All of the call under way or nothing; of several deletions in one call, any part.
    private func expectBetween(
        _ found: [UInt64: String], _ before: Model, _ after: Model, _ ring: RingID, _ label: String
    ) {
        let old = before.contents(of: ring), new = after.contents(of: ring)
        if found == old && after.today == before.today || found == new { return }
        let isDeletion = Set(new.keys).isSubset(of: old.keys) && new.allSatisfy { old[$0.key] == $0.value }
        let lies = found.allSatisfy { old[$0.key] == $0.value } && new.allSatisfy { found[$0.key] == $0.value }
        #expect(
            isDeletion && lies && before.today == after.today,
            "\(label) ring \(ring.number): \(difference(found, old, new))")
    }

    private func difference(_ found: [UInt64: String], _ old: [UInt64: String], _ new: [UInt64: String]) -> String {
        "found \(found.keys.sorted()), before \(old.keys.sorted()), after \(new.keys.sorted())"
    }
}

extension Workload {
    /// The last checkpoint that the calls before this step had reached.
    func checkpoint(before step: Int) -> Int {
        checkpoints.lastIndex { $0.steps <= step }!
    }

    func today(at checkpoint: Int) -> CivilDay { checkpoints[checkpoint + 1].model.today }

    func medium(before step: Int) -> Medium {
        var medium = Medium(Bench.geometry, image: start)
        for step in steps[..<step] { medium.apply(step) }
        return medium
    }
}
