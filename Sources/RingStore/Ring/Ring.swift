import Timekeeping

/// A log over its own blocks: the head takes batches, the oldest block is reclaimed, what is alive moves to the head.
///
///     oldest                                            head
///     | seq 41 | seq 42 | seq 43 |  …  | seq 57 | seq 58 → | blank | blank |
///       reclaimed next                            appends     kept in reserve
///
/// Which physical block comes next is the least worn blank one; order comes from the sequences alone.
///
/// One record can lie in several places: older revisions, and copies of a relocation that power cut off before its source
/// was erased. The index points to the one that counts: the highest revision, and of equal ones the **original**, the
/// lowest sequence. So a relocation counts for nothing until its source is gone, an aborted one leaves only dead copies,
/// and recovery never needs more than one fresh block however often it is cut. `otherCopies` remembers the rest, for
/// `delete` covers them all.
final class Ring {
    /// Blank blocks that only relocation may use: one for what moves, one for a head that recovery has to replace.
    static let reserveBlocks = 2
    /// How many erases apart the blocks of a ring may be before a rested one is moved.
    static let wearSpread: UInt32 = 2

    let id: RingID
    let core: StoreCore
    let table: CohortTable
    var blocks: BlockTable
    var index = RecordIndex()
    /// By block: the ids of what lies there and does not count.
    var otherCopies: [Int: [UInt64]] = [:]
    var head: Int?
    /// A block is still in doubt, for want of another one: until the next mount no block is opened.
    var isStuck = false
    var nextSequence: UInt64 = 1
    var nextID: UInt64 = 1
    var today: CivilDay
    /// Plaintext of what is being moved or read.
    let plain: LockedBytes
    var report = RingMountReport()

    init(id: RingID, core: StoreCore, table: CohortTable, today: CivilDay) {
        self.id = id
        self.core = core
        self.table = table
        self.today = today
        blocks = BlockTable(core.root.header.layout.blocks(of: id))
        plain = LockedBytes(count: core.batchLimitBytes)
    }

    // MARK: reading

    func isReadable(_ place: RecordPlace) -> Bool { place.cohort >= today.number }

    func place(of number: UInt64) -> RecordPlace? {
        guard let place = index[number], isReadable(place) else { return nil }
        return place
    }

    /// Opens a record into the front of `plain`; the caller zeroes it.
    func open(_ number: UInt64, _ place: RecordPlace) throws(RingStoreError) -> UnsafeRawBufferPointer {
        if place.isLost { throw RingStoreError(.damaged(RecordID(number))) }
        let record = Scratch(count: place.storedBytes)
        try core.read(Int(place.block), offset: Int(place.offset), into: record.bytes)
        let sequence = blocks[Int(place.block)]!.sequence
        let markAt = Int(place.offset) + Field<Int32>(at: 28).get(record.readOnly).asInt
        let body = plain.bytes.part(0, Int(place.bodyBytes))
        if markAt > 0, markAt + CommitMark.byteCount <= core.blockBytes, let key = table.key(for: place.cohort) {
            let mark = Scratch(count: CommitMark.byteCount)
            try core.read(Int(place.block), offset: markAt, into: mark.bytes)
            let isOpen = RecordSeal.open(
                record.readOnly, cohortKey: key, mark: mark.readOnly, storeID: core.keys.storeID, sequence: sequence,
                into: body)
            if isOpen { return UnsafeRawBufferPointer(body) }
        }
        return try openMended(number, place, body)
    }

    /// Once more, with the block as a walk mends it.
    private func openMended(
        _ number: UInt64, _ place: RecordPlace, _ body: UnsafeMutableRawBufferPointer
    ) throws(RingStoreError) -> UnsafeRawBufferPointer {
        let block = Int(place.block), sequence = blocks[block]!.sequence
        let image = Scratch(count: core.blockBytes)
        try core.read(block, offset: 0, into: image.bytes)
        let walk = BlockWalk(image.bytes, ring: id, sequence: sequence, keys: core.keys)
        guard let record = (walk.records + walk.unmarked).first(where: { $0.offset == Int(place.offset) }),
            record.header.id == number, record.header.bodyBytes == body.count,
            let key = table.key(for: record.header.cohort),
            RecordSeal.open(
                image.readOnly.part(record.offset, record.header.storedBytes), cohortKey: key,
                mark: image.readOnly.part(record.markOffset, CommitMark.byteCount), storeID: core.keys.storeID,
                sequence: sequence, into: body)
        else { throw RingStoreError(.damaged(RecordID(number))) }
        return UnsafeRawBufferPointer(body)
    }

    // MARK: room

    var blankBlocks: Int { blocks.values.count { $0.state == .blank } }
    var liveBytes: Int { blocks.values.reduce(0) { $0 + $1.liveBytes } }

    /// What may be alive at once.
    var capacityBytes: Int {
        RingCapacity.bytes(blocks: blocks.values.count { $0.state != .setAside }, layout: core.layout)
    }

    // MARK: index

    /// An array has a header of 32 bytes.
    var indexBytes: Int {
        otherCopies.values.reduce(index.byteCount) { $0 + 32 + $1.capacity * MemoryLayout<UInt64>.stride }
    }

    func setPlace(_ number: UInt64, _ place: RecordPlace) {
        if let old = index[number] {
            dropLive(old)
            if old.block != place.block || old.offset != place.offset {
                otherCopies[Int(old.block), default: []].append(number)
            }
        }
        index[number] = place
        addLive(place)
    }

    func addLive(_ place: RecordPlace) {
        blocks[Int(place.block)]!.liveRecords += 1
        blocks[Int(place.block)]!.liveBytes += RingCapacity.charge(records: 1, recordBytes: place.storedBytes)
    }

    func dropLive(_ place: RecordPlace) {
        blocks[Int(place.block)]!.liveRecords -= 1
        blocks[Int(place.block)]!.liveBytes -= RingCapacity.charge(records: 1, recordBytes: place.storedBytes)
    }

    /// No longer needed: not returned, not moved; its bytes go when its block is reclaimed. Not a deletion.
    func release(_ number: UInt64) {
        guard let old = index[number] else { return }
        index[number] = nil
        dropLive(old)
        otherCopies[Int(old.block), default: []].append(number)
    }

    /// Forgets records whose day has passed; their keys are gone.
    func expire(today newToday: CivilDay) -> [RecordInfo] {
        today = newToday
        let dead = index.filter { !isReadable($0.value) }
        for (number, place) in dead {
            index[number] = nil
            dropLive(place)
        }
        return dead.map { RecordInfo(RecordID($0.key), $0.value) }
    }
}

extension RecordInfo {
    init(_ id: RecordID, _ place: RecordPlace) {
        self.init(
            id: id, kind: place.kind, revision: place.revision, expiry: Expiry(cohort: place.cohort),
            bodyBytes: Int(place.bodyBytes))
    }
}

extension Int32 {
    var asInt: Int { Int(self) }
}
