import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

/// Older blocks of people beside today's root, with somebody in them who was removed.
@Suite("People put back") struct PutBackTests {
    private static func putBack() throws -> [UInt8] {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.add("1", card: "A1")
        try store.add("2", pin: nil)
        let before = flash.image
        _ = try store.removePerson(id, at: Bench.now)
        var image = flash.image
        let first = 2 + store.ring.layout.keyBlocks, end = first + store.ring.layout.ringBlocks[0]
        let people = first * Bench.geometry.blockBytes..<end * Bench.geometry.blockBytes
        image.replaceSubrange(people, with: before[people])
        return image
    }

    private static func isTold(_ store: RecordStore) throws -> Bool {
        try store.tail(of: .processing, count: 50).contains { $0.line.kind == "store.put-back" }
    }

    @Test("The journal says so, wherever the mount that finds it is cut; once when it is not") func cut() throws {
        let image = try Self.putBack()
        var cuts = 0
        for step in 0..<200 {
            let flash = LabFlash(Bench.geometry, image: image)
            flash.stepsUntilGone = step
            let isDone = (try? Bench.mount(flash, seed: 5)) != nil
            flash.stepsUntilGone = nil
            let store = try Bench.mount(flash, seed: 6)
            #expect(try Self.isTold(store), "step \(step)")
            if isDone {
                #expect(!store.mountReport.ring.isOlder)
                break
            }
            cuts += 1
        }
        #expect((4..<200).contains(cuts))
    }

    @Test("Found by a mount that writes no journal, it is told by the next one that does") func later() throws {
        let flash = LabFlash(Bench.geometry, image: try Self.putBack())
        let ring = try RingStore.mount(
            flash, as: .bench, deviceKey: Bench.deviceKey(), today: Bench.firstDay, entropy: SeededEntropy(seed: 4))
        #expect(ring.mountReport.isOlder)
        #expect(try Self.isTold(Bench.mount(flash, seed: 5)))
        #expect(try !Bench.mount(flash, seed: 6).mountReport.ring.isOlder)
    }
}
