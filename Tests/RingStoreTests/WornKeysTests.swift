import FlashLab
import RingStore
import Testing
import Timekeeping

/// Key blocks that take neither a program nor an erase, until only the one that counts is left.
@Suite("Worn key blocks") struct WornKeysTests {
    private static let keyBlocks: Set = [2, 3, 4]

    /// "visitor" until the first day, "resident" for ever; all key blocks but the one that counts are dead from now on.
    private static func worn() throws -> LabFlash {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.append(["visitor"], expiry: .after(Bench.firstDay))
        try store.append(["resident"])
        // The generation is not in doubt any more, and two blocks are blank.
        _ = try Bench.mount(flash, seed: 3)
        let living = keyBlocks.filter { flash.image[$0 * 4096 + 48] == 0x4D }
        try #require(living.count == 1)
        flash.faults.dead = keyBlocks.subtracting(living)
        return flash
    }

    /// As a terminal mounts: again after a mount that failed, for that one has found a dead block.
    private static func mounted(_ flash: LabFlash, dayOffset: Int = 0) throws -> RingStore {
        for seed in 10..<13 as Range<UInt64> {
            if let store = try? Bench.mount(flash, today: Bench.firstDay + dayOffset, seed: seed) { return store }
        }
        return try Bench.mount(flash, today: Bench.firstDay + dayOffset, seed: 13)
    }

    @Test("The store mounts again and again, whole, and says that no key can be erased any more")
    func mounts() throws {
        let flash = try Self.worn()
        for _ in 0..<3 {
            let store = try Self.mounted(flash)
            #expect(try store.contents().values.sorted() == ["resident", "visitor"])
        }
        // With a new day a key dies, and the blocks that could take the next generation turn out to be dead.
        for _ in 0..<3 {
            let store = try Self.mounted(flash, dayOffset: 1)
            #expect(store.mountReport.expiryUnfinished.map { Self.keyBlocks.contains($0.number) } == true)
            #expect(store.mountReport.isDamaged)
            #expect(try store.contents().values.sorted() == ["resident"])
            #expect(throws: RingStoreError(.expiryUnfinished(store.mountReport.expiryUnfinished!))) {
                _ = try store.expire(today: Bench.firstDay + 1)
            }
            // Under a key that is there already, work goes on.
            _ = try store.delete(try store.append(["passing"]), in: Bench.ring)
        }
        flash.faults.dead = []
        let healed = try Self.mounted(flash, dayOffset: 1)
        #expect(healed.mountReport.expiryUnfinished == nil)
        #expect(try healed.contents().values.sorted() == ["resident"])
        #expect(!readableTexts(flash).contains("visitor"))
    }

    @Test("A generation in doubt, and nowhere to write it again: what is there counts, and takes no new keys")
    func inDoubt() throws {
        let flash = try Self.worn()
        // Into the block that counts.
        try Self.mounted(flash).append(["tomorrow's"], expiry: .after(Bench.firstDay + 1))
        for _ in 0..<3 {
            let store = try Self.mounted(flash)
            #expect(store.mountReport.isDamaged)
            #expect(try store.contents().values.sorted() == ["resident", "tomorrow's", "visitor"])
            #expect(throws: RingStoreError.self) {
                try store.append(["new"], expiry: .after(Bench.firstDay + 9))
            }
        }
        flash.faults.dead = []
        let healed = try Self.mounted(flash)
        #expect(!healed.mountReport.isDamaged)
        try healed.append(["new"], expiry: .after(Bench.firstDay + 9))
        #expect(try Self.mounted(flash).contents().count == 4)
    }
}
