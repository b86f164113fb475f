import Timekeeping

/// Sealed records with a last day, on raw flash. See `RingStore.docc/Format.md` for every bit, `Design.md` for the reasons.
///
/// Promises, once a call has returned:
/// - what `append` wrote is there after any power cut, entirely; what it did not finish is unreadable and then erased;
/// - what `delete` deleted is on no block: each block that held a copy was erased and verified blank;
/// - what has expired has no key: the generation that held it was erased and verified blank;
/// - no read returns a record after its last day, or one that was altered.
///
/// Under a medium whose promises do not say that it erases physically (a file, eMMC, SD) an erase replaces what the medium shows; older
/// copies of cells may survive below. There the promises hold for whoever reads through the medium's own interface.
///
/// Synchronous, for one thread. A failed write leaves the store readable and refuses writes until a new mount.
public final class RingStore {
    public let kind: StoreKind
    public let mountReport: MountReport
    public let geometry: FlashGeometry
    public let layout: StoreLayout
    /// What ended before this day is not returned. Set by mount, `expire` and `hide`.
    public private(set) var today: CivilDay
    /// What ended before this day has no key; kept on flash. Behind `today` only while a day is hidden and not ended.
    public private(set) var settledDay: CivilDay
    let core: StoreCore
    let keyRing: KeyRing
    let rings: [RingID: Ring]
    /// Expired, but not yet told of: the call that began their end failed before it was over.
    private var untold: [RingID: [RecordInfo]] = [:]

    init(
        kind: StoreKind, today: CivilDay, core: StoreCore, keyRing: KeyRing, rings: [RingID: Ring], report: MountReport
    ) {
        self.kind = kind
        (self.today, settledDay) = (today, today)
        self.core = core
        self.keyRing = keyRing
        self.rings = rings
        mountReport = report
        geometry = core.flash.geometry
        layout = core.root.header.layout
    }

    /// An earlier write failed: reads go on, writes are refused until the next mount.
    public var mustRemount: Bool { core.mustRemount }

    // MARK: writing

    /// An empty batch of at most `batchLimitBytes` as stored.
    public func makeBatch() -> RecordBatch { RecordBatch(limitBytes: core.batchLimitBytes) }

    /// Commits a batch: durable when it returns, all of it or nothing.
    /// - Parameter leavingFreeBytes: refuse as full unless so much stays free, for what must never be refused.
    /// - Returns: the records' ids, in the batch's order.
    /// - Throws: `.full` or `.tooLarge` before anything is written; `.expired` when a record's last day has passed;
    ///   `.noSuchRecord` when one to be replaced is not there.
    @discardableResult
    public func append(
        _ batch: consuming RecordBatch, to ringID: RingID, leavingFreeBytes: Int = 0
    ) throws(RingStoreError) -> [RecordID] {
        let ring = ring(ringID)
        guard !core.mustRemount else { throw RingStoreError(.mustRemount) }
        precondition(!batch.items.isEmpty, "an empty batch")
        try checkRoom(for: batch, in: ringID, leavingFreeBytes: leavingFreeBytes)
        var records: [PlannedRecord] = []
        var next = ring.nextID
        for item in batch.items {
            guard !item.expiry.hasPassed(on: today) else { throw RingStoreError(.expired) }
            var record = PlannedRecord(
                kind: item.kind, id: next, revision: 0, cohort: item.expiry.cohort, body: batch.body(of: item))
            if let old = item.replacing {
                guard let place = place(of: old, in: ring) else { throw RingStoreError(.noSuchRecord(old)) }
                precondition(item.expiry.cohort >= place.cohort, "a revision does not end before the one it replaces")
                (record.id, record.revision) = (old.number, place.revision + 1)
            } else {
                next += 1
            }
            records.append(record)
        }
        for cohort in Set(records.map(\.cohort)).sorted() { try keyRing.ensureKey(for: cohort) }
        try ring.append(records)
        ring.nextID = next
        return records.map { RecordID($0.id) }
    }

    /// The day that a record can have as its last: the one that is wanted, where it has a key or can get one. When all blocks of
    /// keys but one are worn, the next later one that has a key, and be it none.
    public func sealableExpiry(noEarlierThan wanted: Expiry) -> Expiry {
        Expiry(cohort: keyRing.sealableCohort(noEarlierThan: wanted.cohort))
    }

    /// Throws what `append` would throw for want of room, and changes nothing.
    public func checkRoom(
        for batch: borrowing RecordBatch, in ringID: RingID, leavingFreeBytes: Int = 0
    ) throws(RingStoreError) {
        let bytes = core.layout.batchBytes(recordBytes: batch.recordBytes)
        guard !batch.overflowed, bytes <= core.batchLimitBytes else {
            throw RingStoreError(.tooLarge(bytes: bytes, limitBytes: core.batchLimitBytes))
        }
        try ring(ringID).checkRoom(
            forRecords: batch.items.count, recordBytes: batch.recordBytes, leavingFree: leavingFreeBytes)
    }

    /// Deletes records now, whatever their last day: survivors move, every block that holds a copy is erased and verified
    /// blank before this returns. Unknown ids are ignored. Several ids are one call, not one atom: a power cut may leave
    /// some deleted; the caller writes its intention first and repeats the call after mount.
    public func delete(_ ids: [RecordID], in ringID: RingID) throws(RingStoreError) -> ErasureReceipt {
        guard !core.mustRemount else { throw RingStoreError(.mustRemount) }
        let blocks = try ring(ringID).delete(ids.map(\.number))
        return ErasureReceipt(
            records: ids.count, blocks: blocks.map { BlockIndex($0) }, isPhysical: core.flash.promises.erasesPhysically,
            unknownBlocks: ring(ringID).blocksOutOfService, unerasedBlocks: ring(ringID).blocksNotErased)
    }

    /// A receipt for what was erased before this mount, and not told of. How many records that were nobody knows; the blocks are all
    /// that were erased since the root log last went on in another block.
    public func lateReceipt(in ringID: RingID) -> ErasureReceipt {
        let blocks = core.root.erasedBefore.filter { layout.blocks(of: ringID).contains($0) }
        return ErasureReceipt(
            records: 0, blocks: blocks.map { BlockIndex($0) }, isPhysical: core.flash.promises.erasesPhysically,
            unknownBlocks: ring(ringID).blocksOutOfService, unerasedBlocks: ring(ringID).blocksNotErased)
    }

    /// Lets records go that have done their work: no longer returned or moved, their bytes vanish when their block is
    /// reclaimed. Not a deletion: until then a mount finds them again.
    public func release(_ ids: [RecordID], in ringID: RingID) {
        for id in ids { ring(ringID).release(id.number) }
    }

    /// Ends every day before `day` for good: records that have expired are not returned from now on, then their keys are
    /// erased. A day that has ended already is ignored. After an error the records stay unreadable; a later call goes on and
    /// returns only when everything is finished.
    public func expire(today day: CivilDay) throws(RingStoreError) -> ExpiryReport {
        hide(before: day)
        settledDay = max(settledDay, day)
        for (id, ring) in rings {
            let records = ring.expire(today: settledDay)
            if !records.isEmpty { untold[id, default: []] += records }
        }
        let erasedBefore = keyRing.erasedBlocks.count
        guard !core.mustRemount else { throw RingStoreError(.mustRemount) }
        let keys = try keyRing.expire(today: settledDay, isNewDay: settledDay.number > core.root.today)
        if settledDay.number > core.root.today {
            try core.keep(floorSeconds: core.root.floorSeconds, day: settledDay.number)
        }
        defer { untold = [:] }
        return ExpiryReport(
            today: settledDay, records: untold, keysErased: keys,
            erasedBlocks: keyRing.erasedBlocks.dropFirst(erasedBefore).map { BlockIndex($0) })
    }

    /// Nothing that ended before `day` is returned from now on; nothing is written, and the next mount knows nothing of it.
    /// For a day that may be a wrong one: what it hides is still moved, and counts as kept, until `expire` ends it.
    public func hide(before day: CivilDay) { today = max(today, day) }

    // MARK: reading

    /// Opens a record and lends its plaintext to `body`; it is zeroed when `body` returns.
    /// - Parameter evenHidden: of what was hidden and not ended, too: for a chain that has to go on, never for people.
    public func read<R: ~Copyable>(
        _ id: RecordID, in ringID: RingID, evenHidden: Bool = false, _ body: (inout ByteReader) -> R
    ) throws(RingStoreError) -> R {
        let ring = ring(ringID)
        guard let place = evenHidden ? ring.place(of: id.number) : place(of: id, in: ring) else {
            throw RingStoreError(.noSuchRecord(id))
        }
        defer { ring.plain.zero() }
        var reader = ByteReader(try ring.open(id.number, place))
        return body(&reader)
    }

    /// Every record that may be read today, by ascending id.
    /// - Parameter evenHidden: also what was hidden and not ended.
    public func records(in ringID: RingID, evenHidden: Bool = false) -> [RecordInfo] {
        ring(ringID).index.filter { evenHidden || isReadable($0.value) }.map { RecordInfo(RecordID($0.key), $0.value) }
    }

    public func info(of id: RecordID, in ringID: RingID) -> RecordInfo? {
        place(of: id, in: ring(ringID)).map { RecordInfo(id, $0) }
    }

    /// The id that the next new record of a ring will get. None is given twice.
    public func nextID(in ringID: RingID) -> RecordID { RecordID(ring(ringID).nextID) }

    /// A 32-byte key for the caller's own use that only this device key with this store gives.
    public func derivedKey(for purpose: String) -> LockedBytes { core.keys.derive(purpose) }

    // MARK: time

    /// The latest time known to be past. A clock behind it is wrong.
    public var floor: WallTime { WallTime(seconds: core.root.floorSeconds) }

    /// Moves the floor forward, durable when it returns; an earlier time is ignored.
    public func raiseFloor(to time: WallTime) throws(RingStoreError) {
        guard time > floor else { return }
        try core.keep(floorSeconds: time.seconds, day: settledDay.number)
    }

    /// That older blocks stand here is written down: later mounts do not say it again.
    public func noteThatOlderIsTold() throws(RingStoreError) {
        guard mountReport.isOlder else { return }
        let sum = EraseSum(keyRing.counts + rings.values.flatMap(\.counts), core.root)
        try core.writing { () throws(RingStoreError) in try core.root.keep(sum) }
    }

    /// The flash as it is, block after block.
    public func rawImage() throws(RingStoreError) -> [UInt8] {
        try flashing { () throws(FlashError) in try FlashSearch.image(of: core.flash) }
    }

    func isReadable(_ place: RecordPlace) -> Bool { place.cohort >= today.number }

    private func place(of id: RecordID, in ring: Ring) -> RecordPlace? {
        guard let place = ring.place(of: id.number), isReadable(place) else { return nil }
        return place
    }

    func ring(_ id: RingID) -> Ring {
        guard let ring = rings[id] else { preconditionFailure("the store has no ring \(id.number)") }
        return ring
    }
}
