import FlashLab
import RingStore
import Testing
import Timekeeping

/// Blocks that the medium marks as bad. `LabFlash` traps when one is read, programmed or erased.
@Suite struct BadBlockTests {
    private static let geometry = PagedFlashTests.geometry(512, pages: 16)
    /// Of ring 1, which has eight.
    private static let bad = [7, 9]

    private func flash(bad: [Int]) -> LabFlash {
        let flash = LabFlash(Self.geometry)
        flash.badBlocks = Set(bad)
        return flash
    }

    @Test("Format and mount leave them alone, capacity counts them as lost, and everybody is told") func leftAlone()
        throws
    {
        let flash = try Bench.formatted(flash(bad: Self.bad))
        let sound = try Bench.mount(Bench.formatted(flash_()))
        let store = try Bench.mount(flash)
        #expect(store.mountReport.badBlocks == Self.bad.map { BlockIndex($0) })
        #expect(!store.mountReport.isDamaged && store.mountReport.setAside.isEmpty)
        let statistics = store.statistics(of: Bench.ring)
        #expect(statistics.badBlocks == 2 && statistics.setAsideBlocks == 2)
        // Of eight blocks three are left out of every ring's capacity.
        #expect(statistics.capacityBytes == sound.statistics(of: Bench.ring).capacityBytes * 3 / 5)
        var count = 0
        while (try? store.append(["line \(count)"])) != nil { count += 1 }
        let again = try Bench.mount(flash)
        #expect(try count > 20 && again.contents().count == count)
        #expect(try again.scrub(erasingUnreadable: true).renewed.isEmpty)
        let identity = try StoreIdentity(flash, deviceKey: Bench.deviceKey())
        #expect(identity.badBlocks == Self.bad.map { BlockIndex($0) } && identity.badBlockCount(of: Bench.ring) == 2)
        #expect(identity.blocksWithoutCount == 0)
        #expect(identity.capacityBytes(of: Bench.ring) == statistics.capacityBytes)
        let found = try StoreExamination(flash, deviceKey: Bench.deviceKey())
        #expect(found.damage.isEmpty && found.soundRecords[Bench.ring]?.count == count)
        #expect(try again.rawImage().count == flash.image.count)
        #expect(flash.image[7 * 8192..<8 * 8192].allSatisfy { $0 == 0xFF })
    }

    private func flash_() -> LabFlash { flash(bad: []) }

    @Test(
        "A layout with too few good blocks is refused, and nothing is touched",
        arguments: [
            ([0], "block 0 is marked as bad; the root has to stand there"),
            ([1, 9], "block 1 is marked as bad; the root has to stand there"),
            ([4], "of the 3 blocks of ring 0 only 2 are not marked as bad; it needs 3"),
            ([13, 20], "of the 4 blocks of ring 2 only 3 are not marked as bad; it needs 4"),
            ([5, 6, 8, 10, 12], "of the 8 blocks of ring 1 only 3 are not marked as bad; it needs 4"),
        ])
    func tooFew(bad: [Int], words: String) throws {
        let flash = flash(bad: bad)
        #expect(throws: RingStoreError(.unsuitable(words))) { try Bench.formatted(flash) }
        #expect(flash.steps.isEmpty)
    }

    @Test("A root block that goes bad: nothing is written any more, and what is there can still be looked at")
    func root() throws {
        for block in 0..<2 {
            let flash = try Bench.formatted(flash_())
            try Bench.mount(flash).append(["there"])
            // Both root blocks have been written.
            _ = try Bench.mount(flash)
            flash.badBlocks = [block]
            flash.forgetSteps()
            let words = "block \(block) is marked as bad; the root has to stand there"
            #expect(throws: RingStoreError(.unsuitable(words))) { try Bench.mount(flash) }
            #expect(flash.steps.isEmpty)
            // The block that counts is 0 now. Of what the other one says, some is not true any more.
            let found = try StoreExamination(flash, deviceKey: Bench.deviceKey())
            #expect(found.identity.badBlocks == [BlockIndex(block)] && found.identity.blocksWithoutCount == 0)
            #expect(found.soundRecords[Bench.ring] == [RecordID(1)])
        }
    }

    @Test("A key block may be bad as long as three are good") func keys() throws {
        let layout = StoreLayout(keyBlocks: 4, ringBlocks: [4])
        for bad in 2..<6 {
            let flash = LabFlash(
                FlashGeometry(blockCount: layout.blockCount, blockBytes: 8192, programUnitBytes: 512))
            flash.badBlocks = [bad]
            try RingStore.format(
                flash, as: .bench, layout: layout, deviceKey: Bench.deviceKey(), now: Bench.now,
                today: Bench.firstDay, entropy: SeededEntropy(seed: 1))
            let store = try Bench.mount(flash)
            for day in 0..<6 {
                try store.append(["day \(day)"], expiry: .after(Bench.firstDay + day))
                _ = try store.expire(today: Bench.firstDay + day)
            }
            #expect(try Bench.mount(flash, today: Bench.firstDay + 5).contents().values.sorted() == ["day 5"])
        }
    }

    @Test("A block that goes bad is set aside, marked as soon as an erase fails again, and not touched any more")
    func goesBad() throws {
        let flash = try Bench.formatted(flash_())
        var store = try Bench.mount(flash)
        let first = try store.append(["first"])[0], second = try store.append(["second"])[0]
        let block = 5
        #expect(flash.image[block * 8192 + 512] == 0x4D, "the head")
        flash.faults.dead = [block]
        #expect(throws: RingStoreError.self) { try store.delete([first], in: Bench.ring) }
        // Not deleted, as far as anybody was told; and the block has said that it takes no erase.
        store = try Bench.mount(flash)
        #expect(store.mountReport.badBlocks == [BlockIndex(block)] && flash.badBlocks == [block])
        // Nothing is broken any more but the block, and whoever touches it traps.
        flash.faults = FlashFaults()
        store = try Bench.mount(flash)
        #expect(store.mountReport.badBlocks == [BlockIndex(block)] && !store.mountReport.isDamaged)
        #expect(try store.text(second) == "second")
        for number in 0..<40 { try store.append(["line \(number)"], expiry: .after(Bench.firstDay)) }
        #expect(try Bench.mount(flash).contents().count == 41)
    }
}
