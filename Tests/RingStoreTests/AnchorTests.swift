import CrashLab
import FlashLab
import RingStore
import SeededRandom
import Testing
import Timekeeping

/// A store whose keys are tied to an anchor.
@Suite struct AnchorTests {
    private static func formatted(_ flash: LabFlash = LabFlash(Bench.geometry)) throws -> LabFlash {
        try RingStore.format(
            flash, as: .bench, layout: Bench.layout, deviceKey: Bench.deviceKey(), now: Bench.now,
            today: Bench.firstDay, entropy: SeededEntropy(seed: 1), anchor: SlottedAnchor(flash))
        return flash
    }

    private static func mount(
        _ flash: LabFlash, anchor: (any Anchor)?, dayOffset: Int = 0, seed: UInt64 = 2
    ) throws(RingStoreError) -> RingStore {
        try RingStore.mount(
            flash, as: .bench, deviceKey: Bench.deviceKey(), today: Bench.firstDay + dayOffset,
            entropy: SeededEntropy(seed: seed), anchor: anchor)
    }

    @Test("Store and anchor go together, or nothing is touched and the words say what to do")
    func together() throws {
        let flash = try Self.formatted()
        flash.forgetSteps()
        #expect(throws: RingStoreError(.anchorMissing)) { try Self.mount(flash, anchor: nil) }
        #expect(throws: RingStoreError(.anchor(.blank))) { try Self.mount(flash, anchor: MemoryAnchor()) }
        let other = try Self.formatted(LabFlash(Bench.geometry))
        let foreign = MemoryAnchor()
        try foreign.replace(filledWith: 9)
        #expect(throws: RingStoreError(.rolledBack)) { try Self.mount(flash, anchor: foreign) }
        #expect(flash.steps.isEmpty)
        #expect(try Self.mount(flash, anchor: SlottedAnchor(flash)).contents().isEmpty)
        let plain = try Bench.formatted()
        plain.forgetSteps()
        #expect(throws: RingStoreError(.notAnchored)) { try Self.mount(plain, anchor: SlottedAnchor(other)) }
        #expect(plain.steps.isEmpty)
        let words = [RingStoreError(.anchorMissing), RingStoreError(.notAnchored), RingStoreError(.rolledBack)].map {
            $0.description
        }
        #expect(words[0].contains("board file") && words[1].contains("format the store again"))
        #expect(words[2].hasPrefix("an older image of this store was put back"))
    }

    @Test(
        "With a new day every older image is dead: not mounted, and its keys opened by nobody, at whatever flash they survive"
    )
    func rollback() throws {
        let flash = try Self.formatted()
        var store = try Self.mount(flash, anchor: SlottedAnchor(flash))
        try store.append(["from the first day"])
        let older = Medium(Bench.geometry, image: flash.image, anchor: flash.anchorImage)
        // The same generation: it cannot be told from the newest image.
        let same = older.flash
        #expect(try Self.mount(same, anchor: SlottedAnchor(same), seed: 3).contents().count == 1)

        // Nothing ends with this day; the generation changes all the same.
        _ = try store.expire(today: Bench.firstDay + 1)
        store = try Self.mount(flash, anchor: SlottedAnchor(flash), dayOffset: 1, seed: 4)
        #expect(try store.contents().values.sorted() == ["from the first day"])
        let putBack = Medium(Bench.geometry, image: older.image, anchor: flash.anchorImage).flash
        #expect(throws: RingStoreError(.rolledBack)) { try Self.mount(putBack, anchor: SlottedAnchor(putBack)) }
        #expect(throws: RingStoreError(.rolledBack)) {
            try StoreExamination(putBack, deviceKey: Bench.deviceKey(), anchor: SlottedAnchor(putBack))
        }
        #expect(putBack.steps.isEmpty)
        #expect(Self.keyCount(in: older.image, anchor: SlottedAnchor(older.flash)) > 0)
        #expect(Self.keyCount(in: older.image, anchor: SlottedAnchor(flash)) == 0)
        #expect(Self.keyCount(in: flash.image, anchor: SlottedAnchor(flash)) > 0)
        #expect(Self.keyCount(in: flash.image, anchor: nil) == 0)
    }

    private static func keyCount(in image: [UInt8], anchor: (any Anchor)?) -> Int {
        image.withUnsafeBytes {
            FlashSearch($0, geometry: Bench.geometry, deviceKey: Bench.deviceKey(), anchor: anchor).run().keyCount
        }
    }

    @Test(
        "Every flash that ever stood beside another secret is refused, and not a bit of it changes", arguments: [2, 5])
    func everyOlderImage(seed: UInt64) throws {
        let workload = try Workload(seed: seed)
        let last = workload.medium(before: workload.steps.count)
        var medium = workload.medium(before: 0)
        // While the last generation was written, it was in the image already, and the anchor had the secret before.
        let replacements = workload.steps.indices.filter { workload.steps[$0].isAnchor }
        let birth = replacements.suffix(3).first!...replacements.last!
        var (refused, accepted) = (0, 0)
        for (number, step) in workload.steps.enumerated() {
            defer { medium.apply(step) }
            guard number % 7 == 0, !birth.contains(number) else { continue }
            let isSame = medium.secret == last.secret
            let flash = Medium(medium.geometry, image: medium.image, anchor: last.anchor).flash
            do throws(RingStoreError) {
                _ = try workload.mount(flash, before: number, salt: 970)
                accepted += 1
                #expect(isSame, "step \(number): an older image is mounted")
            } catch {
                refused += 1
                #expect(error.code == .rolledBack && !isSame, "step \(number): \(error)")
                #expect(flash.steps.isEmpty)
            }
        }
        #expect(refused > 20 && accepted > 0)
    }

    @Test("The generation that fits cannot be read, and an older one stands beside it: no word of an older image")
    func unreadable() throws {
        let flash = try Self.formatted()
        let store = try Self.mount(flash, anchor: SlottedAnchor(flash))
        let before = Medium(Bench.geometry, image: flash.image, anchor: flash.anchorImage)
        flash.forgetSteps()
        _ = try store.expire(today: Bench.firstDay + 1)
        // Until the old one's erase has begun.
        var medium = before
        for step in flash.steps {
            if case .erase = step { break }
            medium.apply(step)
        }
        let whole = medium.flash
        whole.forgetSteps()
        let open = (2..<5).filter { medium.image[$0 * 4096 + 48] == 0x4D }
        try #require(open.count == 2)
        for block in open {
            let left = Medium(Bench.geometry, image: medium.image, anchor: flash.anchorImage).flash
            left.faults.unreadable = [block]
            let fitsNone = (try? Self.mount(left, anchor: SlottedAnchor(left))) == nil
            if fitsNone {
                #expect(throws: RingStoreError(.keysUnreadable(BlockIndex(block)))) {
                    try Self.mount(left, anchor: SlottedAnchor(left))
                }
                #expect(left.steps.isEmpty)
                left.faults.unreadable = []
                #expect(try Self.mount(left, anchor: SlottedAnchor(left)).contents().isEmpty)
            }
        }
        #expect(throws: RingStoreError(.rolledBack)) {
            let older = Medium(Bench.geometry, image: before.image, anchor: flash.anchorImage).flash
            _ = try Self.mount(older, anchor: SlottedAnchor(older))
        }
    }

    @Test("An examination tells a generation that a cut has left from damage")
    func examinedAfterACut() throws {
        let flash = try Self.formatted()
        let store = try Self.mount(flash, anchor: SlottedAnchor(flash))
        try store.append(["one"], expiry: .after(Bench.firstDay))
        let before = Medium(Bench.geometry, image: flash.image, anchor: flash.anchorImage)
        flash.forgetSteps()
        _ = try store.expire(today: Bench.firstDay + 1)
        var medium = before
        var looks = 0
        for step in flash.steps {
            let left = medium.flash
            let found = try StoreExamination(
                left, deviceKey: Bench.deviceKey(), anchor: SlottedAnchor(left, readOnly: true))
            #expect(found.damage.isEmpty, "\(found.damage)")
            looks += 1
            medium.apply(step)
        }
        #expect(looks > 6)
    }
}

extension Medium {
    /// What the anchor beside it holds; the workload was not cut, so both slots say the same between two calls.
    fileprivate var secret: [UInt8] {
        let anchor = SlottedAnchor(flash, readOnly: true)
        let room = LockedBytes(count: 32)
        guard (try? anchor.read(into: room.bytes)) != nil else { return [] }
        return [UInt8](room.readOnly)
    }
}

extension LabFlash.Step {
    fileprivate var isAnchor: Bool { if case .anchor = self { true } else { false } }
}

extension MemoryAnchor {
    fileprivate func replace(filledWith byte: UInt8) throws {
        let secret = LockedBytes(count: 32)
        secret.bytes.initializeMemory(as: UInt8.self, repeating: byte)
        try replace(by: secret.readOnly)
    }
}

/// The two slots of an anchor, cut everywhere.
@Suite struct SlottedAnchorTests {
    /// Slots in memory: the write that is cut leaves any of the old and the new bits.
    private final class Slots: AnchorSlots {
        var bytes = [UInt8](repeating: 0xFF, count: 128)
        var writesUntilCut = Int.max
        var generator = SplitMix64(seed: 1)
        var anchorPromises: AnchorPromises { .memory }

        func read(slot: Int, into room: UnsafeMutableRawBufferPointer) throws(AnchorError) {
            room.copyBytes(from: bytes[slot * 64..<(slot + 1) * 64])
        }

        func write(slot: Int, _ new: UnsafeRawBufferPointer) throws(AnchorError) {
            if writesUntilCut < 0 { throw .medium(0) }
            writesUntilCut -= 1
            for index in 0..<64 {
                let mask: UInt8 = writesUntilCut < 0 ? UInt8(truncatingIfNeeded: generator.next()) : 0xFF
                bytes[slot * 64 + index] = bytes[slot * 64 + index] & ~mask | new[index] & mask
            }
            if writesUntilCut < 0 { throw .medium(0) }
        }
    }

    private func read(_ slots: Slots) throws(AnchorError) -> UInt8 {
        let room = LockedBytes(count: 32)
        try SlottedAnchor(slots).read(into: room.bytes)
        #expect(room.readOnly.allSatisfy { $0 == room.readOnly[0] })
        return room.readOnly[0]
    }

    private func replace(_ slots: Slots, by byte: UInt8) throws(AnchorError) {
        let secret = LockedBytes(count: 32)
        secret.bytes.initializeMemory(as: UInt8.self, repeating: byte)
        try SlottedAnchor(slots).replace(by: secret.readOnly)
    }

    @Test("Blank, damaged, and the secret before nowhere")
    func slots() throws {
        let slots = Slots()
        #expect(throws: AnchorError.blank) { try read(slots) }
        try replace(slots, by: 1)
        try replace(slots, by: 2)
        #expect(try read(slots) == 2)
        #expect(!slots.bytes.withUnsafeBytes { all in (0..<97).contains { all[$0..<$0 + 32].allSatisfy { $0 == 1 } } })
        let whole = slots.bytes
        for bit in 0..<512 {
            slots.bytes[bit / 8] ^= 1 << (bit % 8)
            #expect(try read(slots) == 2)
            // Mended: the other one is not needed any more.
            slots.bytes[64 + bit / 8] ^= 1 << (bit % 8)
            #expect(try read(slots) == 2)
            slots.bytes = whole
        }
        slots.bytes[0] ^= 1
        slots.bytes[127] ^= 1
        #expect(throws: AnchorError.damaged) { try read(slots) }
    }

    @Test(
        "Cut in any write, of the replacement and of what mends it: the old secret or the new one, and then always that"
    )
    func cuts() throws {
        var outcomes: Set<UInt8> = []
        for seed in 0..<400 as Range<UInt64> {
            let slots = Slots()
            slots.generator = SplitMix64(seed: seed)
            try replace(slots, by: 1)
            slots.writesUntilCut = Int(seed % 2)
            #expect(throws: AnchorError.self) { try replace(slots, by: 2) }
            // Mending is cut as well, now and then.
            for _ in 0..<seed % 3 {
                slots.writesUntilCut = 0
                _ = try? read(slots)
            }
            slots.writesUntilCut = Int.max
            let found = try read(slots)
            outcomes.insert(found)
            #expect(found == 1 || found == 2)
            #expect(try read(slots) == found)
            let other: UInt8 = 3 - found
            #expect(!slots.bytes.withUnsafeBytes { all in (16..<48).allSatisfy { all[$0] == other } })
            #expect(!slots.bytes.withUnsafeBytes { all in (80..<112).allSatisfy { all[$0] == other } })
            try replace(slots, by: 3)
            #expect(try read(slots) == 3)
        }
        #expect(outcomes == [1, 2])
    }
}
