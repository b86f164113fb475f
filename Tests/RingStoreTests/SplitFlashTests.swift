import FlashLab
import RingStore
import SeededRandom
import Testing
import Timekeeping

/// Two media as one.
@Suite struct SplitFlashTests {
    private static let shapes: [(keys: FlashGeometry, records: FlashGeometry)] = [
        (FlashGeometry(blockCount: 40, blockBytes: 4096, programUnitBytes: 1), Bench.geometry),
        (
            FlashGeometry(blockCount: 80, blockBytes: 4096, programUnitBytes: 1),
            FlashGeometry(blockCount: 16, blockBytes: 65_536, programUnitBytes: 16)
        ),
        (
            FlashGeometry(blockCount: 5, blockBytes: 8192, programUnitBytes: 16),
            FlashGeometry(blockCount: 32, blockBytes: 4096, programUnitBytes: 8)
        ),
    ]

    @Test("It keeps the rules of a flash, and each block is on its own medium", arguments: shapes.indices)
    func oneFlash(shape: Int) throws {
        let (keys, records) = (MemoryFlash(Self.shapes[shape].keys), MemoryFlash(Self.shapes[shape].records))
        let split = try SplitFlash(keys: keys, keyBlocks: 5, records: records)
        let model = MemoryFlash(split.geometry)
        #expect(split.geometry.blockBytes == max(keys.geometry.blockBytes, records.geometry.blockBytes))
        var generator = SplitMix64(seed: UInt64(shape))
        let unit = split.geometry.programUnitBytes
        for _ in 0..<3000 {
            let block = BlockIndex(generator.below(split.geometry.blockCount))
            if generator.below(20) == 0 {
                try split.erase(block)
                try model.erase(block)
                continue
            }
            let offset = generator.below(split.geometry.blockBytes / unit) * unit
            let count = min((1 + generator.below(600)) * unit, split.geometry.blockBytes - offset)
            var bytes = [UInt8](repeating: 0, count: count)
            for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: generator.next()) }
            let (here, there) = (
                code { try $0.program(block, bytes, offset) }(split),
                code { try $0.program(block, bytes, offset) }(model)
            )
            // A program of several blocks of a medium may have begun before the one that it may not touch twice.
            if there != nil {
                // What is out of order in a block may be in order in a part of it.
                if there != .outOfOrder { #expect(here != nil) }
                try split.erase(block)
                try model.erase(block)
            } else {
                #expect(here == nil)
            }
        }
        #expect(try FlashSearch.image(of: split) == model.image)
        let used = 5 * split.geometry.blockBytes
        #expect(keys.image.prefix(used).elementsEqual(model.image.prefix(used)))
        #expect(keys.image.dropFirst(used).allSatisfy { $0 == 0xFF })
        #expect(records.image.elementsEqual(model.image.dropFirst(used)))
    }

    private func code(_ body: @escaping (any Flash) throws -> Void) -> (any Flash) -> FlashError.Code? {
        { flash in
            do { try body(flash) } catch { return (error as? FlashError)?.code }
            return nil
        }
    }

    @Test("Beyond the end, half units, media that do not go together")
    func refusals() throws {
        let split = try SplitFlash(keys: MemoryFlash(Self.shapes[1].keys), records: MemoryFlash(Self.shapes[1].records))
        #expect(split.geometry.blockCount == 5 + 16)
        #expect(throws: FlashError(.outOfBlock, at: BlockIndex(21))) { try split.erase(BlockIndex(21)) }
        #expect(throws: FlashError(.notWholeUnits, at: BlockIndex(1))) {
            try split.program(BlockIndex(1), [1, 2, 3, 4], 0)
        }
        let odd = MemoryFlash(FlashGeometry(blockCount: 9, blockBytes: 6144, programUnitBytes: 16))
        #expect(throws: RingStoreError.self) { try SplitFlash(keys: odd, records: MemoryFlash(Bench.geometry)) }
        #expect(throws: RingStoreError.self) {
            try SplitFlash(keys: MemoryFlash(Bench.geometry), keyBlocks: 22, records: MemoryFlash(Bench.geometry))
        }
    }

    @Test("The keys lie on the first medium alone, the records on the second, and each says what it promises")
    func keysApart() throws {
        let keys = MemoryFlash(FlashGeometry(blockCount: 5, blockBytes: 4096, programUnitBytes: 16))
        let whole = LabFlash(FlashGeometry(blockCount: 16, blockBytes: 4096, programUnitBytes: 16))
        let records = LabRegion(whole, blocks: 0..<16, gang: 1, promises: .partition)
        let split = try SplitFlash(keys: keys, records: records)
        try RingStore.format(
            split, as: .bench, layout: Bench.layout, deviceKey: Bench.deviceKey(), now: Bench.now,
            today: Bench.firstDay, entropy: SeededEntropy(seed: 1))
        let store = try Bench.mount(split)
        try store.append(["a record"], expiry: .after(Bench.firstDay))
        let promises = store.promises
        #expect(promises.keys == .memory && promises.records == .partition && promises.expiresPhysically)
        #expect(promises.erasureWords == "physical for the keys, logical for the records")
        #expect(promises.mediaWords == "partition, the keys on memory")
        let found = try FlashSearch.image(of: split).withUnsafeBytes {
            FlashSearch($0, geometry: split.geometry, deviceKey: Bench.deviceKey()).run()
        }
        #expect(found.keyCount == 2)
        #expect(found.hits.allSatisfy { ($0.ring == 0) == ($0.offset < 5 * 4096) })
        // The second medium alone gives nothing away once the first one has let the day go.
        _ = try store.expire(today: Bench.firstDay + 1)
        let after = try FlashSearch.image(of: split).withUnsafeBytes {
            FlashSearch($0, geometry: split.geometry, deviceKey: Bench.deviceKey()).run()
        }
        #expect(after.hits.allSatisfy { $0.ring == 0 })
    }

    @Test(
        "Each medium that cannot promise something says so in one sentence", arguments: [true, false], [true, false])
    func sentences(keysErase: Bool, recordsErase: Bool) {
        func medium(_ erases: Bool) -> FlashPromises { erases ? .memory : .partition }
        for anchor in [nil, AnchorPromises.memory, .file] {
            let promises = StorePromises(records: medium(recordsErase), keys: medium(keysErase), anchor: anchor)
            let isPhysical = keysErase || anchor == .memory
            #expect(promises.expiresPhysically == isPhysical)
            #expect((promises.erasureLapse == nil) == (isPhysical && recordsErase))
            #expect(promises.notPromised.allSatisfy { $0.count <= 71 && !$0.hasSuffix(".") })
            #expect(promises.notPromised.contains { $0.contains("whole store") } == (anchor == nil))
            #expect(promises.notPromised.contains { $0.contains("power cut") } == !(keysErase && recordsErase))
        }
    }
}

extension Flash {
    fileprivate func program(_ block: BlockIndex, _ bytes: [UInt8], _ offset: Int) throws {
        try bytes.withUnsafeBytes { try program(block, offsetBytes: offset, $0) }
    }
}
