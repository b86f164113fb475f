import FlashLab
import RingStore
import Testing
import Timekeeping

@Suite("Reading everything at once") struct ReadAllTests {
    private func filled() throws -> (flash: LabFlash, store: RingStore) {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        // Several blocks, days, batches of several, a revision, and one that is gone.
        for number in 0..<24 {
            try store.append(
                ["a\(number) " + String(repeating: "~", count: number * 3), "b\(number)"],
                expiry: number % 3 == 0 ? .after(Bench.firstDay + number % 4) : .never)
        }
        let ids = store.records(in: Bench.ring).map(\.id)
        try store.append(["again"], replacing: ids[8])
        _ = try store.delete([ids[10]], in: Bench.ring)
        return (flash, store)
    }

    private func all(_ store: RingStore) throws -> (contents: [UInt64: String], damaged: [RecordID]) {
        var contents: [UInt64: String] = [:]
        let damaged = try store.readAll(in: Bench.ring) { info, reader in
            #expect(contents.updateValue(reader.text(), forKey: info.id.number) == nil, "\(info.id) comes twice")
            #expect(reader.isComplete)
        }
        return (contents, damaged)
    }

    @Test("it gives what reading each gives, before and after a mount and a day") func same() throws {
        let (flash, first) = try filled()
        var store = first
        for days in 0...2 {
            let found = try all(store)
            #expect(found.contents == (try store.contents()))
            #expect(found.contents.count == store.records(in: Bench.ring).count && found.contents.count > 30)
            #expect(found.damaged.isEmpty)
            store = try Bench.mount(flash, today: Bench.firstDay + days)
        }
    }

    @Test("what is not wanted is not opened") func wanted() throws {
        let (_, store) = try filled()
        var seen: [RecordInfo] = []
        _ = try store.readAll(in: Bench.ring, where: { $0.expiry != .never }) { info, _ in seen.append(info) }
        #expect(Set(seen.map(\.id)) == Set(store.records(in: Bench.ring).filter { $0.expiry != .never }.map(\.id)))
        #expect(!seen.isEmpty)
    }

    @Test("what is hidden is not given") func hidden() throws {
        let (_, store) = try filled()
        store.hide(before: Bench.firstDay + 2)
        let found = try all(store).contents
        #expect(Set(found.keys) == Set(store.records(in: Bench.ring).map(\.id.number)))
        #expect(store.records(in: Bench.ring, evenHidden: true).count > found.count)
    }

    @Test("an altered record is named, and the others are read") func damage() throws {
        let (flash, store) = try filled()
        let before = try all(store).contents
        let hits = flash.image.withUnsafeBytes { image in
            FlashSearch(image, geometry: flash.geometry, deviceKey: Bench.deviceKey()).run().hits
        }
        let victim = try #require(hits.first { $0.ring == Bench.ring.number && before[$0.id] != nil })
        flash.image[victim.offset + 64] ^= 1
        let found = try all(store)
        #expect(found.damaged == [RecordID(victim.id)])
        #expect(found.contents == before.filter { $0.key != victim.id })
    }
}
