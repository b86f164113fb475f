import SeededRandom
import FlashLab
import RingStore
import Testing
import Timekeeping

/// Stores that are not ours, not whole or not stores: a clear word, and nothing is changed.
@Suite struct RefusalTests {
    @Test("Blank, zeroed and random flash is no store and stays as it is", arguments: [0xFF, 0x00, -1])
    func foreign(fill: Int) throws {
        var generator = SplitMix64(seed: 5)
        let count = Bench.geometry.blockBytes * Bench.geometry.blockCount
        let image = (0..<count).map { _ in fill < 0 ? UInt8.random(in: 0...255, using: &generator) : UInt8(fill) }
        try expectRefusal(image, .notFormatted)
    }

    @Test("Another device key, another kind, another version, damaged roots: refused, untouched")
    func notOurs() throws {
        let image = try Bench.formatted().image
        try expectRefusal(image, .wrongDeviceKey, key: 8)
        try expectRefusal(image, .wrongKind(found: .bench), kind: .device)
        var future = image
        future[8] = 3
        try expectRefusal(future, .unknownVersion(3))
        var damaged = image
        damaged[40] ^= 1
        try expectRefusal(damaged, .rootDamaged)
        var noName = image
        noName[0] ^= 1
        try expectRefusal(noName, .notFormatted)
    }

    @Test("An image of another size is refused by its root header")
    func wrongSize() throws {
        let flash = try Bench.formatted()
        let short = FlashGeometry(blockCount: 20, blockBytes: 4096, programUnitBytes: 16)
        let image = Array(flash.image.prefix(20 * 4096))
        #expect(throws: RingStoreError(.wrongGeometry(found: Bench.geometry))) {
            try Bench.mount(LabFlash(short, image: image))
        }
    }

    @Test("A layout that does not fit, or a geometry the format cannot use, is refused before anything is touched")
    func unsuitable() throws {
        for geometry in [
            FlashGeometry(blockCount: 22, blockBytes: 4096, programUnitBytes: 16),
            FlashGeometry(blockCount: 21, blockBytes: 4096, programUnitBytes: 512),
            FlashGeometry(blockCount: 21, blockBytes: 1024, programUnitBytes: 16),
        ] {
            let flash = LabFlash(geometry)
            #expect { try Bench.formatted(flash) } throws: { error in
                if case .unsuitable = (error as? RingStoreError)?.code { true } else { false }
            }
            #expect(flash.steps.isEmpty)
        }
    }

    @Test("Blocks of a store swapped, or pasted from another store: set aside, and the rest is readable")
    func movedBlocks() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.append(["mine"], to: RingID(2))
        try store.append(["theirs"])
        let other = try Bench.formatted(LabFlash(Bench.geometry), seed: 99)
        try Bench.mount(other).append(["foreign"])
        let block = Bench.layout.blocks(ofRing: 1).lowerBound
        let range = block * 4096..<(block + 1) * 4096
        for source in [
            Array(other.image[range]), Array(flash.image[(block + 1) * 4096..<(block + 2) * 4096]),
        ] {
            let damaged = LabFlash(Bench.geometry, image: with(flash.image) { $0.replaceSubrange(range, with: source) })
            let mounted = try Bench.mount(damaged)
            #expect(mounted.mountReport.setAside == [BlockIndex(block)])
            #expect(try mounted.contents().isEmpty)
            #expect(try mounted.contents(of: RingID(2)).values.sorted() == ["mine"])
        }
    }

    @Test("A flipped bit of a record is found out: it is never returned altered, and costs no other record")
    func flippedBits() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let words = (0..<5).map { "record \($0)" }
        for word in words { try store.append([word]) }
        let first = Bench.layout.blocks(ofRing: 1).lowerBound * 4096
        let used = first..<first + 96 + 5 * 160
        var generator = SplitMix64(seed: 11)
        var harmed = 0
        for _ in 0..<300 {
            let bit = Int.random(in: used.lowerBound * 8..<used.upperBound * 8, using: &generator)
            let image = with(flash.image) { $0[bit / 8] ^= 1 << (bit % 8) }
            let mounted = try Bench.mount(LabFlash(Bench.geometry, image: image))
            var found: [String] = []
            for info in mounted.records(in: Bench.ring) {
                do { found.append(try mounted.text(info.id)) } catch {
                    #expect(error == RingStoreError(.damaged(info.id)))
                }
            }
            #expect(Set(found).isSubset(of: words), "bit \(bit)")
            if bit / 8 >= first + 96 {
                #expect(found.count >= words.count - 1, "bit \(bit)")
                harmed += words.count - found.count
            }
        }
        #expect(harmed > 20, "of the ciphertext nothing is mended")
    }

    @Test("A flipped bit among the keys costs at most one day's key, and a snapshot's none")
    func flippedKeys() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.append(["yesterday"], expiry: .after(Bench.firstDay))
        try store.append(["long"], expiry: .after(Bench.firstDay + 9))
        _ = try store.expire(today: Bench.firstDay + 1)
        // Generation 2, the second block of the keys: two snapshots of two keys.
        let first = 3 * 4096 + 96
        let snapshots = first..<first + 2 * (64 + 96 + 32)
        var generator = SplitMix64(seed: 12)
        for _ in 0..<200 {
            let bit = Int.random(in: snapshots.lowerBound * 8..<snapshots.upperBound * 8, using: &generator)
            let image = with(flash.image) { $0[bit / 8] ^= 1 << (bit % 8) }
            let mounted = try Bench.mount(LabFlash(Bench.geometry, image: image), today: Bench.firstDay + 1)
            #expect(try mounted.contents().values.sorted() == ["long"], "bit \(bit)")
        }
        for index in snapshots { flash.image[index] = 0 }
        // The root's blocks aside: the log goes on in the other one.
        let before = flash.image[(2 * 4096)...]
        #expect(throws: RingStoreError(.keysLost)) { try Bench.mount(flash, today: Bench.firstDay + 1) }
        #expect(flash.image[(2 * 4096)...] == before)
    }

    private func expectRefusal(
        _ image: [UInt8], _ code: RingStoreError.Code, key: UInt8 = 7, kind: StoreKind = .bench
    ) throws {
        let flash = LabFlash(Bench.geometry, image: image)
        #expect(throws: RingStoreError(code)) {
            try RingStore.mount(
                flash, as: kind, deviceKey: Bench.deviceKey(key), today: Bench.firstDay, entropy: SeededEntropy(seed: 3)
            )
        }
        #expect(flash.image == image && flash.steps.isEmpty)
    }
}
