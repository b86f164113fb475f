import FlashLab
import RingStore
import SeededRandom
import Testing
import Timekeeping

/// What is done while nothing waits: it changes nothing that can be read, it ends, and afterwards appends wait for no erase.
@Suite struct PrepareTests {
    private static let journal = Bench.ring

    @Test("After preparing, a block's worth of lines is appended without an erase, day after day", arguments: 1...6)
    func ready(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let flash = try Bench.formatted(seed: seed)
        var store = try Bench.mount(flash)
        var blocksFilled = 0, steps = 0
        for day in 0..<60 {
            let today = Bench.firstDay + day
            _ = try store.expire(today: today)
            if day % 11 == 10 { store = try Bench.mount(flash, today: today, seed: UInt64(day)) }
            while try store.prepare(Self.journal, for: .after(today + 1)) { steps += 1 }
            flash.forgetSteps()
            var room = Bench.geometry.blockBytes - 96 - 400
            while room > 0 {
                let line = text(day, Int.random(in: 0...200, using: &generator))
                room -= RecordBatch.storedBytes(bodyBytes: [line.utf8.count + 2])
                try store.append([line], expiry: .after(today + 1), to: Self.journal)
            }
            blocksFilled += 1
            #expect(flash.steps.allSatisfy { if case .erase = $0 { false } else { true } }, "day \(day)")
        }
        #expect(blocksFilled == 60 && steps > 60)
    }

    @Test("Without it an append does the same work itself, and nobody sees a difference") func without() throws {
        let (with, without) = try (Bench.mount(Bench.formatted()), Bench.mount(Bench.formatted()))
        var prepared = 0, wasEverNeeded = false
        for day in 0..<40 {
            let today = Bench.firstDay + day
            for store in [with, without] {
                _ = try store.expire(today: today)
                for number in 0..<9 {
                    try store.append([text(day, number * 30)], expiry: .after(today + 1), to: Self.journal)
                }
            }
            let before = with.erases
            while try with.prepare(Self.journal, for: .after(today + 1)) { prepared += 1 }
            wasEverNeeded = wasEverNeeded || with.erases > before
            #expect(try with.contents(of: Self.journal) == without.contents(of: Self.journal))
        }
        #expect(prepared > 0 && wasEverNeeded)
    }

    @Test("A ring full of life is left alone") func full() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        var count = 0
        while (try? store.append([text(0, 300)], to: Self.journal)) != nil { count += 1 }
        #expect(count > 3)
        var steps = 0
        while try store.prepare(Self.journal, for: .never) { steps += 1 }
        #expect(steps < 20)
        let erases = store.erases
        for _ in 0..<5 { #expect(try store.prepare(Self.journal, for: .never) == false) }
        #expect(store.erases == erases && store.records(in: Self.journal).count == count)
    }

    @Test("The root log goes on in its other block before it is full") func root() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        var renewals = 0
        for hour in 1...500 {
            flash.forgetSteps()
            try store.raiseFloor(to: WallTime(seconds: Bench.now.seconds + Int64(hour)))
            #expect(flash.steps.count == 1, "hour \(hour)")
            while try store.prepare(Self.journal, for: .never) { renewals += 1 }
        }
        #expect(renewals > 2)
    }

    @Test("A store that must be mounted anew, and a day that has passed, prepare nothing") func refused() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        #expect(try store.prepare(Self.journal, for: .after(Bench.firstDay + -1)) == false)
        flash.stepsUntilGone = 0
        #expect(throws: RingStoreError.self) { try store.prepare(Self.journal, for: .after(Bench.firstDay)) }
        #expect(store.mustRemount)
        #expect(try store.prepare(Self.journal, for: .after(Bench.firstDay)) == false)
    }

    private func text(_ day: Int, _ count: Int) -> String { "day \(day) " + String(repeating: "~", count: count) }
}
