import FlashLab
import RingStore
import Testing
import Timekeeping

/// The root log when much has to be carried over, and when one entry of it is damaged.
@Suite("Root log") struct RootLogTests {
    private static let layout = StoreLayout(keyBlocks: 3, ringBlocks: [120, 4, 4])
    private static let ring = Self.layout.blocks(ofRing: 1)

    private static func formatted() throws -> LabFlash {
        let flash = LabFlash(FlashGeometry(blockCount: layout.blockCount, blockBytes: 4096, programUnitBytes: 16))
        try RingStore.format(
            flash, as: .bench, layout: layout, deviceKey: Bench.deviceKey(), now: Bench.now, today: Bench.firstDay,
            entropy: SeededEntropy(seed: 1))
        return flash
    }

    /// The last blocks of the ring: no label, no opening, nothing that can be made out.
    private static func spoil(_ count: Int, of flash: LabFlash) {
        for block in ring.suffix(count) {
            flash.image.replaceSubrange(block * 4096..<block * 4096 + 96, with: repeatElement(0x55, count: 96))
        }
    }

    @Test("More blocks that cannot be made out than the log has room for: refused, and none is put out of service")
    func outOfServiceOverflow() throws {
        let flash = try Self.formatted()
        try Bench.mount(flash).append(["there"])
        let whole = flash.image
        // 124 entries; two for what is said next, and three for each of four rings.
        Self.spoil(111, of: flash)
        for seed in 3..<6 as Range<UInt64> {
            #expect(throws: RingStoreError(.mediumFails(unreadableBlocks: 111))) { try Bench.mount(flash, seed: seed) }
        }
        for block in Self.ring.suffix(111) {
            let range = block * 4096..<block * 4096 + 96
            flash.image.replaceSubrange(range, with: whole[range])
        }
        let store = try Bench.mount(flash, seed: 6)
        #expect(try store.contents().values.sorted() == ["there"] && store.mountReport.setAside.isEmpty)
    }

    @Test("As many as there is room for: they are carried over, the store works, and idle work ends")
    func outOfServiceCarried() throws {
        let flash = try Self.formatted()
        try Bench.mount(flash).append(["there"])
        Self.spoil(110, of: flash)
        for seed in 3..<6 as Range<UInt64> {
            let store = try Bench.mount(flash, seed: seed)
            #expect(store.mountReport.setAside.count == 110)
            for ring in 1...3 as ClosedRange<UInt8> {
                try store.append(["more"], expiry: .after(Bench.firstDay), to: RingID(ring))
            }
            var steps = 0
            while try store.prepare(Bench.ring, for: .never) {
                steps += 1
                try #require(steps < 50, "the root is renewed for ever")
            }
        }
        #expect(try Bench.mount(flash, seed: 9).contents().count == 4)
    }

    @Test("A block that was out of service, was erased and opened again: an `erase done` that is damaged costs nothing")
    func reopened() throws {
        let flash = try Bench.formatted()
        let block = Bench.layout.blocks(ofRing: 1).lowerBound
        try Bench.mount(flash).append(["first"])
        flash.faults.unreadable = [block]
        _ = try Bench.mount(flash, seed: 3)
        flash.faults.unreadable = []
        let store = try Bench.mount(flash, seed: 4)
        #expect(store.mountReport.setAside == [BlockIndex(block)])
        _ = try store.scrub(erasingUnreadable: true)
        // Until it is the head again: it counts as the most worn one.
        for number in 0..<200 where flash.image[block * 4096 + 48] != 0x4D {
            store.release(try store.append(["\(number) " + String(repeating: "x", count: 600)]), in: Bench.ring)
        }
        try store.append(["lives in it"])
        #expect(flash.image[block * 4096 + 48] == 0x4D)
        let slots = (0..<2).flatMap { root in (0..<124).map { root * 4096 + 128 + $0 * 32 } }
        let done = slots.filter { flash.image[$0] == 2 && flash.image[$0 + 4] == UInt8(block) }
        try #require(!done.isEmpty)
        for slot in done { for index in 16..<24 { flash.image[slot + index] ^= 0x41 } }
        let damaged = LabFlash(Bench.geometry, image: flash.image)
        for seed in 5..<8 as Range<UInt64> {
            let mounted = try Bench.mount(damaged, seed: seed)
            #expect(mounted.mountReport.setAside.isEmpty)
            #expect(try mounted.contents().values.contains("lives in it"))
        }
    }
}
