import FlashLab
import RingStore
import Testing
import Timekeeping

/// Images that somebody has tampered with or cut off. Who the store is, `RefusalTests` asks; here the root is whole.
@Suite struct BadImageTests {
    /// Ring 1 has "one" … "four", a block of its own for each, ring 2 has "other".
    private func made(seed: UInt64 = 1) throws -> LabFlash {
        let flash = try Bench.formatted(seed: seed)
        let store = try Bench.mount(flash, seed: seed + 10)
        for word in ["one", "two", "three", "four"] {
            // No two of them fit into a block.
            try store.append([word, String(repeating: "~", count: 1800)])
        }
        try store.append(["other"], to: RingID(2))
        // From now on no block is in doubt.
        _ = try Bench.mount(flash, seed: seed + 11)
        return flash
    }

    private static let words = ["four", "one", "three", "two"]
    private func words(_ store: RingStore) throws -> [String] {
        try store.contents().values.filter { $0.count < 6 }.sorted()
    }
    private func mounted(_ image: [UInt8]) throws(RingStoreError) -> RingStore {
        try Bench.mount(LabFlash(Bench.geometry, image: image), seed: 77)
    }

    /// Blocks of ring 1 that are open, and what they hold.
    private func openBlocks(_ image: [UInt8]) -> [Int] {
        Bench.layout.blocks(ofRing: 1).filter { block in image[block * 4096 + 48] == 0x4D }
    }

    @Test(
        "Cut off at any block: what is there is read, what is not is set aside, and there is room for more",
        arguments: [0, 0xFF])
    func truncated(fill: UInt8) throws {
        let whole = try made().image
        #expect(try words(mounted(whole)) == Self.words)
        for end in 5..<Bench.geometry.blockCount {
            let image = whole[..<(end * 4096)] + [UInt8](repeating: fill, count: whole.count - end * 4096)
            let store = try mounted(Array(image))
            #expect(store.mountReport.setAside.count == Bench.geometry.blockCount - end)
            #expect(Set(try words(store)).isSubset(of: Self.words))
            if end >= Bench.layout.blocks(ofRing: 1).upperBound {
                #expect(try words(store) == Self.words)
                try store.append(["more"])
            } else if end <= Bench.layout.blocks(ofRing: 1).lowerBound {
                #expect { try store.append(["more"]) } throws: { error in
                    if case .full = (error as? RingStoreError)?.code { true } else { false }
                }
            }
        }
    }

    @Test("Cut off inside the root or the keys: refused, and nothing behind them is touched")
    func truncatedVitals() throws {
        let whole = try made().image
        for end in 0..<3 {
            let image = Array(whole[..<(end * 4096)] + [UInt8](repeating: 0xFF, count: whole.count - end * 4096))
            let flash = LabFlash(Bench.geometry, image: image)
            do {
                _ = try Bench.mount(flash)
                Issue.record("mounted with \(end) blocks")
            } catch {
                #expect([.notFormatted, .keysLost].contains(error.code), "\(end): \(error)")
                #expect(flash.image[8192...] == image[8192...])
            }
        }
    }

    @Test("A record pasted in from another store, from another block or from another place of its block is none")
    func pasted() throws {
        let flash = try made(), image = flash.image, foreign = try made(seed: 40).image
        let open = openBlocks(image)
        let block = open[0]
        // The whole of a block behind its header, and one batch at the end of what is used.
        let end = image[block * 4096..<(block + 1) * 4096].lastIndex { $0 != 0xFF }! + 1
        for (source, name) in [(foreign, "foreign"), (image, "own")] {
            for from in openBlocks(source) where name == "foreign" || from != block {
                let batch = source[from * 4096 + 96..<from * 4096 + 96 + 176]
                let pasted = with(image) { $0.replaceSubrange(end..<end + batch.count, with: batch) }
                let store = try mounted(pasted)
                #expect(try words(store) == Self.words, "\(name), from block \(from)")
                #expect(store.mountReport.damagedPlaces == 1, "it is noticed")
                try store.append(["more"])
                let over = with(image) { image in
                    image.replaceSubrange(
                        block * 4096 + 96..<(block + 1) * 4096, with: source[from * 4096 + 96..<(from + 1) * 4096])
                }
                let rest = try mounted(over)
                #expect(try words(rest).count == 3 && rest.mountReport.isDamaged, "\(name), block \(from)")
                try rest.append(["more"])
            }
        }
    }

    @Test("Two blocks swapped: both are set aside, the others are read")
    func swapped() throws {
        let image = try made().image
        let open = openBlocks(image)
        #expect(open.count >= 4)
        let (a, b) = (open[0], open[1])
        let swapped = with(image) { all in
            all.replaceSubrange(a * 4096..<(a + 1) * 4096, with: image[b * 4096..<(b + 1) * 4096])
            all.replaceSubrange(b * 4096..<(b + 1) * 4096, with: image[a * 4096..<(a + 1) * 4096])
        }
        let store = try mounted(swapped)
        #expect(store.mountReport.setAside == [BlockIndex(a), BlockIndex(b)].sorted())
        #expect(try words(store).count == 2)
        try store.append(["more"])
    }

    @Test("An older image of the whole store, put back, is a store: nothing outside it says that there was a later one")
    func rolledBack() throws {
        let flash = try made()
        let older = flash.image
        var store = try Bench.mount(flash, seed: 90)
        let id = try #require(try store.contents().first { $0.value == "one" }?.key)
        _ = try store.delete([RecordID(id)], in: Bench.ring)
        #expect(try words(store) == ["four", "three", "two"])
        store = try mounted(older)
        // Not a promise: what it cannot do. An anchor outside the flash would tell.
        #expect(try words(store) == Self.words)
        #expect(!store.mountReport.isDamaged)
    }

    @Test(
        "One block of an older image, put back, harms no other record; what it held is back, for want of an anchor"
    )
    func blockRolledBack() throws {
        let flash = try made()
        let older = flash.image
        let store = try Bench.mount(flash, seed: 90)
        let id = try #require(try store.contents().first { $0.value == "one" }?.key)
        _ = try store.delete([RecordID(id)], in: Bench.ring)
        let later = flash.image
        for block in Bench.layout.blocks(ofRing: 1) where older[block * 4096 + 48] == 0x4D {
            let range = block * 4096..<(block + 1) * 4096
            guard older[range] != later[range] else { continue }
            let mixed = try mounted(with(later) { $0.replaceSubrange(range, with: older[range]) })
            #expect(Set(try words(mixed)).isSuperset(of: ["four", "three", "two"]), "block \(block)")
        }
    }

    @Test("Openings made by hand in every block, and no label: few erase counts are tried, whatever their number")
    func craftedOpenings() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.append(["kept"], to: RingID(2))
        var first = 0
        for ring in [1, 3] {
            for block in Bench.layout.blocks(ofRing: ring) {
                var bytes = [UInt8](repeating: 0x55, count: 96)
                bytes.replaceSubrange(48..<56, with: Array("MOPN".utf8) + [2, UInt8(ring), 0, 0])
                flash.image.replaceSubrange(block * 4096..<block * 4096 + 96, with: bytes)
                first = first == 0 ? block : first
            }
        }
        let mounted = try Bench.mount(flash, seed: 3)
        #expect(mounted.mountReport.setAside.count == 12)
        // One search through all, and what is near for each.
        #expect((1 << 17..<(1 << 18) + 12 * 257).contains(mounted.mountReport.eraseCountsTried))
        #expect(try mounted.contents(of: RingID(2)).values.sorted() == ["kept"])
    }

    @Test("Openings made by hand do not take the trials from a block that has lost its label behind them")
    func craftedBeforeLost() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.append(["kept"], to: RingID(2))
        _ = try Bench.mount(flash, seed: 3)
        func opening(_ block: Int) -> Int { block * 4096 + 48 }
        let lost = try #require(Bench.layout.blocks(ofRing: 2).first { flash.image[opening($0)] == 0x4D })
        for block in Bench.layout.blocks(ofRing: 1).prefix(3) {
            flash.image.replaceSubrange(
                block * 4096..<block * 4096 + 96,
                with: repeatElement(0x55, count: 48) + Array("MOPN".utf8) + [2, 1] + repeatElement(0x55, count: 42))
        }
        flash.image.replaceSubrange(lost * 4096..<lost * 4096 + 48, with: repeatElement(0x55, count: 48))
        let mounted = try Bench.mount(flash, seed: 4)
        #expect(mounted.mountReport.setAside.count == 3)
        #expect(try mounted.contents(of: RingID(2)).values.sorted() == ["kept"])
    }

    @Test("A block that has lost its label is opened with few trials, for its ring wears evenly") func lostLabel()
        throws
    {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        for number in 0..<400 {
            store.release(try store.append(["\(number)" + String(repeating: "x", count: 900)]), in: Bench.ring)
        }
        try store.append(["kept"])
        let head = try #require(
            Bench.layout.blocks(ofRing: 1).first { block in
                (try? Bench.mount(Self.wiped(flash, block), seed: 4))?.mountReport.damagedPlaces ?? 0 > 0
            })
        #expect(store.wear.upperBound > 8)
        let mounted = try Bench.mount(Self.wiped(flash, head), seed: 3)
        #expect((1...64).contains(mounted.mountReport.eraseCountsTried))
        #expect(try mounted.contents().values.contains("kept"))
    }

    private static func wiped(_ flash: LabFlash, _ block: Int) -> LabFlash {
        var image = flash.image
        image.replaceSubrange(block * 4096..<block * 4096 + 48, with: repeatElement(0x55, count: 48))
        return LabFlash(Bench.geometry, image: image)
    }
}
