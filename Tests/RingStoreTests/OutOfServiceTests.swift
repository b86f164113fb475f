import FlashLab
import RingStore
import Testing
import Timekeeping

/// A block that one mount cannot make out, and the next one can.
@Suite("Blocks that are out of service") struct OutOfServiceTests {
    private static let first = Bench.layout.blocks(ofRing: 1).lowerBound

    /// "secret old" in the first block of the ring, its revision in another one.
    private static func revised() throws -> (LabFlash, RecordID) {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.append(["secret old"])[0]
        for n in 0..<14 { try store.append([String(repeating: "x", count: 200) + "\(n)"]) }
        try store.append(["secret new"], replacing: id)
        for n in 0..<14 { try store.append([String(repeating: "y", count: 200) + "\(n)"]) }
        return (flash, id)
    }

    @Test("What was deleted meanwhile does not come back with the block") func deleted() throws {
        let (flash, id) = try Self.revised()
        flash.faults.unreadable = [Self.first]
        var store = try Bench.mount(flash, seed: 3)
        #expect(store.mountReport.setAside == [BlockIndex(Self.first)])
        #expect(try store.text(id) == "secret new")
        #expect(try store.delete([id], in: Bench.ring).unknownBlocks == [BlockIndex(Self.first)])
        flash.faults.unreadable = []
        for seed in 4..<7 {
            store = try Bench.mount(flash, seed: UInt64(seed))
            #expect((try? store.text(id)) == nil)
            #expect(store.mountReport.setAside == [BlockIndex(Self.first)] && store.mountReport.isDamaged)
        }
        let examination = try ExaminationTests.examine(flash)
        #expect(examination.damage.contains { $0.what == .outOfService && $0.record == nil })
        // A scrub that is told to gives it back to the ring.
        _ = try store.scrub(erasingUnreadable: true)
        store = try Bench.mount(flash, seed: 8)
        #expect(store.mountReport.setAside.isEmpty && (try? store.text(id)) == nil)
    }

    @Test("Ids that stand in it are not given again") func ids() throws {
        let flash = try Bench.formatted()
        let before = try Bench.mount(flash, seed: 3)
        for n in 0..<14 { try before.append([String(repeating: "x", count: 200) + "\(n)"]) }
        let newest = try before.append(["newest"])[0]
        let head = Bench.layout.blocks(ofRing: 1).filter { block in
            let copy = LabFlash(Bench.geometry, image: flash.image)
            copy.faults.unreadable = [block]
            return (try? Bench.mount(copy, seed: 9).text(newest)) == nil
        }
        #expect(head.count == 1)
        flash.faults.unreadable = Set(head)
        let without = try Bench.mount(flash, seed: 4)
        let next = try without.append(["after"])[0]
        #expect(next > newest)
        flash.faults.unreadable = []
        let again = try Bench.mount(flash, seed: 5)
        #expect(try again.text(next) == "after")
        #expect(again.nextID(in: Bench.ring) > next)
    }

    @Test("No id is given twice, even when no header that had it stands any more") func nothingLeft() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        let given = try store.append(["a"], expiry: .after(Bench.firstDay))
        for days in 1...4 {
            store = try Bench.mount(flash, today: Bench.firstDay + days * 10, seed: UInt64(days) + 2)
            #expect(store.nextID(in: Bench.ring).number == given[0].number + 1)
        }
        let ids = try store.append(["b"])
        _ = try store.delete(ids, in: Bench.ring)
        store = try Bench.mount(flash, today: Bench.firstDay + 50, seed: 9)
        #expect(store.nextID(in: Bench.ring).number == ids[0].number + 1)
    }

    @Test("Many blocks at once are a bad contact: nothing is put out of service") func contact() throws {
        let (flash, id) = try Self.revised()
        let image = flash.image
        flash.faults.unreadable = Set(Bench.layout.blocks(ofRing: 1))
        #expect(throws: RingStoreError(.mediumFails(unreadableBlocks: Bench.layout.blocks(ofRing: 1).count))) {
            _ = try Bench.mount(flash, seed: 3)
        }
        flash.faults.unreadable = []
        #expect(image.count == flash.image.count)
        let store = try Bench.mount(flash, seed: 4)
        #expect(try store.text(id) == "secret new" && store.mountReport.setAside.isEmpty)
    }

    @Test("Garbage in every block of a ring: all are out of service, mount after mount, and it mounts all the same")
    func garbageEverywhere() throws {
        let (flash, id) = try Self.revised()
        let geometry = flash.geometry
        let image = flash.image
        // Garbage in every block of the records: it reads, and says nothing.
        let garbage = LabFlash(geometry, image: image)
        for block in Bench.layout.blocks(ofRing: 1) {
            garbage.image.replaceSubrange(
                block * geometry.blockBytes..<block * geometry.blockBytes + 96, with: repeatElement(0x55, count: 96))
        }
        let few = try Bench.mount(garbage, seed: 3)
        #expect(few.mountReport.setAside.count == Bench.layout.blocks(ofRing: 1).count)
        #expect(try Bench.mount(garbage, seed: 4).mountReport.setAside.count == few.mountReport.setAside.count)
        #expect((try? few.text(id)) == nil)
    }

    @Test("While blocks are out of service idle work ends") func idleEnds() throws {
        let (flash, _) = try Self.revised()
        flash.faults.unreadable = [Self.first, Self.first + 1]
        let store = try Bench.mount(flash, seed: 3)
        var steps = 0
        while try store.prepare(Bench.ring, for: .never) {
            steps += 1
            try #require(steps < 100)
        }
        #expect(try !store.prepare(Bench.ring, for: .never))
    }

    @Test("A scrub goes past a block that the medium does not read") func scrub() throws {
        let (flash, id) = try Self.revised()
        flash.faults.unreadable = [Self.first]
        let store = try Bench.mount(flash, seed: 3)
        #expect(try store.scrub(erasingUnreadable: false).leftAlone == [BlockIndex(Self.first)])
        #expect(try store.text(id) == "secret new")
    }

    @Test("A key that could not be written seals nothing") func keys() throws {
        let flash = try Bench.formatted()
        flash.faults.unreadable = [3, 4]
        let store = try Bench.mount(flash)
        #expect(store.mountReport.setAside == [BlockIndex(3), BlockIndex(4)])
        var day = 0
        var failed: RingStoreError?
        while failed == nil, day < 200 {
            do throws(RingStoreError) { try store.append(["k"], expiry: .after(Bench.firstDay + day)) } catch {
                failed = error
            }
            day += 1
        }
        let error = try #require(failed)
        #expect(throws: error) { try store.append(["again"], expiry: .after(Bench.firstDay + (day - 1))) }
    }

    @Test("While a worn block keeps a key, expiry is not over, and what is not about it goes on") func worn() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        let visitor = try store.append(["visitor"], expiry: .after(Bench.firstDay))[0]
        let resident = try store.append(["resident"])[0]
        flash.faults.dead = [2]
        #expect(throws: RingStoreError.self) { _ = try store.expire(today: Bench.firstDay + 1) }
        store = try Bench.mount(flash, today: Bench.firstDay + 1, seed: 3)
        #expect(store.mountReport.expiryUnfinished == BlockIndex(2) && store.mountReport.isDamaged)
        #expect((try? store.text(visitor)) == nil)
        #expect(try store.text(resident) == "resident")
        #expect(throws: RingStoreError(.expiryUnfinished(BlockIndex(2)))) {
            _ = try store.expire(today: Bench.firstDay + 1)
        }
        flash.faults.dead = []
        store = try Bench.mount(flash, today: Bench.firstDay + 1, seed: 4)
        #expect(store.mountReport.expiryUnfinished == nil)
        _ = try store.expire(today: Bench.firstDay + 2)
        #expect(!readableTexts(flash).contains("visitor"))
    }
}
