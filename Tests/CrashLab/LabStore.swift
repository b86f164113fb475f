import FlashLab
import RingStore
import Timekeeping

/// A store as small as stores can be, so that its rings wrap soon. The seed chooses its shape; rings 1 and 2 take the work.
///
/// From `firstWornSeed` on every third one, unless it begins with version 1, has a block in each ring that takes no erase.
/// Of eight seeds two have pages of NAND flash and bad blocks, and one has units in between. Of the others half begin with
/// version 1 of the format. Of those that do not, every third one has an anchor, and three of seven that have no large units keep
/// their keys on a medium of their own, with smaller blocks.
public struct LabStore: Sendable {
    public static let firstDay = CivilDay(number: 20_000)
    public static let rings = [RingID(1), RingID(2)]

    public let geometry: FlashGeometry
    /// Of the flash below: smaller blocks, where they are ganged.
    public let mediumGeometry: FlashGeometry
    public let isAnchored: Bool
    public let isSplit: Bool
    /// Marked by their maker.
    public let badBlocks: Set<Int>
    /// They take no erase: one of each ring. They belong to the store's blocks, and the medium has the same.
    public let wornBlocks: Set<Int>
    /// A firmware of version 1 has begun it.
    public let isOld: Bool
    private let layout: StoreLayout
    private let seed: UInt64

    public init(seed: UInt64) {
        let unitBytes = [16, 512, 8, 64, 16, 1, 2048, 4][Int(seed % 8)]
        let isPaged = unitBytes >= 512
        isOld = unitBytes <= 16 && seed / 8 % 2 == 1
        isAnchored = seed % 3 == 2 && !isOld
        let isWorn = seed >= Self.firstWornSeed && seed % 3 == 0 && !isOld
        isSplit = seed % 7 > 3 && unitBytes <= 16 && !isOld && !isWorn
        // One of each ring is bad, or takes no erase, besides those that it needs.
        let spare = (isPaged ? 1 : 0) + (isWorn ? 1 : 0)
        let ringBlocks = [[8, 4], [5, 4], [4, 4], [6, 5]][Int(seed / 8 % 4)].map { $0 + spare }
        let keyBlocks = 3 + (isPaged ? 1 : Int(seed / 4 % 2)) + (isWorn ? 1 : 0)
        layout = StoreLayout(keyBlocks: keyBlocks, ringBlocks: ringBlocks)
        let first = 2 + keyBlocks, middle = first + ringBlocks[0]
        badBlocks = isPaged ? [2 + Int(seed / 8 % 4), first + Int(seed % 3), middle + Int(seed % 5)] : []
        let bad = badBlocks
        wornBlocks = isWorn ? Set([2, first, middle].map { start in (start...).first { !bad.contains($0) }! }) : []
        let blockBytes = unitBytes <= 16 ? 4096 : max(8192, 16 * unitBytes)
        geometry = FlashGeometry(
            blockCount: layout.blockCount, blockBytes: blockBytes, programUnitBytes: unitBytes)
        mediumGeometry =
            isSplit
            ? FlashGeometry(
                blockCount: geometry.blockCount * Self.gang, blockBytes: geometry.blockBytes / Self.gang,
                programUnitBytes: unitBytes) : geometry
        self.seed = seed
    }

    /// Blocks of the first medium to one of the store's.
    private static let gang = 4

    /// Stores from here on may have worn blocks.
    static let firstWornSeed: UInt64 = 24

    /// A worn block was met: the store finds out in the middle of a call, and wants a mount.
    func isWear(_ error: RingStoreError) -> Bool {
        switch error.code {
        case .eraseFailed(let block): wornBlocks.contains(block.number)
        case .flash(let cause): cause.code == .medium(5) && wornBlocks.contains(cause.block.number)
        default: false
        }
    }

    /// Damaged, the blocks aside that are known to be worn.
    func isDamaged(_ store: RingStore) -> Bool {
        var report = store.mountReport
        report.setAside.removeAll { wornBlocks.contains($0.number) }
        return report.isDamaged
    }

    /// The flash as the store sees it.
    func seen(_ flash: LabFlash) throws(RingStoreError) -> any Flash {
        guard isSplit else { return flash }
        let keys = (2 + layout.keyBlocks) * Self.gang
        let records = LabRegion(
            flash, blocks: keys..<mediumGeometry.blockCount, gang: Self.gang, promises: .partition)
        return try SplitFlash(
            keys: LabRegion(flash, blocks: 0..<keys, gang: 1, promises: .memory), records: records)
    }

    func anchor(_ flash: LabFlash) -> SlottedAnchor? { isAnchored ? SlottedAnchor(flash) : nil }

    /// Label and opening fill whole units.
    static func recordsOffset(_ geometry: FlashGeometry) -> Int {
        let unit = max(16, geometry.programUnitBytes)
        return 2 * ((48 + unit - 1) / unit * unit)
    }

    /// Blocks of each ring, the keys' first, and the program unit.
    var shape: String {
        ([layout.keyBlocks] + layout.ringBlocks).map(String.init).joined(separator: "+")
            + "x\(geometry.programUnitBytes)\(isOld ? " from version 1" : "")"
            + "\(isAnchored ? "+anchor" : "")\(isSplit ? "+split" : "")\(wornBlocks.isEmpty ? "" : "+worn")"
    }

    /// The root's blocks and those of the keys: without them nothing can be read.
    var vitalBytes: Range<Int> { 0..<(2 + layout.keyBlocks) * geometry.blockBytes }

    /// Whether a ring that holds these texts may refuse more of them: what they take is over what it promises to hold.
    /// - Parameter badBlocks: nil for those that the maker has marked.
    func mayRefuse(
        _ texts: [String], in ring: RingID, holding held: some Sequence<String>, badBlocks: Set<Int>? = nil
    ) -> Bool {
        charged(texts) + charged(held) > capacityBytes(of: ring, badBlocks: badBlocks ?? self.badBlocks)
    }

    /// Three quarters of what it promises to hold are in use.
    func isNearlyFull(_ ring: RingID, holding held: some Sequence<String>) -> Bool {
        4 * charged(held) > 3 * capacityBytes(of: ring, badBlocks: badBlocks)
    }

    /// As stored, and 32 bytes for each.
    private func charged(_ texts: some Sequence<String>) -> Int {
        texts.reduce(0) { $0 + 64 + (2 + $1.utf8.count + 16 + 15) / 16 * 16 + 32 }
    }

    private func capacityBytes(of ring: RingID, badBlocks: Set<Int>) -> Int {
        let blocks = self.blocks(of: ring).count { !badBlocks.contains($0) && !wornBlocks.contains($0) }
        return RingCapacity.bytes(blocks: blocks, geometry: geometry)
    }

    private func blocks(of ring: RingID) -> Range<Int> {
        let counts = [layout.keyBlocks] + layout.ringBlocks
        let first = 2 + counts[..<Int(ring.number)].reduce(0, +)
        return first..<first + counts[Int(ring.number)]
    }

    /// How many erases the blocks of a ring lie apart, by their labels; those that have none are left out.
    func wearSpread(of ring: RingID, on image: [UInt8]) -> Int {
        let counts = image.withUnsafeBytes { bytes in
            blocks(of: ring).map { $0 * geometry.blockBytes }.filter { bytes[$0..<$0 + 4].elementsEqual("MBLK".utf8) }
                .map { Int(bytes.loadUnaligned(fromByteOffset: $0 + 12, as: UInt32.self)) }
        }
        return (counts.max() ?? 0) - (counts.min() ?? 0)
    }

    /// Whether a block of the medium belongs to a ring that takes work.
    func isOfRing(_ block: Int) -> Bool {
        let first = 2 + layout.keyBlocks
        return block * mediumGeometry.blockBytes / geometry.blockBytes >= first
    }

    func isOfRoot(_ block: Int) -> Bool { block * mediumGeometry.blockBytes / geometry.blockBytes < 2 }

    static var deviceKey: DeviceKey { DeviceKey { $0.initializeMemory(as: UInt8.self, repeating: 7) } }

    public func formatted() throws(RingStoreError) -> LabFlash {
        let flash = LabFlash(mediumGeometry)
        flash.badBlocks = badBlocks
        defer { flash.faults.worn = wornBlocks }
        try RingStore.format(
            seen(flash), as: .bench, layout: layout, deviceKey: Self.deviceKey,
            now: WallTime(seconds: Int64(Self.firstDay.number) * 86_400), today: Self.firstDay,
            entropy: SeededEntropy(seed: seed), anchor: anchor(flash),
            writing: isOld ? FormatVersion.first : FormatVersion.current)
        return flash
    }

    /// - Parameter salt: 0..<1000, another one for each mount of one history, or nonces would come twice: a workload's own mounts
    ///   count from 1, those that look at what a cut has left from 900.
    public func mount(
        _ flash: LabFlash, today: CivilDay, salt: UInt64, asOld: Bool = false
    ) throws(RingStoreError) -> RingStore {
        try RingStore.mount(
            seen(flash), as: .bench, deviceKey: Self.deviceKey, today: today,
            entropy: SeededEntropy(seed: seed &* 1000 &+ salt), anchor: anchor(flash),
            writing: asOld ? FormatVersion.first : FormatVersion.current)
    }

    /// Everything that the examiner can decrypt, as texts.
    public func readableTexts(_ flash: LabFlash) -> Set<String> {
        flash.image.withUnsafeBytes { image in
            var texts: Set<String> = []
            let anchor = isAnchored ? SlottedAnchor(flash, readOnly: true) : nil
            let search = FlashSearch(image, geometry: geometry, deviceKey: Self.deviceKey, anchor: anchor)
            _ = search.run { _, reader in
                texts.insert(reader.text())
            }
            return texts
        }
    }
}

/// What every ring holds: texts by record number.
public typealias Contents = [RingID: [UInt64: String]]

extension RingStore {
    /// Every record of every ring that takes work.
    public func everything() throws(RingStoreError) -> Contents {
        var found: Contents = [:]
        for ring in LabStore.rings {
            found[ring] = [:]
            for info in records(in: ring) { found[ring]![info.id.number] = try read(info.id, in: ring) { $0.text() } }
        }
        return found
    }

    /// Appends one batch of texts that share an expiry.
    func append(
        texts: [String], expiry: Expiry = .never, replacing: RecordID? = nil, to ring: RingID
    ) throws(RingStoreError) -> [RecordID] {
        var batch = makeBatch()
        for text in texts { batch.add(kind: 1, expiry: expiry, replacing: replacing) { $0.text(text) } }
        return try append(batch, to: ring)
    }

    /// The same; nil when the ring is full, which has to be said before anything is written, and only when it is.
    func appendUnlessFull(
        texts: [String], expiry: Expiry = .never, replacing: RecordID? = nil, to ring: RingID, mayRefuse: Bool
    ) throws(RingStoreError) -> [RecordID]? {
        do { return try append(texts: texts, expiry: expiry, replacing: replacing, to: ring) } catch {
            guard case .full(ring, _, _) = error.code, mayRefuse else { throw error }
            return nil
        }
    }
}
