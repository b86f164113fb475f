import Timekeeping

/// Ring 0: one random key per expiry day, in generations.
///
///     generation g    | snapshot of the living keys, mark | the same | one key, mark | the same | 0xFF … |
///     a day ends:     generation g+1 with the living keys only → read back → mark → erase g → verify blank → label
///
/// A generation lives in one block, whose sequence is its number. It counts until its erase has begun, so of several complete
/// ones the oldest; mount erases every other one before anything is read, so a key that was left out of a generation is gone
/// for good once the mount is over.
/// With an anchor the generation counts that fits it, whole or not at all; it is renewed each day, so that no older image fits.
/// A new cohort's key is committed before the first record that needs it.
final class KeyRing {
    private static let entryBytes = CohortEntries.entryBytes

    private let core: StoreCore
    private let anchor: KeyAnchor
    private var blocks: [Int: BlockFinding] = [:]
    private var current = -1
    private(set) var generation: UInt64 = 0
    /// Never given again, even if that generation was cut off.
    private var highestNumber: UInt64 = 0
    private var endOffset = 0
    let table = CohortTable()
    /// Keys that are no longer used, but may still stand on flash: the next generation without them was not finished.
    private var dying = 0
    private(set) var erasedBlocks: [Int] = []
    private(set) var setAside: [Int] = []
    private(set) var damagedRecords = 0

    /// Formats: the blocks are labelled already; writes generation 1 with the key for records that never expire.
    static func format(
        _ flash: any Flash, block: Int, keys: StoreKeys, anchor: KeyAnchor, entropy: any Entropy
    ) throws(RingStoreError) {
        let entry = LockedBytes(count: entryBytes)
        Field<Int32>(at: 0).set(Int32.max, in: entry.bytes)
        entropy.fill(entry.bytes.part(4, 32))
        let opening = BlockHeader.opening(
            block: block, ring: .keys, eraseCount: 1, sequence: 1, check: anchor.check(1), keys: keys)
        let record = PlannedRecord(
            kind: CohortEntries.snapshotKind, id: 1, revision: 1, cohort: Int32.max, body: entry.readOnly)
        try flashing { () throws(FlashError) in
            try flash.program(BlockIndex(block), offsetBytes: keys.layout.openingOffset, opening.readOnly)
            var offset = keys.layout.recordsOffset
            for _ in 0..<2 {
                let image = BatchImage(
                    [record], ring: .keys, sequence: 1, offset: offset, keys: keys, entropy: entropy,
                    cohortKey: { _ in keys.cohortSealing })
                try flash.program(BlockIndex(block), offsetBytes: offset, image.unmarked)
                try flash.program(BlockIndex(block), offsetBytes: offset + image.unmarked.count, image.markBytes)
                offset += image.byteCount
            }
        }
    }

    /// Mounts: takes the oldest complete generation, then erases all others.
    /// - Parameter findings: every block of the ring; erases under way are finished already.
    init(mounting core: StoreCore, anchor: KeyAnchor, findings: [Int: BlockFinding]) throws(RingStoreError) {
        (self.core, self.anchor) = (core, anchor)
        blocks = findings
        var open: [(block: Int, sequence: UInt64, isMended: Bool)] = []
        for (block, finding) in findings.sorted(by: { $0.key < $1.key }) {
            if case .open(_, let sequence, let isMended) = finding { open.append((block, sequence, isMended)) }
            if finding == .damaged { setAside.append(block) }
        }
        open.sort { $0.sequence < $1.sequence }
        var mustRenew = false
        for candidate in open where current < 0 {
            guard try isAnchored(candidate.block), let walk = try load(candidate.block, sequence: candidate.sequence)
            else { continue }
            (current, generation, endOffset) = (candidate.block, candidate.sequence, walk.endOffset)
            let isInDoubt = core.root.isInDoubt(current, sequence: generation)
            if candidate.isMended || !isInDoubt && (walk.isUnfinished || walk.mendedAtEnd > 0) { damagedRecords += 1 }
            // What is damaged stands twice, but not for ever.
            mustRenew = damagedRecords > 0 || isInDoubt
        }
        guard current >= 0 else { throw RingStoreError(.keysLost) }
        // Should one be readable again, its generation must not count: it would be the oldest.
        for block in setAside.filter(core.isNewlyOut) { try core.putOutOfService(block) }
        highestNumber = open.last?.sequence ?? generation
        for (block, finding) in findings.sorted(by: { $0.key < $1.key }) where block != current {
            switch finding {
            case .open(let count, let sequence, _): try eraseOrSetAside(block, sequence: sequence, eraseCount: count)
            case .spoiled(let count): try eraseOrSetAside(block, sequence: 0, eraseCount: count)
            case .damaged, .blank: break
            }
        }
        if mustRenew, isStuck {
            // What is there has to do; but nothing is added to it.
            endOffset = core.blockBytes
        } else if mustRenew {
            try writeGeneration()
        }
    }

    /// No block is left that could take the next generation: no key can be erased any more, and soon none be added.
    var isStuck: Bool { nextBlock == nil }

    var anchorPromises: AnchorPromises? { anchor.promises }
    var eraseCounts: [UInt32] { blocks.values.compactMap(\.eraseCount) }
    func eraseCount(of block: Int) -> UInt32? { blocks[block]?.eraseCount }
    /// Of each block; nil where it is not known.
    var counts: [(block: Int, eraseCount: UInt32?)] { blocks.map { ($0.key, $0.value.eraseCount) } }

    /// The key of a cohort, made and committed first when there is none.
    func ensureKey(for cohort: Int32) throws(RingStoreError) {
        if table.key(for: cohort) != nil { return }
        guard fitsSnapshot(with: cohort) else {
            throw RingStoreError(.full(.keys, neededBytes: Self.entryBytes, freeBytes: 0))
        }
        addFresh(cohort)
        if !hasRoomForKey {
            do throws(RingStoreError) { try writeGeneration() } catch {
                // A key that stands on no flash must seal nothing.
                table.remove(cohort)
                throw error
            }
            return
        }
        let entry = LockedBytes(count: Self.entryBytes)
        write(cohort, into: entry.bytes)
        do throws(RingStoreError) {
            try core.beginAppending(to: current, sequence: generation)
            // Twice: a flipped bit does not cost a day.
            for _ in 0..<2 { try append(kind: CohortEntries.singleKind, entry) }
        } catch {
            table.remove(cohort)
            throw error
        }
    }

    /// The cohort itself where its key stands or can be added, else the next later one that has a key. Records that never expire
    /// always have theirs.
    func sealableCohort(noEarlierThan cohort: Int32) -> Int32 {
        let isSealable = table.key(for: cohort) != nil || fitsSnapshot(with: cohort) && (hasRoomForKey || !isStuck)
        return isSealable ? cohort : table.cohorts.first { $0 > cohort } ?? Int32.max
    }

    private func fitsSnapshot(with cohort: Int32) -> Bool {
        snapshotBytes(of: (table.cohorts + [cohort]).sorted()) <= core.blockBytes - core.layout.recordsOffset
    }

    /// In the block of this generation, for a key that stands there twice.
    private var hasRoomForKey: Bool {
        endOffset + 2 * core.layout.batchBytes(bodyBytes: [Self.entryBytes]) <= core.blockBytes
    }

    /// Forgets the keys of days before `today`; when this returns they are on no block of the ring.
    /// - Parameter isNewDay: nothing has ended with this day yet: where there is an anchor, an image from before it dies, too.
    /// - Returns: how many keys died.
    /// - Throws: `.expiryUnfinished` when they stay on flash for want of a block that takes an erase.
    func expire(today: CivilDay, isNewDay: Bool) throws(RingStoreError) -> Int {
        let dead = table.cohorts.filter { $0 < today.number }
        for cohort in dead { table.remove(cohort) }
        dying += dead.count
        if dying > 0 || isNewDay && anchor.isUsed {
            if isStuck { throw RingStoreError(.expiryUnfinished(BlockIndex(current))) }
            try writeGeneration()
        }
        defer { dying = 0 }
        if let block = try blockThatKeeps(keysBefore: today) {
            throw RingStoreError(.expiryUnfinished(BlockIndex(block)))
        }
        return dying
    }

    /// A worn block that could not be erased, and in which a key of an ended day can still be read. Of a bad one, which nobody
    /// reads, it is believed; but not where an anchor has forgotten what opens it.
    private func blockThatKeeps(keysBefore today: CivilDay) throws(RingStoreError) -> Int? {
        for block in setAside where core.isNotErased(block) {
            if core.badBlocks.contains(block) {
                if anchor.isUsed { continue }
                return block
            }
            guard let erase = core.root.underErase[block], try core.readImageIfPossible(of: block) != nil else {
                continue
            }
            let walk = BlockWalk(core.image.bytes, ring: .keys, sequence: erase.sequence, keys: core.keys)
            let plain = LockedBytes(count: core.blockBytes)
            var keepsOne = false
            for record in walk.records where open(record, sequence: erase.sequence, into: plain) {
                let body = plain.readOnly.part(0, record.header.bodyBytes)
                CohortEntries.read(record.header.kind, body) { cohort, _ in keepsOne = keepsOne || cohort < today.number
                }
            }
            if keepsOne { return block }
        }
        return nil
    }

    /// Erases a block that an earlier version has labelled; a generation that lives in it goes on in another one.
    /// - Returns: false when the block is out of service.
    func migrate(_ block: Int) throws(RingStoreError) -> Bool {
        switch blocks[block] {
        case .open? where block == current: try writeGeneration()
        case .blank(let count)?: try erase(block, sequence: 0, eraseCount: count)
        default: return false
        }
        return true
    }

    // MARK: generations

    private func snapshotBytes(of cohorts: [Int32]) -> Int {
        let body = CohortEntries.snapshot(of: cohorts, version: core.layout.version).byteCount
        return core.layout.batchBytes(bodyBytes: [body])
    }

    /// Blank, and the least worn one.
    private var nextBlock: (block: Int, eraseCount: UInt32)? {
        let blank = blocks.compactMap { block, finding -> (block: Int, eraseCount: UInt32)? in
            guard case .blank(let count) = finding else { return nil }
            return (block, count)
        }
        return blank.min { ($0.eraseCount, $0.block) < ($1.eraseCount, $1.block) }
    }

    private func writeGeneration() throws(RingStoreError) {
        guard let next = nextBlock else {
            throw RingStoreError(.full(.keys, neededBytes: core.blockBytes, freeBytes: 0))
        }
        let old = current
        let (kind, byteCount) = CohortEntries.snapshot(of: table.cohorts, version: core.layout.version)
        let snapshot = LockedBytes(count: byteCount)
        CohortEntries.write(table, as: kind, into: snapshot.bytes)
        highestNumber += 1
        generation = highestNumber
        anchor.renew(core.entropy)
        try core.open(
            next.block, ring: .keys, eraseCount: next.eraseCount, sequence: generation, nextID: 0,
            takingOverFrom: old, check: anchor.check(generation))
        blocks[next.block] = .open(eraseCount: next.eraseCount, sequence: generation, isMended: false)
        current = next.block
        endOffset = core.layout.recordsOffset
        try append(kind: kind, snapshot)
        // Twice where a quarter of the block still stays free for new days: one damaged snapshot is not the end.
        if endOffset + snapshotBytes(of: table.cohorts) <= core.blockBytes * 3 / 4 {
            try append(kind: kind, snapshot)
        }
        try core.writing { () throws(RingStoreError) in try anchor.commit() }
        guard case .open(let count, let sequence, _) = blocks[old] else { return }
        try erase(old, sequence: sequence, eraseCount: count)
    }

    /// Whether the anchor, if there is one, belongs to this generation.
    private func isAnchored(_ block: Int) throws(RingStoreError) -> Bool {
        guard anchor.isUsed else { return true }
        guard case .open(let count, let sequence, _) = blocks[block] else { return false }
        return anchor.fits(try core.readImage(of: block), block: block, eraseCount: count, sequence: sequence)
    }

    private func append(kind: UInt8, _ body: LockedBytes) throws(RingStoreError) {
        let record = PlannedRecord(
            kind: kind, id: generation, revision: UInt32(table.count), cohort: Int32.max, body: body.readOnly)
        let sealing = core.keys.cohortSealing
        let image = BatchImage(
            [record], ring: .keys, sequence: generation, offset: endOffset, keys: core.keys, entropy: core.entropy,
            cohortKey: { _ in sealing })
        try image.program(to: current, offset: endOffset, core: core)
        endOffset += image.byteCount
    }

    private func erase(_ block: Int, sequence: UInt64, eraseCount: UInt32) throws(RingStoreError) {
        let count = try core.erase(block, ring: .keys, sequence: sequence, eraseCount: eraseCount)
        blocks[block] = .blank(eraseCount: count)
        erasedBlocks.append(block)
    }

    private func eraseOrSetAside(_ block: Int, sequence: UInt64, eraseCount: UInt32) throws(RingStoreError) {
        if let count = try core.tryToErase(block, ring: .keys, sequence: sequence, eraseCount: eraseCount) {
            blocks[block] = .blank(eraseCount: count)
            erasedBlocks.append(block)
        } else {
            blocks[block] = .damaged
            setAside.append(block)
        }
    }

    /// Reads a generation into the table; nil when its snapshot was never committed or cannot be opened.
    private func load(_ block: Int, sequence: UInt64) throws(RingStoreError) -> BlockWalk? {
        _ = try core.readImage(of: block)
        let walk = BlockWalk(core.image.bytes, ring: .keys, sequence: sequence, keys: core.keys)
        table.removeAll()
        var hasSnapshot = false
        let plain = LockedBytes(count: core.blockBytes)
        for record in walk.records {
            guard open(record, sequence: sequence, into: plain) else {
                damagedRecords += 1
                continue
            }
            hasSnapshot = hasSnapshot || CohortEntries.isSnapshot(record.header.kind)
            let body = plain.readOnly.part(0, record.header.bodyBytes)
            CohortEntries.read(record.header.kind, body) { table.add($0, $1) }
        }
        guard hasSnapshot else { return nil }
        damagedRecords += walk.damagedPlaces
        return walk
    }

    /// Opens a key record of the block that was read last.
    private func open(_ record: WalkedRecord, sequence: UInt64, into plain: LockedBytes) -> Bool {
        let image = core.image.readOnly
        return RecordSeal.open(
            image.part(record.offset, record.header.storedBytes), cohortKey: core.keys.cohortSealing,
            mark: image.part(record.markOffset, CommitMark.byteCount), storeID: core.keys.storeID,
            sequence: sequence, into: plain.bytes.part(0, record.header.bodyBytes))
    }

    private func addFresh(_ cohort: Int32) {
        let fresh = LockedBytes(count: 32)
        core.entropy.fill(fresh.bytes)
        table.add(cohort, fresh.readOnly)
    }

    private func write(_ cohort: Int32, into entry: UnsafeMutableRawBufferPointer) {
        Field<Int32>(at: 0).set(cohort, in: entry)
        entry.part(4, 32).copyMemory(from: table.key(for: cohort)!)
    }
}
