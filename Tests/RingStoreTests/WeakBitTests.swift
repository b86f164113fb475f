import FlashLab
import RingStore
import Testing
import Timekeeping

/// A cut leaves bits that read one way at this mount and another way at the next one. What a mount has told must stay so.
@Suite struct WeakBitTests {
    private static let today = Bench.firstDay + 2
    private static let rings = [RingID(1), RingID(2)]

    /// Everything that can be cut: a new day's key, batches, a revision, a deletion with and without survivors, a day's end, a
    /// floor, a mount.
    private struct Run {
        let start: [UInt8]
        private(set) var steps: [LabFlash.Step] = []

        init() throws {
            let flash = try Bench.formatted()
            let before = try Bench.mount(flash)
            try before.append(["resident"])
            try before.append(["early"], expiry: .after(Bench.firstDay))
            let alone = try before.append(["alone"], to: RingID(2))
            _ = try Bench.mount(flash, seed: 3)
            flash.forgetSteps()
            start = flash.image
            var store = try Bench.mount(flash, seed: 4)
            _ = try store.delete(alone, in: RingID(2))
            let first = try store.append(["one", "two"], expiry: .after(Bench.firstDay + 5))
            try store.append(["three"], replacing: nil, to: RingID(2))
            _ = try store.expire(today: WeakBitTests.today)
            _ = try store.delete([first[0]], in: Bench.ring)
            try store.append(["four"], expiry: .after(Bench.firstDay + 7))
            try store.raiseFloor(to: WallTime(seconds: Bench.now.seconds + 60))
            store = try Bench.mount(flash, today: WeakBitTests.today, seed: 5)
            try store.append(["five"])
            steps = flash.steps
        }
    }

    private struct Seen: Equatable {
        var contents: [[UInt64: String]]
        var floorSeconds: Int64
        var isDamaged: Bool
    }

    private func see(_ flash: LabFlash, _ reading: WeakReading) throws -> Seen {
        flash.reading = reading
        let store = try Bench.mount(flash, today: Self.today, seed: 8)
        return Seen(
            contents: try Self.rings.map { ring throws in try store.contents(of: ring) },
            floorSeconds: store.floor.seconds, isDamaged: store.mountReport.isDamaged)
    }

    @Test(
        "Whatever a mount has told, the next one tells, however the bits of a torn program read by then",
        arguments: [
            [.programmed, .blank, .programmed], [.blank, .programmed, .blank], [.unsteady, .blank, .programmed],
        ] as [[WeakReading]])
    func steadfast(readings: [WeakReading]) throws {
        let run = try Run()
        var medium = Medium(Bench.geometry, image: run.start)
        var cuts = 0
        for (number, step) in run.steps.enumerated() {
            defer { medium.apply(step) }
            guard case .program(_, _, let bytes) = step else { continue }
            for (unit, seed) in product([0, bytes.count / 16 - 1], 1...4) {
                let cut = PowerCut(step: number, remains: .unsteadyUnit(unit), seed: UInt64(seed))
                var left = medium
                cut.apply(step, to: &left)
                let flash = left.flash
                let told = try see(flash, readings[0])
                #expect(!told.isDamaged, "\(cut)")
                for reading in readings.dropFirst() { #expect(try see(flash, reading) == told, "\(cut), \(reading)") }
                if seed > 2 { try workOn(left.flash, readings, "\(cut)") }
                cuts += 1
            }
        }
        #expect(cuts > 300)
    }

    /// What is written after the first mount stands on no weak bits either, nor on a key that does.
    private func workOn(_ flash: LabFlash, _ readings: [WeakReading], _ label: String) throws {
        flash.reading = readings[0]
        let store = try Bench.mount(flash, today: Self.today, seed: 9)
        for (ring, days) in [(1, 5), (1, 7), (2, 5)] {
            try store.append(["work"], expiry: .after(Bench.firstDay + days), to: RingID(UInt8(ring)))
        }
        let told = try Self.rings.map { ring throws in try store.contents(of: ring) }
        for reading in readings.dropFirst() {
            let seen = try see(flash, reading)
            #expect(seen.contents == told && !seen.isDamaged, "\(label), \(reading), after work")
        }
    }

    @Test("The same when the recovery is cut as well, before each of its steps")
    func steadfastAfterTwo() throws {
        let run = try Run()
        var medium = Medium(Bench.geometry, image: run.start)
        var cuts = 0
        for (number, step) in run.steps.enumerated() {
            defer { medium.apply(step) }
            // Marks, and slots and headers of the root.
            guard case .program(let block, _, let bytes) = step, bytes.count <= 32 || block < 2 else { continue }
            for readings in [[.programmed, .blank], [.blank, .programmed]] as [[WeakReading]] {
                let cut = PowerCut(step: number, remains: .unsteadyUnit(bytes.count / 16 - 1), seed: UInt64(number))
                var left = medium
                cut.apply(step, to: &left)
                let whole = left.flash
                _ = try see(whole, readings[0])
                for stop in whole.steps.indices {
                    var again = left
                    for step in whole.steps[..<stop] { again.apply(step) }
                    let flash = again.flash
                    let told = try see(flash, readings[1])
                    #expect(!told.isDamaged, "\(cut), then before \(stop)")
                    #expect(try see(flash, readings[0]) == told, "\(cut), then before \(stop)")
                    cuts += 1
                }
            }
        }
        #expect(cuts > 300)
    }

    @Test("A block whose opening was begun is erased again, even if it looks blank")
    func opening() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        var medium = Medium(Bench.geometry, image: flash.image)
        flash.forgetSteps()
        try store.append(["first"])
        var openings = 0
        for (number, step) in flash.steps.enumerated() {
            if case .program(let block, 48, let bytes) = step, bytes.count == 48, block > 1 {
                var left = medium
                PowerCut(step: number, remains: .units(0, torn: false), seed: 1).apply(step, to: &left)
                let mounted = try Bench.mount(left.flash)
                #expect(mounted.mountReport.unfinishedErased == [BlockIndex(block)])
                openings += 1
            }
            medium.apply(step)
        }
        #expect(openings == 1)
    }

    private func product(_ a: [Int], _ b: ClosedRange<Int>) -> [(Int, Int)] {
        Set(a).sorted().flatMap { x in b.map { (x, $0) } }
    }
}
