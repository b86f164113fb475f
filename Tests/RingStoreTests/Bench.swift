import FlashLab
import RingStore
import Timekeeping

/// A small store for tests: 21 blocks of 4 KiB; rings 1, 2, 3 have 8, 4 and 4 of them.
enum Bench {
    static let geometry = FlashGeometry(blockCount: 21, blockBytes: 4096, programUnitBytes: 16)
    static let layout = StoreLayout(keyBlocks: 3, ringBlocks: [8, 4, 4])
    static let firstDay = CivilDay(number: 20_000)
    static let now = WallTime(seconds: 20_000 * 86_400)
    static let ring = RingID(1)

    static func deviceKey(_ byte: UInt8 = 7) -> DeviceKey {
        DeviceKey { $0.initializeMemory(as: UInt8.self, repeating: byte) }
    }

    static func formatted(_ flash: LabFlash = LabFlash(geometry), kind: StoreKind = .bench, seed: UInt64 = 1) throws
        -> LabFlash
    {
        try RingStore.format(
            flash, as: kind, layout: layout, deviceKey: deviceKey(), now: now, today: firstDay,
            entropy: SeededEntropy(seed: seed))
        return flash
    }

    static func mount(
        _ flash: any Flash, as kind: StoreKind = .bench, today: CivilDay = firstDay, seed: UInt64 = 2
    ) throws(RingStoreError) -> RingStore {
        try RingStore.mount(flash, as: kind, deviceKey: deviceKey(), today: today, entropy: SeededEntropy(seed: seed))
    }
}

extension RingStore {
    /// Appends one batch of text records that share an expiry.
    @discardableResult
    func append(
        _ texts: [String], expiry: Expiry = .never, replacing: RecordID? = nil, to ring: RingID = Bench.ring
    ) throws(RingStoreError) -> [RecordID] {
        var batch = makeBatch()
        for text in texts { batch.add(kind: 1, expiry: expiry, replacing: replacing) { $0.text(text) } }
        return try append(batch, to: ring)
    }

    func text(_ id: RecordID, in ring: RingID = Bench.ring) throws(RingStoreError) -> String {
        try read(id, in: ring) { $0.text() }
    }

    /// Everything readable, by id.
    func contents(of ring: RingID = Bench.ring) throws(RingStoreError) -> [UInt64: String] {
        var found: [UInt64: String] = [:]
        for info in records(in: ring) { found[info.id.number] = try text(info.id, in: ring) }
        return found
    }
}

/// What the examiner can decrypt, as texts.
func readableTexts(_ flash: LabFlash) -> [String] {
    flash.image.withUnsafeBytes { image in
        var texts: [String] = []
        _ = FlashSearch(image, geometry: flash.geometry, deviceKey: Bench.deviceKey()).run { _, reader in
            texts.append(reader.text())
        }
        return texts
    }
}
