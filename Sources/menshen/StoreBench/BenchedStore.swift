import Records
import RingStore
import Timekeeping

/// A store with one ring, the people's, on a flash that counts. What it holds has the sizes of the real records and random
/// contents; nobody is in it.
final class BenchedStore {
    /// A person with a number of 4 digits and a name of 14 letters.
    static let personBytes = 34
    /// `FaceTemplates` with one template.
    static let templateBytes = 209
    static let keyBlocks = 4
    static let firstDay = CivilDay(number: 20_000)

    /// What one enrolment asks for, sealed: header, ciphertext and tag of both records, and the commit mark.
    static let enrolmentBytes = RecordBatch.storedBytes(bodyBytes: [personBytes, templateBytes])
    /// What of it the caller gave.
    static let plainBytes = personBytes + templateBytes

    let flash: CountingFlash
    let entropy: any Entropy
    private(set) var ring: RingStore

    static func geometry(ringBlocks: Int, blockBytes: Int) -> FlashGeometry {
        FlashGeometry(
            blockCount: layout(ringBlocks: ringBlocks).blockCount, blockBytes: blockBytes, programUnitBytes: 16)
    }

    static func layout(ringBlocks: Int) -> StoreLayout { StoreLayout(keyBlocks: keyBlocks, ringBlocks: [ringBlocks]) }

    /// - Parameter flash: of `geometry(ringBlocks:blockBytes:)`.
    init(formatting flash: any Flash, ringBlocks: Int, seed: UInt64) throws(RingStoreError) {
        self.flash = CountingFlash(flash)
        entropy = SeededEntropy(seed: seed)
        try RingStore.format(
            self.flash, as: .bench, layout: Self.layout(ringBlocks: ringBlocks), deviceKey: Self.deviceKey(),
            now: WallTime(seconds: Int64(Self.firstDay.number) * 86_400), today: Self.firstDay, entropy: entropy)
        ring = try Self.mount(self.flash, entropy: entropy)
    }

    /// Not secret: whoever runs the bench knows it.
    static func deviceKey() -> DeviceKey { DeviceKey { $0.initializeMemory(as: UInt8.self, repeating: 7) } }

    static func mount(_ flash: any Flash, entropy: any Entropy) throws(RingStoreError) -> RingStore {
        try RingStore.mount(flash, as: .bench, deviceKey: deviceKey(), today: firstDay, entropy: entropy)
    }

    var statistics: RingStatistics { ring.statistics(of: .people) }
    /// Erase blocks of the people ring.
    var ringBlocks: Range<Int> { flash.geometry.blockCount - statistics.blocks..<flash.geometry.blockCount }
    /// Of the people ring since it was formatted.
    var eraseCounts: [Int] { flash.counts[ringBlocks].map(\.erases) }

    /// A person and a template in one batch.
    func enrol(lastDay: CivilDay) throws(RingStoreError) -> [RecordID] {
        var batch = ring.makeBatch()
        for (kind, bytes) in [(RecordKind.person, Self.personBytes), (.faceTemplates, Self.templateBytes)] {
            batch.add(kind: kind.rawValue, expiry: .after(lastDay)) { $0.raw(entropy.bytes(bytes)) }
        }
        return try ring.append(batch, to: .people)
    }

    func delete(_ records: [RecordID]) throws(RingStoreError) { _ = try ring.delete(records, in: .people) }
    func endDay(today: CivilDay) throws(RingStoreError) { _ = try ring.expire(today: today) }
}
