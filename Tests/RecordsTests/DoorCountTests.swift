import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

/// What stays of door decisions after 180 days: how many there were.
@Suite struct DoorCountTests {
    private func words(_ store: RecordStore) -> [String] {
        store.doorCounts.map { month in
            "\(month.month) "
                + month.counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: " ")
        }
    }

    @Test("The lines are gone after 180 days, the counts of their months stay three years, and nobody is in them")
    func retention() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        let id = try store.add("1", card: "AA")
        for day in 0..<60 {
            _ = try store.expire(today: Bench.firstDay + day, at: Bench.now)
            let who = try store.pseudonym(of: id)
            try store.append(JournalDraft(.doors, "granted", pseudonym: who), at: Bench.now)
            if day % 7 == 0 { try store.append(JournalDraft(.doors, "refused", pseudonym: who), at: Bench.now) }
            if day % 5 == 0 { store = try Bench.mount(flash, today: Bench.firstDay + day) }
        }
        // 30 days of March from the 2nd on, 30 of April.
        let expected = ["2026-03 granted 30 refused 5", "2026-04 granted 30 refused 4"]
        #expect(words(store) == expected)
        for days in [60, 240, 241, 900] {
            _ = try store.expire(today: Bench.firstDay + days, at: Bench.now)
            #expect(words(store) == expected)
            #expect(words(try Bench.mountCopy(flash, today: Bench.firstDay + days)) == expected)
        }
        #expect(try store.verify(.doors).lines == 0 && store.verify(.doors).holds)
        _ = try store.expire(today: CivilDay(year: 2029, month: 4, day: 1)!, at: Bench.now)
        #expect(words(store) == expected.suffix(1))
        #expect(words(try Bench.mount(flash, today: CivilDay(year: 2029, month: 5, day: 1)!)).isEmpty)
    }

    @Test("Power is cut at each step of a day's end: every decision is counted once")
    func cut() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        for day in 0..<2 {
            _ = try store.expire(today: Bench.firstDay + day, at: Bench.now)
            for _ in 0..<3 { try store.append(JournalDraft(.doors, "exit"), at: Bench.now) }
        }
        let before = flash.image
        var cuts = 0
        for units in 1... {
            let cut = MemoryFlash(Bench.geometry, image: before)
            let dying = try Bench.mount(cut, today: Bench.firstDay + 1)
            cut.unitsUntilPowerFails = units
            let isCut = (try? dying.expire(today: Bench.firstDay + 2, at: Bench.now)) == nil
            let again = try Bench.mount(
                MemoryFlash(Bench.geometry, image: cut.image), today: Bench.firstDay + 2)
            #expect(words(again) == ["2026-03 exit 6"], "cut \(units)")
            _ = try again.expire(today: Bench.firstDay + 3, at: Bench.now)
            #expect(words(again) == ["2026-03 exit 6"], "cut \(units)")
            guard isCut else { break }
            cuts += 1
        }
        #expect(cuts > 20)
    }

    @Test("Months that wait for a checkpoint are never too long for its batch")
    func manyMonths() throws {
        let store = try Bench.mount(Bench.formatted())
        let line = try store.nextLine(JournalDraft(.doors, "x"), about: nil, at: Bench.now)
        for month in 0..<9 {
            for kind in 0..<20 {
                let name = String(repeating: "k", count: 30) + String(kind + 10)
                let long = JournalLine(
                    .doors, sequence: 1, time: Bench.now, kind: name, previousHash: line.previousHash,
                    detail: line.detail)
                store.tally(long, on: Bench.firstDay + 31 * month)
            }
        }
        #expect(store.doorCounts.count == 2)
        #expect(store.doorCounts.reduce(0) { $0 + $1.counts.values.reduce(0, +) } == 180)
        try store.append(JournalDraft(.doors, "exit"), at: Bench.now)
        _ = try store.expire(today: Bench.firstDay + 1, at: Bench.now)
        #expect(store.uncounted.isEmpty && store.doorTallies.count == 2)
    }
}
