import FlashLab
import Testing
import Timekeeping

@testable import Records
@testable import RingStore

/// A door that nobody uses for longer than its decisions are kept.
@Suite("A journal whose lines have all expired") struct JournalSeldomTests {
    @Test("Counts go on, numbers go on, and the chain holds, however often it is mounted in between") func seldom()
        throws
    {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        for _ in 0..<3 { try store.append(JournalDraft(.doors, "exit"), at: Bench.now) }
        var number: UInt64 = 3
        for (round, day) in [300, 301, 700, 701, 702, 1500].enumerated() {
            store = try Bench.mount(flash, today: Bench.firstDay + day, seed: UInt64(round) + 3)
            #expect(try store.verify(.doors).holds, "day \(day)")
            if round % 2 == 1 {
                for _ in 0..<2 {
                    number += 1
                    #expect(try store.append(JournalDraft(.doors, "entry"), at: Bench.now) == number)
                }
                #expect(try store.verify(.doors).holds, "day \(day)")
            }
        }
        store = try Bench.mount(flash, today: Bench.firstDay + 1501, seed: 20)
        #expect(store.doorCounts.reduce(0) { $0 + ($1.counts["entry"] ?? 0) } >= 2)
    }

    @Test("A journal that was lost with its block does not pass for an empty one, nor for a new one") func lost() throws
    {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        for _ in 0..<3 { try store.append(JournalDraft(.doors, "exit"), at: Bench.now) }
        store = try Bench.mount(flash, seed: 3)
        #expect(try store.verify(.doors).holds)
        let used = store.ring.layout.blocks(of: .doors).filter { block in
            flash.image[block * flash.geometry.blockBytes + 96] != 0xFF
        }
        flash.faults.unreadable = Set(used)
        store = try Bench.mount(flash, seed: 4)
        #expect(try !store.verify(.doors).holds)
        #expect(try store.append(JournalDraft(.doors, "entry"), at: Bench.now) > 3)
        #expect(try !store.verify(.doors).holds)
        flash.faults.unreadable = []
        store = try Bench.mount(flash, seed: 5)
        #expect(try !store.verify(.doors).holds)
    }

    @Test("Nothing stays of a person who was removed, once the next mount is over") func removal() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        let id = try Array("4711".utf8).withUnsafeBytes { pin in
            try store.addPerson(PersonalNumber("1001")!, pin: pin, at: Bench.now)
        }
        _ = try store.removePerson(id, at: Bench.now)
        store = try Bench.mount(flash, seed: 3)
        let kinds = store.ring.records(in: .people).map(\.kind)
        #expect(!kinds.contains(RecordKind.removal.rawValue))
        store = try Bench.mount(flash, seed: 4)
        #expect(store.mountReport.removalsFinished == 0)
    }
}
