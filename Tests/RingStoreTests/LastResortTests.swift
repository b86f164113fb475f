import FlashLab
import RingStore
import Testing
import Timekeeping

/// More blocks fail at once than a ring has in reserve, while one is in doubt.
@Suite("Every blank block fails") struct LastResortTests {
    /// Ring 1 has eight blocks from here on; twelve of `text` fill one.
    private static let first = Bench.layout.blocks(ofRing: 1).lowerBound
    private static func text(_ number: Int) -> String { "\(100 + number)" + String(repeating: "x", count: 197) }

    /// Three blocks of ring 1 are open, the third one has so many records and is in doubt; all others are dead.
    /// - Parameter expiring: so many of the first block end with the first day.
    private func failing(inDoubt: Int, expiring: Int = 0) throws -> LabFlash {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        for n in 0..<24 + inDoubt {
            try store.append([Self.text(n)], expiry: n < expiring ? .after(Bench.firstDay) : .never)
        }
        flash.faults.dead = Set(Self.first + 3..<Self.first + 8)
        return flash
    }

    /// Each mount finds one more that is dead.
    private func mounted(_ flash: LabFlash, today: CivilDay = Bench.firstDay, seed: UInt64 = 10) throws -> RingStore {
        for salt in 0..<7 as Range<UInt64> {
            if let store = try? Bench.mount(flash, today: today, seed: seed + salt) { return store }
        }
        return try Bench.mount(flash, today: today, seed: seed + 7)
    }

    private func expectWork(on store: RingStore, _ flash: LabFlash, today: CivilDay = Bench.firstDay) throws {
        var expected = try store.contents()
        for _ in 0..<3 {
            let gone = expected.keys.min()!
            _ = try store.delete([RecordID(gone)], in: Bench.ring)
            expected[gone] = nil
        }
        #expect(try store.contents() == expected)
        #expect(try Bench.mount(flash, today: today, seed: 30).contents() == expected)
    }

    @Test("What lives in another block moves behind what is in doubt: nothing is lost, and work goes on") func moves()
        throws
    {
        let flash = try failing(inDoubt: 1)
        let store = try mounted(flash)
        #expect(try store.contents().values.sorted() == (0..<25).map(Self.text))
        #expect(store.mountReport.setAside == (3..<8).map { BlockIndex(Self.first + $0) })
        try expectWork(on: store, flash)
    }

    @Test("A block in which nothing lives any more is taken first") func empty() throws {
        let today = Bench.firstDay + 1
        let flash = try failing(inDoubt: 6, expiring: 12)
        let store = try mounted(flash, today: today)
        #expect(try store.contents().values.sorted() == (12..<30).map(Self.text))
        try expectWork(on: store, flash, today: today)
    }

    @Test("Where nothing can move the store mounts and reads; what would need a block is refused until there is one")
    func stuck() throws {
        let flash = try failing(inDoubt: 6)
        let all = (0..<30).map(Self.text)
        var store = try mounted(flash)
        for seed in 20..<23 as Range<UInt64> {
            #expect(try store.contents().values.sorted() == all)
            #expect(store.mountReport.isDamaged)
            #expect(throws: RingStoreError.self) { try store.append(["more"]) }
            #expect(throws: RingStoreError.self) { try store.delete([RecordID(1)], in: Bench.ring) }
            #expect(try store.contents().values.sorted() == all && !store.mustRemount)
            store = try Bench.mount(flash, seed: seed)
        }
        // Of others than this ring nothing is refused.
        try store.append(["elsewhere"], to: RingID(2))
        // A whole block may go: then the next mount has one.
        _ = try store.delete((1...12).map { RecordID($0) }, in: Bench.ring)
        store = try Bench.mount(flash, seed: 24)
        #expect(try store.contents().values.sorted() == Array(all[12...]))
        try expectWork(on: store, flash)
    }

    @Test("Cut anywhere while it moves: every later mount finds all of it") func cuts() throws {
        let today = Bench.firstDay + 1
        let flash = try failing(inDoubt: 1, expiring: 10)
        let all = (10..<25).map(Self.text)
        // All dead blocks are known but the last one.
        for seed in 10..<15 as Range<UInt64> {
            #expect(throws: RingStoreError.self) { try Bench.mount(flash, today: today, seed: seed) }
        }
        var medium = Medium(Bench.geometry, image: flash.image)
        let dead = flash.faults.dead
        flash.forgetSteps()
        _ = try Bench.mount(flash, today: today, seed: 15)
        var cuts = 0
        for (number, step) in flash.steps.enumerated() {
            for cut in PowerCut.allWays(of: step, at: number, seed: 5, unitBytes: 16) {
                var left = medium
                cut.apply(step, to: &left)
                let torn = left.flash
                torn.faults.dead = dead
                for seed in 16..<18 as Range<UInt64> {
                    #expect(
                        try Bench.mount(torn, today: today, seed: seed).contents().values.sorted() == all,
                        "\(number): \(cut)")
                }
                let store = try Bench.mount(torn, today: today, seed: 18)
                try expectWork(on: store, torn, today: today)
                cuts += 1
            }
            medium.apply(step)
        }
        #expect(cuts > 50)
    }

    @Test("A copy that a cut move has left, damaged since, does not take the place of the one that opens") func twins()
        throws
    {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        for n in 0..<18 { try store.append([Self.text(n)]) }
        // The first survivors of block 5 go to the end of block 6, the others need block 7; there power goes.
        let from = flash.steps.count
        _ = try store.delete([RecordID(1)], in: Bench.ring)
        let steps = flash.steps
        let opening = try #require(
            steps.indices.first {
                if $0 >= from, case .program(Self.first + 2, 48, _) = steps[$0] { true } else { false }
            })
        var medium = Medium(Bench.geometry, image: try Bench.formatted().image)
        for step in steps[..<opening].dropFirst(try Bench.formatted().steps.count) { medium.apply(step) }
        let left = medium.flash
        guard
            case .program(let block, let offset, _)? = steps[from..<opening].first(where: {
                if case .program(Self.first + 1, _, _) = $0 { true } else { false }
            })
        else {
            Issue.record("nothing moves to block 6")
            return
        }
        left.image[block * 4096 + offset + 64] ^= 1
        let all = (1..<18).map(Self.text)
        let again = try Bench.mount(left, seed: 3)
        _ = try again.delete([RecordID(1)], in: Bench.ring)
        #expect(try again.contents().values.sorted() == all)
        for seed in 4..<8 as Range<UInt64> {
            let later = try Bench.mount(left, seed: seed)
            #expect(try later.contents().values.sorted() == all)
        }
    }
}
