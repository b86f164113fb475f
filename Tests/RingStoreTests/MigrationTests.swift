import FlashLab
import RingStore
import SeededRandom
import Testing
import Timekeeping

/// Stores of format version 1 under a firmware of version 2. Power is cut everywhere in such work by `PowerCutTests` and
/// `Board/crash-lab`: half of the workloads on NOR flash begin with version 1.
@Suite struct MigrationTests {
    private static let blocks = Bench.geometry.blockCount - 2

    /// Two rings with something in several blocks, written as version 1.
    private static func old(_ flash: LabFlash = LabFlash(Bench.geometry)) throws -> LabFlash {
        try RingStore.format(
            flash, as: .bench, layout: Bench.layout, deviceKey: Bench.deviceKey(), now: Bench.now,
            today: Bench.firstDay, entropy: SeededEntropy(seed: 1), writing: FormatVersion.first)
        let store = try mountOld(flash)
        for number in 0..<14 {
            try store.append(["\(number)" + String(repeating: "~", count: 500)], expiry: expiry(number))
            try store.append(["line \(number)"], to: RingID(2))
        }
        return flash
    }

    private static func expiry(_ number: Int) -> Expiry { number % 3 == 0 ? .never : .after(Bench.firstDay + number) }

    private static func mountOld(_ flash: LabFlash) throws -> RingStore {
        try RingStore.mount(
            flash, as: .bench, deviceKey: Bench.deviceKey(), today: Bench.firstDay, entropy: SeededEntropy(seed: 2),
            writing: FormatVersion.first)
    }

    /// Versions that the labels, the openings and the records of an image say.
    private static func versions(_ image: [UInt8]) -> Set<UInt8> {
        var found: Set<UInt8> = []
        for block in 2..<Bench.geometry.blockCount {
            for start in ["MBLK", "MOPN", "MR"].map({ Array($0.utf8) }) {
                for at in stride(from: block * 4096, to: (block + 1) * 4096, by: 16)
                where image[at..<at + start.count].elementsEqual(start) {
                    found.insert(image[at + max(2, start.count)])
                }
            }
        }
        return found
    }

    private static func identity(_ flash: LabFlash) throws -> StoreIdentity {
        try StoreIdentity(flash, deviceKey: Bench.deviceKey())
    }

    @Test("The frozen image of version 1 is read, and its example mounts") func frozen() throws {
        let flash = Version1Image.flash
        let before = flash.image
        var identity = try Self.identity(flash)
        #expect(identity.formatVersion == 1 && identity.oldBlocks == Self.blocks)
        let found = try StoreExamination(flash, deviceKey: Bench.deviceKey())
        #expect(found.damage.isEmpty && found.soundRecords[Bench.ring] == [RecordID(1)])
        #expect(readableTexts(flash) == ["hello"])
        #expect(flash.image == before && flash.steps.isEmpty)
        let store = try Bench.mount(flash)
        #expect(!store.mountReport.isDamaged)
        #expect(try store.contents() == [1: "hello"])
        #expect(store.info(of: RecordID(1), in: Bench.ring)?.expiry == .after(Bench.firstDay + 10))
        identity = try Self.identity(flash)
        #expect(identity.formatVersion == 2, "with the first mount")
        #expect(identity.oldBlocks == store.oldBlocks && store.oldBlocks < Self.blocks)
        try store.append(["more"])
        #expect(try Bench.mount(flash).contents() == [1: "hello", 2: "more"])
    }

    @Test("What writes version 1 for these tests writes what version 1 wrote") func writer() throws {
        let flash = LabFlash(Bench.geometry)
        try RingStore.format(
            flash, as: .bench, layout: Bench.layout, deviceKey: Bench.deviceKey(), now: Bench.now,
            today: Bench.firstDay, entropy: SeededEntropy(seed: 1), writing: FormatVersion.first)
        try Self.mountOld(flash).append(["hello"], expiry: .after(Bench.firstDay + 10))
        #expect(flash.image == Version1Image.flash.image)
    }

    @Test("Block by block everything becomes version 2, and nothing is lost") func migrate() throws {
        let flash = try Self.old()
        #expect(Self.versions(flash.image) == [1])
        var store = try Bench.mount(flash)
        let before = [try store.contents(), try store.contents(of: RingID(2))]
        #expect(before[0].count == 14 && before[1].count == 14)
        var left = store.oldBlocks
        #expect(left == store.mountReport.oldBlocks && left > Self.blocks - 4)
        var moved: [BlockIndex] = []
        while let block = try store.migrateOneBlock() {
            #expect(store.oldBlocks < left)
            left = store.oldBlocks
            moved.append(block)
            #expect(try [store.contents(), store.contents(of: RingID(2))] == before)
        }
        #expect(left == 0 && Set(moved).count == moved.count)
        #expect(Self.versions(flash.image) == [2])
        #expect(try Self.identity(flash).oldBlocks == 0)
        store = try Bench.mount(flash)
        #expect(try [store.contents(), store.contents(of: RingID(2))] == before)
        #expect(store.mountReport.oldBlocks == 0 && !store.mountReport.isDamaged)
        // The other root block has its turn with the second mount.
        #expect(flash.image[8] == 2 && flash.image[4096 + 8] == 2)
        #expect(try store.migrateOneBlock() == nil)
    }

    @Test("A scrub migrates what is left, and says so") func scrub() throws {
        let flash = try Self.old()
        let store = try Bench.mount(flash)
        let before = try store.contents()
        let report = try store.scrub(erasingUnreadable: false)
        #expect(report.renewed.allSatisfy { $0.reason == .old } && report.renewed.count > 12)
        #expect(report.lost.isEmpty && report.leftAlone.isEmpty && store.oldBlocks == 0)
        #expect(try Bench.mount(flash).contents() == before)
    }

    @Test("A full store migrates as well") func full() throws {
        let flash = try Self.old()
        var store = try Self.mountOld(flash)
        while (try? store.append([String(repeating: "x", count: 300)])) != nil {}
        let before = try store.contents()
        store = try Bench.mount(flash)
        while try store.migrateOneBlock() != nil {}
        #expect(try store.oldBlocks == 0 && store.contents() == before)
        #expect(store.statistics(of: Bench.ring).blankBlocks >= 2)
    }

    @Test("A block out of service stays as it is, and old") func outOfService() throws {
        let flash = try Self.old()
        let block = Bench.layout.blocks(ofRing: 3).lowerBound
        for at in 0..<40 { flash.image[block * 4096 + 32 + at % 16] ^= 0x5A &+ UInt8(at) }
        flash.faults.stuckLow[block * 4096] = 0
        let store = try Bench.mount(flash)
        #expect(store.mountReport.setAside == [BlockIndex(block)])
        let before = flash.image[block * 4096..<(block + 1) * 4096]
        while try store.migrateOneBlock() != nil {}
        #expect(store.oldBlocks == 0 && flash.image[block * 4096..<(block + 1) * 4096] == before)
    }

    // MARK: unknown versions

    @Test("A root of another version is refused, whatever the other root block says", arguments: [0, 3, 255])
    func root(version: UInt16) throws {
        for isWhole in [false, true] {
            for blocks in [[0], [1], [0, 1]] {
                let flash = try Self.old()
                _ = try Bench.mount(flash)
                for block in blocks { setRoot(version, block, isWhole, flash) }
                let before = flash.image
                flash.forgetSteps()
                if isWhole || blocks.count == 2 {
                    let refusal = RingStoreError(.unknownVersion(version))
                    #expect(throws: refusal) { try Bench.mount(flash) }
                    #expect(throws: refusal) { try StoreExamination(flash, deviceKey: Bench.deviceKey()) }
                    #expect(
                        refusal.description == "the store has format version \(version); this firmware reads 1 and 2")
                    #expect(flash.steps.isEmpty && flash.image == before)
                } else {
                    // A flipped bit of one block is damage, and the other one is there.
                    flash.faults.stuckLow[0] = 0
                    #expect(try Bench.mount(flash).contents().count == 14, "\(blocks)")
                }
            }
        }
    }

    /// - Parameter isWhole: as a firmware of that version would write it.
    private func setRoot(_ version: UInt16, _ block: Int, _ isWhole: Bool, _ flash: LabFlash) {
        let at = block * 4096
        (flash.image[at + 8], flash.image[at + 9]) = (UInt8(version & 255), UInt8(version >> 8))
        guard isWhole else { return }
        flash.image.replaceSubrange(at + 96..<at + 112, with: Hashes.blake2b(Array(flash.image[at..<at + 96]), [], 16))
    }

    @Test(
        "Label, opening or record of another version: set aside or named as damage, never erased",
        arguments: [0, 3, 255])
    func blocks(version: UInt8) throws {
        for place in ["label", "opening", "record"] {
            let flash = try Self.old()
            _ = try Bench.mount(flash)
            let block = Bench.layout.blocks(ofRing: 1).first { flash.image[$0 * 4096 + 48] == 0x4D }!
            let hashes = Hashes(flash.image)
            let at = block * 4096 + ["label": 0, "opening": 48, "record": 96][place]!
            let count = UInt64(flash.image[block * 4096 + 12]), sequence = UInt64(flash.image[block * 4096 + 56])
            // As a firmware of that version would write it: authentic.
            flash.image[at + (place == "record" ? 2 : 4)] = version
            let (length, domain, first, second): (Int, UInt64, UInt64, UInt64) =
                switch place {
                case "label": (32, 3, UInt64(block), 0)
                case "opening": (32, 4, UInt64(block), count)
                default: (56, 5, sequence, 96)
                }
            let mac = hashes.mac(
                domain, first, second, Array(flash.image[at..<at + length]), place == "record" ? 8 : 16)
            flash.image.replaceSubrange(at + length..<at + length + mac.count, with: mac)
            flash.faults.stuckLow[0] = 0
            let range = block * 4096..<(block + 1) * 4096, before = flash.image[range]
            let found = try StoreExamination(flash, deviceKey: Bench.deviceKey()).damage
            let mounted = try Bench.mount(flash)
            if place == "record" {
                #expect(mounted.mountReport.damagedPlaces == 1 && found.map(\.what) == [.stray])
            } else {
                #expect(mounted.mountReport.setAside == [BlockIndex(block)], "\(place)")
                #expect(found.map(\.what) == [.unknownVersion], "\(place)")
            }
            #expect(flash.image[range] == before)
        }
    }

    @Test("Any bit of a label of either version is mended, or its block is blank") func labels() throws {
        for flash in [try Self.old(), try Bench.formatted()] {
            let store = try Bench.mount(flash)
            let before = try store.contents()
            let block = Bench.layout.blocks(ofRing: 1).first { flash.image[$0 * 4096 + 48] == 0x4D } ?? 5
            for bit in 0..<96 * 8 {
                let flipped = LabFlash(Bench.geometry, image: flash.image)
                flipped.image[block * 4096 + bit / 8] ^= 1 << (bit % 8)
                flipped.faults.stuckLow[0] = 0
                let mounted = try Bench.mount(flipped)
                #expect(try mounted.contents() == before && mounted.mountReport.setAside.isEmpty, "bit \(bit)")
            }
        }
    }
}
