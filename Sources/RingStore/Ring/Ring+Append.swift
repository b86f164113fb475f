extension Ring {
    /// Appends one batch, all or nothing.
    /// - Precondition: there is room for it, and every cohort has its key, durable.
    func append(_ records: [PlannedRecord]) throws(RingStoreError) {
        try makeRoom(bytes: core.layout.batchBytes(bodyBytes: records.map(\.body.count)))
        try write(records)
    }

    /// Throws `.full` when what lives and `bytes` more would be over the capacity.
    func checkRoom(forRecords count: Int, recordBytes: Int, leavingFree: Int) throws(RingStoreError) {
        let free = capacityBytes - liveBytes - leavingFree
        let charged = RingCapacity.charge(records: count, recordBytes: recordBytes)
        guard charged <= free else { throw RingStoreError(.full(id, neededBytes: charged, freeBytes: max(0, free))) }
    }

    /// Leaves room at the head for an ordinary batch, and the reserve untouched.
    func makeRoom(bytes: Int) throws(RingStoreError) {
        var attempts = RingCapacity.turns(core.layout) * blocks.count
        while blankBlocks < Self.reserveBlocks || !(headFits(bytes) || blankBlocks > Self.reserveBlocks) {
            guard attempts > 0, try reclaimOldest() else {
                throw RingStoreError(.full(id, neededBytes: bytes, freeBytes: 0))
            }
            attempts -= 1
        }
        if !headFits(bytes) { try openNext() }
    }

    func headFits(_ bytes: Int) -> Bool {
        guard let head else { return false }
        return blocks[head]!.endOffset + bytes <= core.blockBytes
    }

    /// Opens the least worn blank block as the head.
    /// - Parameter source: see `StoreCore.open`.
    func openNext(takingOverFrom source: Int? = nil) throws(RingStoreError) {
        let blank = blocks.filter { $0.value.state == .blank }
        guard !isStuck,
            let next = blank.min(by: { ($0.value.eraseCount, $0.key) < ($1.value.eraseCount, $1.key) })?.key
        else {
            throw RingStoreError(.full(id, neededBytes: core.blockBytes, freeBytes: 0))
        }
        let sequence = nextSequence
        nextSequence += 1
        try core.open(
            next, ring: id, eraseCount: blocks[next]!.eraseCount, sequence: sequence, nextID: nextID,
            takingOverFrom: source)
        blocks[next]!.state = .open
        blocks[next]!.sequence = sequence
        blocks[next]!.endOffset = core.layout.recordsOffset
        head = next
    }

    /// Programs a batch at the head, which has room for it, and points the index to it.
    func write(_ records: [PlannedRecord]) throws(RingStoreError) {
        let block = head!
        let start = blocks[block]!.endOffset
        try core.beginAppending(to: block, sequence: blocks[block]!.sequence)
        let image = BatchImage(
            records, ring: id, sequence: blocks[block]!.sequence, offset: start, keys: core.keys,
            entropy: core.entropy, cohortKey: { self.table.key(for: $0)! })
        // Even if a flash error stops it half-way, nothing is programmed there twice.
        blocks[block]!.endOffset = start + image.byteCount
        try image.program(to: block, offset: start, core: core)
        for (record, offset) in zip(records, image.recordOffsets) {
            setPlace(
                record.id,
                RecordPlace(
                    block: block, offset: offset, bodyBytes: record.body.count, cohort: record.cohort,
                    revision: record.revision, kind: record.kind, isLost: record.isLost))
        }
    }
}
