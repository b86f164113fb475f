import RingStore
import Testing
import Timekeeping

/// Blocks that take no erase any more, and still hold what was moved out of them.
@Suite("Worn blocks") struct WornBlockTests {
    /// NAND flash (which remembers bad blocks) or NOR flash (which does not), with blocks that take no erase.
    private final class WornFlash: Flash {
        let memory: MemoryFlash
        var worn: Set<Int> = []
        var letsOverwrite = true
        /// After so many more steps nothing answers.
        var stepsLeft = Int.max
        var geometry: FlashGeometry { memory.geometry }
        var promises: FlashPromises { memory.promises }

        init(_ memory: MemoryFlash) { self.memory = memory }

        private func countDown(_ block: BlockIndex) throws(FlashError) {
            if stepsLeft == 0 { throw FlashError(.gone, at: block) }
            stepsLeft -= 1
        }

        func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FlashError)
        {
            try memory.read(block, offsetBytes: offsetBytes, into: buffer)
        }

        func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
            try countDown(block)
            try memory.program(block, offsetBytes: offsetBytes, bytes)
        }

        func erase(_ block: BlockIndex) throws(FlashError) {
            try countDown(block)
            if worn.contains(block.number) { throw FlashError(.medium(5), at: block) }
            try memory.erase(block)
        }

        func isBad(_ block: BlockIndex) -> Bool { memory.isBad(block) }
        func takesBadMark(_ block: BlockIndex) -> Bool { memory.takesBadMark(block) }

        func markBad(_ block: BlockIndex) throws(FlashError) -> Bool {
            try countDown(block)
            return memory.markBad(block)
        }

        func overwriteWithZeros(_ block: BlockIndex) throws(FlashError) -> Bool {
            try countDown(block)
            guard letsOverwrite else { return false }
            return try memory.overwriteWithZeros(block)
        }

        /// What a chip tells whoever opens it, bad blocks included.
        var readableTexts: [String] {
            memory.image.withUnsafeBytes { image in
                var texts: [String] = []
                _ = FlashSearch(image, geometry: geometry, deviceKey: Bench.deviceKey()).run { _, reader in
                    texts.append(reader.text())
                }
                return texts.sorted()
            }
        }
    }

    static let units = [16, 512]
    private static let block = Bench.layout.blocks(ofRing: 1).lowerBound

    /// "stays" and "goes" in a block that wears out when "other", which lies there too, is deleted.
    private func worn(_ unitBytes: Int, letsOverwrite: Bool) throws -> WornFlash {
        let geometry = FlashGeometry(blockCount: 21, blockBytes: 8192, programUnitBytes: unitBytes)
        let flash = WornFlash(MemoryFlash(geometry))
        try RingStore.format(
            flash, as: .bench, layout: Bench.layout, deviceKey: Bench.deviceKey(), now: Bench.now,
            today: Bench.firstDay, entropy: SeededEntropy(seed: 1))
        let store = try Bench.mount(flash)
        let ids = try store.append(["stays", "goes", "other"])
        (flash.worn, flash.letsOverwrite) = ([Self.block], letsOverwrite)
        #expect(throws: RingStoreError.self) { try store.delete([ids[2]], in: Bench.ring) }
        return flash
    }

    private func delete(_ text: String, _ store: RingStore) throws -> ErasureReceipt {
        let id = try store.contents().first { $0.value == text }!.key
        return try store.delete([RecordID(id)], in: Bench.ring)
    }

    @Test(
        "Where the medium lets it they are overwritten: nothing of what was moved or deleted can be read",
        arguments: units)
    func overwritten(unitBytes: Int) throws {
        let flash = try worn(unitBytes, letsOverwrite: true)
        for seed in 3..<6 as Range<UInt64> {
            let store = try Bench.mount(flash, seed: seed)
            #expect(store.mountReport.notErased.isEmpty)
            #expect(store.mountReport.badBlocks == (unitBytes > 16 ? [BlockIndex(Self.block)] : []))
            #expect(try store.contents().values.sorted() == ["goes", "stays"])
            #expect(flash.readableTexts == ["goes", "stays"])
        }
        let store = try Bench.mount(flash, seed: 6)
        #expect(try delete("goes", store).unerasedBlocks.isEmpty)
        #expect(flash.readableTexts == ["stays"])
    }

    @Test("Where it does not, each later receipt names them, mount after mount", arguments: units)
    func named(unitBytes: Int) throws {
        let flash = try worn(unitBytes, letsOverwrite: false)
        for seed in 3..<6 as Range<UInt64> {
            let store = try Bench.mount(flash, seed: seed)
            #expect(store.mountReport.notErased == [BlockIndex(Self.block)])
            #expect(store.lateReceipt(in: Bench.ring).unerasedBlocks == [BlockIndex(Self.block)])
        }
        let store = try Bench.mount(flash, seed: 6)
        #expect(try delete("goes", store).unerasedBlocks == [BlockIndex(Self.block)])
        #expect(flash.readableTexts.contains("goes"), "a copy may be readable, and is")
        #expect(store.lateReceipt(in: RingID(2)).unerasedBlocks.isEmpty, "another ring has none")
    }

    @Test("Cut while a block is given up: it is named or empty, never forgotten", arguments: units)
    func cut(unitBytes: Int) throws {
        for letsOverwrite in [true, false] {
            var cuts = 0
            for step in 0..<60 {
                let flash = try worn(unitBytes, letsOverwrite: letsOverwrite)
                flash.stepsLeft = step
                let isDone = (try? Bench.mount(flash, seed: 3)) != nil
                flash.stepsLeft = Int.max
                let store = try Bench.mount(flash, seed: 4)
                let isEmpty = flash.readableTexts == ["goes", "stays"]
                let label = "step \(step), overwrites \(letsOverwrite)"
                #expect(isEmpty || store.mountReport.notErased == [BlockIndex(Self.block)], "\(label)")
                #expect(isEmpty == letsOverwrite, "\(label)")
                #expect(try store.contents().values.sorted() == ["goes", "stays"], "\(label)")
                if isDone { break }
                cuts += 1
            }
            #expect((4..<60).contains(cuts))
        }
    }

    @Test("A bad block of keys, neither erased nor overwritten: expiry is not finished") func keys() throws {
        for letsOverwrite in [true, false] {
            let geometry = FlashGeometry(blockCount: 22, blockBytes: 8192, programUnitBytes: 512)
            let flash = WornFlash(MemoryFlash(geometry))
            let layout = StoreLayout(keyBlocks: 4, ringBlocks: [8, 4, 4])
            try RingStore.format(
                flash, as: .bench, layout: layout, deviceKey: Bench.deviceKey(), now: Bench.now,
                today: Bench.firstDay, entropy: SeededEntropy(seed: 1))
            try Bench.mount(flash).append(["visitor"], expiry: .after(Bench.firstDay))
            // The generation in doubt goes to another block.
            (flash.worn, flash.letsOverwrite) = ([2], letsOverwrite)
            _ = try? Bench.mount(flash, seed: 3)
            #expect(try Bench.mount(flash, seed: 8).contents().values.sorted() == ["visitor"])
            for seed in 4..<7 as Range<UInt64> {
                let store = try Bench.mount(flash, today: Bench.firstDay + 1, seed: seed)
                #expect(store.mountReport.badBlocks == [BlockIndex(2)])
                #expect(store.mountReport.expiryUnfinished == (letsOverwrite ? nil : BlockIndex(2)))
                #expect(flash.readableTexts.contains("visitor") != letsOverwrite)
                #expect(try store.contents().isEmpty)
            }
        }
    }

    /// A generation of keys with "visitor" in a block that takes no erase, which the next mount gives up.
    private func wornKeys(_ unitBytes: Int, letsOverwrite: Bool) throws -> WornFlash {
        let geometry = FlashGeometry(blockCount: 22, blockBytes: 8192, programUnitBytes: unitBytes)
        let flash = WornFlash(MemoryFlash(geometry))
        try RingStore.format(
            flash, as: .bench, layout: StoreLayout(keyBlocks: 4, ringBlocks: [8, 4, 4]), deviceKey: Bench.deviceKey(),
            now: Bench.now, today: Bench.firstDay, entropy: SeededEntropy(seed: 1))
        try Bench.mount(flash).append(["visitor"], expiry: .after(Bench.firstDay))
        (flash.worn, flash.letsOverwrite) = ([2], letsOverwrite)
        _ = try? Bench.mount(flash, seed: 3)
        return flash
    }

    @Test("Cut anywhere while an overwritten block of keys is marked as bad: the day ends all the same")
    func cutBeforeMark() throws {
        var cuts = 0
        for step in 0..<60 {
            let flash = try wornKeys(512, letsOverwrite: true)
            flash.stepsLeft = step
            let isDone = (try? Bench.mount(flash, seed: 8)) != nil
            flash.stepsLeft = Int.max
            for seed in 4..<7 as Range<UInt64> {
                let store = try Bench.mount(flash, today: Bench.firstDay + 1, seed: seed)
                #expect(store.mountReport.expiryUnfinished == nil, "step \(step)")
                #expect(!flash.readableTexts.contains("visitor"), "step \(step)")
            }
            if isDone { break }
            cuts += 1
        }
        #expect((4..<60).contains(cuts))
    }

    @Test("A block of keys that keeps what it held: a scrub that tries it again does not make it forgotten")
    func scrubbed() throws {
        let flash = try wornKeys(16, letsOverwrite: false)
        let day = Bench.firstDay + 1
        #expect(try Bench.mount(flash, seed: 10).contents().values.sorted() == ["visitor"])
        for seed in 4..<8 as Range<UInt64> {
            let store = try Bench.mount(flash, today: day, seed: seed)
            #expect(store.mountReport.expiryUnfinished == BlockIndex(2))
            #expect(flash.readableTexts.contains("visitor"))
            #expect(try store.scrub(erasingUnreadable: true).leftAlone == [BlockIndex(2)])
            #expect(!store.mustRemount)
        }
        flash.worn = []
        let healed = try Bench.mount(flash, today: day, seed: 9)
        #expect(healed.mountReport.expiryUnfinished == nil && !flash.readableTexts.contains("visitor"))
    }
}
