import FlashLab
import RingStore
import Testing
import Timekeeping

/// Expiry and deletion, as the examiner sees them.
@Suite struct ErasureTests {
    @Test("Positive control: the examiner finds what is there, with every key it needs")
    func control() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.append(["alpha"], expiry: .after(Bench.firstDay + 3))
        try store.append(["beta"])
        #expect(readableTexts(flash).sorted() == ["alpha", "beta"])
        let findings = flash.image.withUnsafeBytes {
            FlashSearch($0, geometry: flash.geometry, deviceKey: Bench.deviceKey()).run()
        }
        #expect(findings.keyCount == 2)
        #expect(findings.count(ring: Bench.ring, kind: 1) == 2)
        #expect(findings.unreadableCandidates == 0)
        // Another device's key opens nothing.
        let foreign = flash.image.withUnsafeBytes {
            FlashSearch($0, geometry: flash.geometry, deviceKey: Bench.deviceKey(8)).run()
        }
        #expect(foreign.hits.isEmpty && foreign.keyCount == 0)
    }

    @Test("The examiner is not led astray: moved, shifted and half-wiped records are still found")
    func controlOnDamage() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.append(["alpha"])
        // The block's header is wiped: the store sets the block aside, the examiner guesses the sequence.
        let block = Bench.layout.blocks(ofRing: 1).lowerBound
        for index in 0..<96 { flash.image[block * 4096 + index] = 0 }
        #expect(try Bench.mount(flash).mountReport.setAside == [BlockIndex(block)])
        #expect(readableTexts(flash) == ["alpha"])
    }

    @Test("A deleted record is on no block, nor are its older revisions and copies; the neighbours stay")
    func deletion() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        let neighbours = try store.append(["left", "right"])
        let victim = try store.append(["secret 1"])[0]
        for part in 0..<3 {
            try store.append((0..<6).map { "filler \($0)" + String(repeating: ".", count: 200) })
            try store.append(["secret \(2 + part)"], replacing: victim)
        }
        #expect(readableTexts(flash).filter { $0.hasPrefix("secret") }.count == 4)
        store = try Bench.mount(flash)
        let receipt = try store.delete([victim], in: Bench.ring)
        #expect(receipt.isPhysical && receipt.blocks.count > 1)
        #expect(try neighbours.map { id throws in try store.text(id) } == ["left", "right"])
        #expect(throws: RingStoreError(.noSuchRecord(victim))) { try store.text(victim) }
        #expect(!readableTexts(flash).contains { $0.hasPrefix("secret") })
        #expect(try Bench.mount(flash).contents().values.contains { $0.hasPrefix("secret") } == false)
    }

    @Test("A record is readable through its last day, not returned the day after, and its key is nowhere")
    func expiry() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let short = try store.append(["short"], expiry: .after(Bench.firstDay + 1))[0]
        let long = try store.append(["long"], expiry: .after(Bench.firstDay + 2))[0]
        _ = try store.expire(today: Bench.firstDay + 1)
        #expect(try store.text(short) == "short")
        let report = try store.expire(today: Bench.firstDay + 2)
        #expect(report.keysErased == 1 && report.erasedBlocks.count == 1)
        #expect(report.records[Bench.ring]?.map(\.id) == [short])
        #expect(throws: RingStoreError(.noSuchRecord(short))) { try store.text(short) }
        #expect(try store.text(long) == "long")
        #expect(readableTexts(flash) == ["long"])
    }

    @Test("Days that pass while power is off end before the first read")
    func expiryAtMount() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.append(["short"], expiry: .after(Bench.firstDay + 1))
        try store.append(["long"], expiry: .after(Bench.firstDay + 9))
        let again = try Bench.mount(flash, today: Bench.firstDay + 2)
        #expect(again.mountReport.keysErased == 1 && again.mountReport.expiredRecords == 1)
        #expect(try again.contents().values.sorted() == ["long"])
        #expect(readableTexts(flash) == ["long"])
        // A clock that went back brings nothing back.
        #expect(try Bench.mount(flash, today: Bench.firstDay).contents().values.sorted() == ["long"])
    }

    @Test("A year of days: many cohorts, one key each, generations wear their blocks evenly")
    func manyDays() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        for day in 0..<120 {
            _ = try store.expire(today: Bench.firstDay + day)
            try store.append(["day \(day)"], expiry: .after(Bench.firstDay + day + 20))
            #expect(store.livingKeys <= 22)
        }
        let texts = readableTexts(flash).sorted()
        #expect(texts == (99..<120).map { "day \($0)" }.sorted())
        #expect(store.wear.upperBound > 20)
    }
}

extension StoreLayout {
    /// Where a ring's blocks are: root 2, keys, then ring 1, 2, …
    func blocks(ofRing number: Int) -> Range<Int> {
        let first = 2 + keyBlocks + ringBlocks[..<(number - 1)].reduce(0, +)
        return first..<first + ringBlocks[number - 1]
    }
}
