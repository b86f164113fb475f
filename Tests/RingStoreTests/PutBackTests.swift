import FlashLab
import RingStore
import Testing
import Timekeeping

/// Older blocks of records, put back beside the root and the keys of today.
@Suite("Record blocks put back") struct PutBackTests {
    private static let ring = Bench.layout.blocks(ofRing: 1)

    /// A store in which "secret" was deleted, and its ring's blocks from before that.
    private static func deleted() throws -> (now: LabFlash, before: [UInt8]) {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.append(["stays"])
        let secret = try store.append(["secret"])
        let before = flash.image
        _ = try store.delete(secret, in: Bench.ring)
        return (flash, before)
    }

    private static func putBack(_ blocks: some Sequence<Int>, of older: [UInt8], into flash: LabFlash) -> LabFlash {
        var image = flash.image
        for block in blocks {
            let range = block * 4096..<(block + 1) * 4096
            image.replaceSubrange(range, with: older[range])
        }
        return LabFlash(Bench.geometry, image: image)
    }

    @Test("Every block of the ring, or the one that was erased: said by the mount, at once or after many mounts")
    func noticed() throws {
        let (flash, before) = try Self.deleted()
        for mounts in 0..<3 {
            #expect(try !Bench.mount(LabFlash(Bench.geometry, image: flash.image), seed: 3).mountReport.isDamaged)
            let all = try Bench.mount(Self.putBack(Self.ring, of: before, into: flash), seed: 4)
            #expect(all.mountReport.isOlder && all.mountReport.isDamaged, "after \(mounts) mounts")
            let one = try Bench.mount(Self.putBack(Self.ring.prefix(1), of: before, into: flash), seed: 5)
            #expect(one.mountReport.isOlder, "after \(mounts) mounts")
            _ = try Bench.mount(flash, seed: UInt64(mounts) + 6)
        }
    }

    @Test("Each mount says so until somebody has written it down, and none after") func untilTold() throws {
        let (flash, before) = try Self.deleted()
        let putBack = Self.putBack(Self.ring, of: before, into: flash)
        for seed in 3..<6 as Range<UInt64> {
            #expect(try Bench.mount(putBack, seed: seed).mountReport.isOlder, "mount \(seed)")
        }
        let store = try Bench.mount(putBack, seed: 6)
        try store.noteThatOlderIsTold()
        _ = try store.append(["more"])
        for seed in 7..<9 as Range<UInt64> {
            #expect(try !Bench.mount(putBack, seed: seed).mountReport.isDamaged, "mount \(seed)")
        }
    }
}
