import FlashLab
import RingStore
import SeededRandom
import Testing
import Timekeeping

/// Looking at a store without changing it: what is whole, what is not, and which records that costs.
@Suite struct ExaminationTests {
    static func examine(_ flash: any Flash) throws(RingStoreError) -> StoreExamination {
        try StoreExamination(flash, deviceKey: Bench.deviceKey())
    }

    /// Some days of life: revisions, deletions, days that ended, blocks that were reclaimed.
    static func lived(days: Int = 4) throws -> LabFlash {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        var residents: [RecordID] = []
        for day in 0..<days {
            _ = try store.expire(today: Bench.firstDay + day)
            for number in 0..<8 {
                let words = String(repeating: "\(day)-\(number) ", count: 12 + number)
                try store.append([words, "short"], expiry: .after(Bench.firstDay + day + number % 3))
                if number % 3 == 0 { residents += try store.append([words]) }
                let door = Expiry.after(Bench.firstDay + day + number % 2)
                if number < 6 { try store.append(["door \(day) \(number)"], expiry: door, to: RingID(3)) }
            }
            try store.append(["revised \(day)"], replacing: residents[day])
            _ = try store.delete([residents.removeLast()], in: Bench.ring)
            store = try Bench.mount(flash, today: Bench.firstDay + day)
        }
        flash.forgetSteps()
        return flash
    }

    /// What a mount returns, of every ring.
    static func readable(_ flash: any Flash, today: CivilDay = Bench.firstDay) throws -> [RingID: [RecordID]] {
        let store = try Bench.mount(flash, today: today)
        var all: [RingID: [RecordID]] = [:]
        for ring in [1, 2, 3].map({ RingID($0) }) {
            all[ring] = store.records(in: ring).map(\.id).filter { id in
                (try? store.read(id, in: ring) { _ in true }) != nil
            }
        }
        return all
    }

    @Test("A sound store: every record that a mount returns is found, nothing is damaged, nothing is changed")
    func sound() throws {
        let flash = try Self.lived()
        let before = flash.image
        var progress: [Int] = []
        let found = try StoreExamination(flash, deviceKey: Bench.deviceKey()) { done, total in
            #expect(total == Bench.geometry.blockCount)
            progress.append(done)
        }
        #expect(found.damage.isEmpty && found.unfinished.isEmpty && found.blocksRead == Bench.geometry.blockCount)
        #expect(progress == Array(0...Bench.geometry.blockCount))
        #expect(flash.image == before && flash.steps.isEmpty)
        #expect(found.soundRecords[Bench.ring]!.count > 10 && found.soundRecords[RingID(2)] ?? [] == [])
        #expect(found.deadRecords > 5)
        for (ring, ids) in try Self.readable(LabFlash(Bench.geometry, image: before)) {
            #expect(found.soundRecords[ring] ?? [] == ids)
        }
        #expect(found.identity.storeID.count == 16 && found.identity.today == Bench.firstDay + 3)
        #expect(found.identity.rings.map(found.identity.blockCount) == [3, 8, 4, 4])
        let mounted = try Bench.mount(flash)
        #expect(found.identity.capacityBytes(of: Bench.ring) == mounted.statistics(of: Bench.ring).capacityBytes)
        #expect(found.identity.capacityBytes(of: .keys) == nil)
    }

    @Test(
        "Any bit flipped is found, read-only; and what is called sound is what a mount returns",
        arguments: [(1, UInt64(21)), (4, 22)]) func flips(days: Int, seed: UInt64) throws
    {
        let image = try Self.lived(days: days).image
        let good = try Self.examine(LabFlash(Bench.geometry, image: image))
        var generator = SplitMix64(seed: seed)
        var losses = 0
        for _ in 0..<400 {
            let bit = Int.random(in: 0..<image.count * 8, using: &generator)
            let flash = LabFlash(Bench.geometry, image: with(image) { $0[bit / 8] ^= 1 << (bit % 8) })
            guard let found = try? Self.examine(flash) else {
                #expect(bit / 8 < 2 * Bench.geometry.blockBytes, "bit \(bit): only the root can hide all")
                continue
            }
            #expect(flash.steps.isEmpty)
            let isQuiet = found.damage.isEmpty && found.unfinished.isEmpty
            #expect(!isQuiet || found.soundRecords == good.soundRecords, "bit \(bit)")
            // Nobody can tell what a record should be whose key was erased with its day.
            let mayBeQuiet = bit / 8 < 2 * Bench.geometry.blockBytes || days > 1
            #expect(!isQuiet || mayBeQuiet, "bit \(bit) was not found")
            guard let returned = try? Self.readable(flash) else {
                #expect(found.damage.contains { $0.loss == .everything }, "bit \(bit)")
                continue
            }
            for (ring, ids) in returned { #expect(found.soundRecords[ring] ?? [] == ids, "bit \(bit)") }
            losses += found.lostRecords
        }
        #expect(losses > 3)
    }

    @Test("Power cut at each step leaves unfinished work, and no damage")
    func cuts() throws {
        let image = try Self.lived().image
        var lastDays: [RecordID: Expiry] = [:]
        let whole = try Bench.mount(MemoryFlash(Bench.geometry, image: image))
        for info in whole.records(in: Bench.ring) { lastDays[info.id] = info.expiry }
        var steps = 0
        for operation in 0..<4 {
            for units in stride(from: 1, to: 4000, by: operation == 0 ? 1 : 7) {
                let flash = MemoryFlash(Bench.geometry, image: image)
                let store = try Bench.mount(flash, today: Bench.firstDay + 3)
                let residents = store.records(in: Bench.ring).filter { $0.expiry == .never }
                flash.unitsUntilPowerFails = units
                let isCut: Bool
                do {
                    switch operation {
                    case 0: try store.append(["fresh", "and more of it"], expiry: .after(Bench.firstDay + 40))
                    case 1: _ = try store.delete([residents[0].id], in: Bench.ring)
                    case 2: _ = try store.expire(today: Bench.firstDay + 4)
                    default: for _ in 0..<8 { try store.append([String(repeating: "w", count: 900)]) }
                    }
                    isCut = false
                } catch { isCut = true }
                let left = MemoryFlash(Bench.geometry, image: flash.image)
                let found = try Self.examine(left)
                #expect(found.damage.isEmpty, "operation \(operation), cut \(units): \(found.damage)")
                // The day that was ending when power failed has begun when it returns.
                let today = Bench.firstDay + (operation == 2 ? 4 : 3)
                let sound = found.soundRecords[Bench.ring]!.filter { lastDays[$0]?.hasPassed(on: today) != true }
                let returned = try Self.readable(left, today: today)[Bench.ring]
                #expect(sound == returned, "operation \(operation), cut \(units)")
                steps += 1
                guard isCut else { break }
            }
        }
        #expect(steps > 60)
    }

    @Test("Another key, blank, foreign, another version: refused with the store's own words, nothing is changed")
    func refusals() throws {
        let flash = try Self.lived()
        let before = flash.image
        #expect(throws: RingStoreError(.wrongDeviceKey)) {
            try StoreExamination(flash, deviceKey: Bench.deviceKey(8))
        }
        #expect(throws: RingStoreError(.notFormatted)) { try Self.examine(LabFlash(Bench.geometry)) }
        let future = with(before) { for block in [0, 1] { $0[block * 4096 + 8] = 3 } }
        #expect(throws: RingStoreError(.unknownVersion(3))) {
            try Self.examine(LabFlash(Bench.geometry, image: future))
        }
        #expect(flash.image == before && flash.steps.isEmpty)
    }
}

/// Each way to be damaged, named: which place, which record, and what is lost.
@Suite struct DamageNameTests {
    /// Three batches of one record in the first block of ring 1: ids 1, 2, 3, and 2 has been revised since.
    private func image() throws -> [UInt8] {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        for words in ["first", "second", "third"] { try store.append([words], expiry: .after(Bench.firstDay + 5)) }
        try store.append(["second again"], expiry: .after(Bench.firstDay + 5), replacing: RecordID(2))
        try store.append(["last"], expiry: .after(Bench.firstDay + 9))
        return flash.image
    }

    /// Body bytes are 2 of length and the words; a batch is its header (64), that and a tag, padded, commitment and mark.
    private static let batches = [0, 128, 256, 384, 512].map { $0 + (5 * 4096) + 96 }

    private func damage(_ change: (inout [UInt8]) -> Void) throws -> [StoreDamage] {
        let flash = LabFlash(Bench.geometry, image: with(try image(), change))
        let found = try ExaminationTests.examine(flash)
        #expect(flash.steps.isEmpty)
        return found.damage
    }

    @Test("Where the batches are") func places() throws {
        let image = try image()
        for batch in Self.batches { #expect(image[batch..<batch + 3] == [0x4D, 0x52, 2]) }
    }

    @Test(
        "One bit of a record: the place and the record are named, whatever part of it was hit",
        arguments: [
            (0, StoreDamage.What.header), (3, .header), (8, .header), (28, .header), (40, .header), (63, .header),
            (64, .body), (80, .body), (96, .mark), (112, .mark), (127, .mark),
        ])
    func oneBit(at: Int, what: StoreDamage.What) throws {
        for (batch, id, revision) in [(0, 1, 0), (1, 2, 0), (2, 3, 0), (3, 2, 1), (4, 4, 0)] {
            let found = try damage { $0[Self.batches[batch] + at] ^= 4 }
            #expect(found.count == 1 && found[0].what == what, "\(found)")
            #expect(found[0].ring == Bench.ring && found[0].block == BlockIndex(5))
            #expect(found[0].offset == Self.batches[batch] - 5 * 4096)
            #expect(found[0].record?.id == RecordID(UInt64(id)) && found[0].record?.isCertain == true)
            #expect(found[0].record?.revision == UInt32(revision) && found[0].record?.kind == 1)
            // One bit of a header or a mark is put right by each mount; a body is not, and still it counts as the newest.
            #expect(found[0].loss == (what == .body && batch != 1 ? .record : .nothing), "\(found)")
        }
    }

    @Test("Padding costs nothing; a record that is overwritten is guessed at; a whole one that is zeroed is a stray")
    func others() throws {
        // "third" has 7 bytes and a tag of 16: 9 of padding.
        let padding = try damage { $0[Self.batches[2] + 64 + 24] = 1 }
        #expect(padding.map(\.what) == [.padding] && padding[0].loss == .nothing)
        let guessed = try damage { for at in 40..<50 { $0[Self.batches[0] + at] = 0 } }
        #expect(guessed.map(\.what) == [.stray] && guessed[0].loss == .unknown)
        #expect(guessed[0].record?.id == RecordID(1) && guessed[0].record?.isCertain == false)
        let zeroed = try damage { for at in 0..<128 { $0[Self.batches[0] + at] = 0 } }
        #expect(zeroed.map(\.what) == [.stray] && zeroed[0].record == nil && zeroed[0].byteCount == 128)
    }

    @Test(
        "A block whose label or opening is damaged: its records are named one by one; one bit costs nothing",
        arguments: [8, 40, 50, 56, 90])
    func blockHeader(at: Int) throws {
        let once = try damage { $0[5 * 4096 + at] ^= 1 }
        #expect(once.map(\.what) == [.blockHeader] && once[0].loss == .nothing)
        let found = try damage { $0[5 * 4096 + at] ^= 3 }
        // An authentic opening says all that a label says.
        if at < 48 { return #expect(found.map(\.what) == [.blockHeader] && found[0].loss == .nothing) }
        #expect(found.map(\.what) == [.blockHeader] + [StoreDamage.What](repeating: .outOfService, count: 5))
        #expect(found.dropFirst().map { $0.record?.id.number } == [1, 2, 3, 2, 4])
        #expect(found.dropFirst().map { $0.loss == .record } == [true, false, true, true, true])
    }

    @Test(
        "The key of a day is damaged in every copy: the records of that day are named; with no snapshot, everything is")
    func keys() throws {
        // Generation 1, block 2: the snapshot with the key that never ends, twice, then one key for each day, twice.
        let once = try damage { $0[2 * 4096 + 96 + 2 * 160 + 70] ^= 1 }
        #expect(once.map(\.what) == [.body] && once[0].loss == .nothing)
        let found = try damage { for copy in 2..<4 { $0[2 * 4096 + 96 + copy * 160 + 70] ^= 1 } }
        #expect(found.map(\.what) == [.body, .body] + [StoreDamage.What](repeating: .keyMissing, count: 4))
        #expect(found[0].ring == .keys && found[0].loss == .nothing)
        #expect(found.dropFirst(2).map { $0.record?.id.number } == [1, 2, 3, 2])
        #expect(found.dropFirst(2).map(\.loss) == [.record, .nothing, .record, .record])
        let all = try damage { image in for at in 2 * 4096 + 96..<3 * 4096 { image[at] = 0 } }
        #expect(all.contains { $0.what == .keysMissing && $0.loss == .everything })
    }

    @Test("An entry of the root log that others follow, and a block that the medium does not read")
    func rootAndMedium() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        for hour in 1...5 { try store.raiseFloor(to: WallTime(seconds: Bench.now.seconds + Int64(hour) * 3600)) }
        // The first write after the mount has gone to block 1.
        let damaged = LabFlash(Bench.geometry, image: with(flash.image) { $0[4096 + 128 + 32 + 9] ^= 1 })
        let found = try ExaminationTests.examine(damaged).damage
        #expect(found.map(\.what) == [.rootEntry] && found[0].block == BlockIndex(1) && found[0].offset == 160)
        let mute = MuteFlash(try image(), block: 6)
        #expect(try ExaminationTests.examine(mute).damage.map(\.what) == [.medium])
    }
}

/// A flash with one block that does not answer.
final class MuteFlash: Flash {
    private let memory: MemoryFlash
    private let block: Int
    var geometry: FlashGeometry { memory.geometry }
    var promises: FlashPromises { .memory }

    init(_ image: [UInt8], block: Int) { (memory, self.block) = (MemoryFlash(Bench.geometry, image: image), block) }

    func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FlashError) {
        if block.number == self.block { throw FlashError(.medium(5), at: block) }
        try memory.read(block, offsetBytes: offsetBytes, into: buffer)
    }
    func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
        throw FlashError(.medium(30), at: block)
    }
    func erase(_ block: BlockIndex) throws(FlashError) { throw FlashError(.medium(30), at: block) }
}
