import Timekeeping

/// What mount found, and what it finished before the first read.
public struct MountReport: Equatable, Sendable {
    /// Erases that a power cut had interrupted.
    public var erasesFinished: [BlockIndex] = []
    /// Blocks erased because they ended in a batch that was never committed, or were never opened completely.
    public var unfinishedErased: [BlockIndex] = []
    public var unfinishedBatches = 0
    /// Records found whose last day had passed.
    public var expiredRecords = 0
    /// Of each ring in which some were found, the highest id of them.
    public var expiredThrough: [RingID: RecordID] = [:]
    /// Cohort keys erased by this mount.
    public var keysErased = 0
    public var keyGeneration: UInt64 = 0
    /// Blocks that cannot be read and were under no erase: left as they are, out of service.
    public var setAside: [BlockIndex] = []
    /// A block of keys that cannot be erased; until it is, expiry is not finished.
    public var expiryUnfinished: BlockIndex?
    /// No block is left for the next generation of keys: none can be erased, and few can be added.
    public var lacksKeyBlock = false
    /// Blocks that took neither an erase nor zeros: what was moved out of them may still be read by whoever opens the chip.
    public var notErased: [BlockIndex] = []
    /// Some blocks have been erased less often than the root knows: somebody has put back older ones, or the medium has only
    /// pretended to erase.
    public var isOlder = false
    /// Marked as bad, by the maker or since: never touched.
    public var badBlocks: [BlockIndex] = []
    /// Blocks that an earlier version of the format has labelled; see `RingStore.migrateOneBlock`.
    public var oldBlocks = 0
    /// Places before committed records that cannot be read.
    public var damagedPlaces = 0
    /// Records that are there but whose key or body is not.
    public var lostRecords = 0
    /// Erase counts that were tried for blocks whose label cannot be read.
    package var eraseCountsTried = 0

    public init() {}

    public var isDamaged: Bool {
        !setAside.isEmpty || expiryUnfinished != nil || lacksKeyBlock || isOlder || damagedPlaces > 0 || lostRecords > 0
    }
}

/// The proof of a deletion: which blocks were erased and read back blank.
public struct ErasureReceipt: Equatable, Sendable {
    public var records: Int
    /// In the order of their erasure; each was read back and every bit was set.
    public var blocks: [BlockIndex]
    /// Whether the medium promises that an erase destroys the bits; false for a file or a translation layer.
    public var isPhysical: Bool
    /// Of the ring, out of service: what they hold counts for nothing, and nobody can say that it is not a copy.
    public var unknownBlocks: [BlockIndex]
    /// Of the ring: they took neither an erase nor zeros, and may hold a copy of what was moved out of them since it was written.
    /// Whoever opens the chip and has the device key can read it, until the key of its last day dies.
    public var unerasedBlocks: [BlockIndex]

    public init(
        records: Int, blocks: [BlockIndex], isPhysical: Bool, unknownBlocks: [BlockIndex] = [],
        unerasedBlocks: [BlockIndex] = []
    ) {
        (self.records, self.blocks, self.isPhysical) = (records, blocks, isPhysical)
        (self.unknownBlocks, self.unerasedBlocks) = (unknownBlocks, unerasedBlocks)
    }
}

/// What ended with a day.
public struct ExpiryReport: Equatable, Sendable {
    /// Every day before it has ended.
    public var today: CivilDay
    public var records: [RingID: [RecordInfo]]
    public var keysErased: Int
    public var erasedBlocks: [BlockIndex]
}

/// Where one ring stands.
public struct RingStatistics: Equatable, Sendable {
    public var blocks: Int
    public var blankBlocks: Int
    public var setAsideBlocks: Int
    /// Of those set aside.
    public var badBlocks: Int
    public var liveRecords: Int
    public var liveBytes: Int
    /// How much may live at once; `append` refuses more.
    public var capacityBytes: Int
    public var eraseCountLowest: Int
    public var eraseCountHighest: Int
    /// What it takes in memory to find every record, and every block with a copy that no longer counts.
    public var indexBytes: Int
    public var freeBytes: Int { max(0, capacityBytes - liveBytes) }
}

extension RingStore {
    public func statistics(of ringID: RingID) -> RingStatistics {
        let ring = ring(ringID)
        let counts = ring.blocks.values.filter { $0.state != .setAside }.map { Int($0.eraseCount) }
        return RingStatistics(
            blocks: ring.blocks.count, blankBlocks: ring.blankBlocks,
            setAsideBlocks: ring.blocks.values.count { $0.state == .setAside },
            badBlocks: layout.blocks(of: ringID).count { core.badBlocks.contains($0) },
            liveRecords: ring.index.count,
            liveBytes: ring.liveBytes, capacityBytes: ring.capacityBytes, eraseCountLowest: counts.min() ?? 0,
            eraseCountHighest: counts.max() ?? 0, indexBytes: ring.indexBytes)
    }

    /// Erase counts over the whole store, the root's blocks and the keys' included.
    public var wear: ClosedRange<Int> {
        var counts = core.root.eraseCounts + keyRing.eraseCounts
        for ring in rings.values {
            counts += ring.blocks.values.filter { $0.state != .setAside }.map(\.eraseCount)
        }
        return Int(counts.min() ?? 0)...Int(counts.max() ?? 0)
    }

    /// How many cohort keys live, one per expiry day in use.
    public var livingKeys: Int { keyRing.table.count }
    public var keyGeneration: UInt64 { keyRing.generation }
    /// What the media promise.
    public var promises: StorePromises {
        StorePromises(
            records: core.flash.promises, keys: core.flash.keyPromises, anchor: keyRing.anchorPromises)
    }
    /// Bytes programmed and blocks erased since mount.
    public var programmedBytes: Int { core.programmedBytes }
    public var erases: Int { core.erases }
}
