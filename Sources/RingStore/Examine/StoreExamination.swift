import Timekeeping

/// What a look at every byte of a store found. Nothing was changed, and nothing was finished that a cut had left.
public struct StoreExamination: Equatable, Sendable {
    public let identity: StoreIdentity
    public internal(set) var blocksRead = 0
    /// Records that count, and whose every byte is authentic.
    public internal(set) var soundRecords: [RingID: [RecordID]] = [:]
    /// Sound ones that count no more: older revisions, copies, past their day. They go when their block is reclaimed.
    public internal(set) var deadRecords = 0
    public internal(set) var damage: [StoreDamage] = []
    public internal(set) var unfinished: [UnfinishedWork] = []

    /// Records that are lost for certain, revisions included.
    public var lostRecords: Int {
        damage.count { damage in
            switch damage.loss {
            case .record, .revision: true
            case .nothing, .unknown, .everything: false
            }
        }
    }

    /// Reads everything, and changes nothing.
    /// - Parameter progress: blocks done, of how many; called before each block and at the end.
    /// - Throws: why this is no store that can be looked at: another key, version, geometry, or none at all.
    public init(
        _ flash: any Flash, deviceKey: borrowing DeviceKey, anchor: (any Anchor)? = nil,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws(RingStoreError) {
        identity = try StoreIdentity(flash, deviceKey: deviceKey, anchor: anchor?.promises)
        let root = try RootLog(mounting: flash, deviceKey: deviceKey)
        let keyAnchor = try KeyAnchor(anchor, of: root)
        let trials = EraseCountTrials()
        do throws(RingStoreError) { try keyAnchor.checkFresh(flash, root, trials) } catch {
            // That the keys are lost is for the examiner to say, with everything else.
            switch error.code {
            case .keysLost, .keysUnreadable: break
            default: throw error
            }
        }
        let examiner = Examiner(flash, root, identity, keyAnchor, trials)
        try examiner.run(into: &self, progress: progress)
    }
}

/// Who a store is and how it is laid out, from its root.
public struct StoreIdentity: Equatable, Sendable {
    public let kind: StoreKind
    /// Of the root; see `oldBlocks`.
    public let formatVersion: Int
    /// Blocks that an earlier version of the format has labelled.
    public let oldBlocks: Int
    /// Marked as bad: nobody touches them, and no ring has them.
    public let badBlocks: [BlockIndex]
    /// 16 random bytes; no secret.
    public let storeID: [UInt8]
    public let geometry: FlashGeometry
    public let layout: StoreLayout
    /// No earlier time is believed, and no earlier day.
    public let floor: WallTime
    public let today: CivilDay
    /// The generations of keys are sealed with what an anchor holds.
    public let isAnchored: Bool
    public let promises: StorePromises
    /// Of the blocks whose label can be read, and of the root's.
    public let wear: WearSummary
    public let blocksWithoutCount: Int

    /// Reads the root's blocks, and the label of each other one.
    /// - Parameter anchor: of the anchor that the board has; an anchored store without one counts as one that can be put back.
    public init(
        _ flash: any Flash, deviceKey: borrowing DeviceKey, anchor: AnchorPromises? = nil
    ) throws(RingStoreError) {
        let root = try RootLog(mounting: flash, deviceKey: deviceKey)
        let header = root.header
        guard header.layout.blockCount == header.geometry.blockCount else { throw RingStoreError(.rootDamaged) }
        kind = header.kind
        formatVersion = Int(header.version)
        storeID = header.storeID
        (geometry, layout) = (header.geometry, header.layout)
        floor = WallTime(seconds: root.floorSeconds)
        today = CivilDay(number: root.today)
        isAnchored = header.isAnchored
        promises = StorePromises(
            records: flash.promises, keys: flash.keyPromises, anchor: isAnchored ? anchor ?? .file : nil)
        let bad = try flashing { () throws(FlashError) in try flash.badBlocks() }
        badBlocks = bad.sorted().map { BlockIndex($0) }
        let labels = Self.labels(flash, header.layout, bad, root.storeKeys)
        wear = WearSummary(root.eraseCounts + labels.map(\.eraseCount))
        oldBlocks = labels.count { $0.version < FormatVersion.current }
        blocksWithoutCount =
            header.layout.blockCount - StoreLayout.rootBlocks
            - bad.count { $0 >= StoreLayout.rootBlocks } - labels.count
    }

    private static func labels(
        _ flash: any Flash, _ layout: StoreLayout, _ bad: Set<Int>, _ keys: StoreKeys
    ) -> [(eraseCount: UInt32, version: UInt8)] {
        let label = Scratch(count: BlockHeader.labelBytes)
        return layout.rings.flatMap { ring in
            layout.blocks(of: ring).compactMap { block -> (eraseCount: UInt32, version: UInt8)? in
                // A block that the medium does not read tells no count.
                guard !bad.contains(block),
                    (try? flash.read(BlockIndex(block), offsetBytes: 0, into: label.bytes)) != nil,
                    let count = BlockHeader.labelledEraseCount(label.readOnly, block: block, ring: ring, keys: keys)
                else { return nil }
                return (count, BlockHeader.labelVersion(label.readOnly))
            }
        }
    }

    /// Ring 0 is the keys'.
    public var rings: [RingID] { layout.rings }

    public func blockCount(of ring: RingID) -> Int { layout.blocks(of: ring).count }

    /// Of a ring's blocks.
    public func badBlockCount(of ring: RingID) -> Int {
        badBlocks.count { layout.blocks(of: ring).contains($0.number) }
    }

    /// How much may live in a ring at once while none of its blocks but the bad ones is out of service; nil for the keys'.
    public func capacityBytes(of ring: RingID) -> Int? {
        let good = blockCount(of: ring) - badBlockCount(of: ring)
        return ring == .keys ? nil : RingCapacity.bytes(blocks: good, geometry: geometry)
    }
}
