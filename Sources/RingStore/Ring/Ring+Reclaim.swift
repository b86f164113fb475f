extension Ring {
    /// Reclaims one block: one that nothing lives in, for it costs nothing; else the oldest. But when the oldest has been
    /// erased clearly less often than others it moves first, or what lives long would keep its blocks from wearing.
    /// False when there is none but the head.
    func reclaimOldest() throws(RingStoreError) -> Bool {
        let candidates = blocks.filter { $0.value.state == .open && $0.key != head }
        let bySequence = candidates.sorted { $0.value.sequence < $1.value.sequence }
        guard var oldest = bySequence.first?.key else { return false }
        let highest = blocks.values.map(\.eraseCount).max() ?? 0
        let isRested = blocks[oldest]!.eraseCount + Self.wearSpread <= highest && blankBlocks >= Self.reserveBlocks
        if !isRested, let empty = bySequence.first(where: { $0.value.liveRecords == 0 }) { oldest = empty.key }
        try evacuate(oldest, except: [])
        return true
    }

    /// Moves what lives out of a block, then erases it. Each step is durable before the next; see `Ring` for what a cut
    /// in between leaves.
    /// - Parameter except: records that do not move, because they are being deleted.
    func evacuate(_ block: Int, except doomed: Set<UInt64>) throws(RingStoreError) {
        if head == block { head = nil }
        let image = Scratch(count: core.blockBytes)
        try core.read(block, offset: 0, into: image.bytes)
        let source = blocks[block]!
        let walk = BlockWalk(image.bytes, ring: id, sequence: source.sequence, keys: core.keys)
        let survivors = (walk.records + walk.unmarked).filter {
            isLiving($0, in: block) && !doomed.contains($0.header.id)
        }
        try move(survivors, from: image.readOnly, sequence: source.sequence)
        forgetWhatVanished(from: block, except: doomed)
        try erase(block)
    }

    /// Whether this copy of the record is the one that counts.
    func isLiving(_ record: WalkedRecord, in block: Int) -> Bool {
        guard let place = place(of: record.header.id) else { return false }
        return Int(place.block) == block && Int(place.offset) == record.offset
    }

    /// Records that mount had found in a block and that could not be found any more when it was emptied.
    private func forgetWhatVanished(from block: Int, except doomed: Set<UInt64>) {
        let staying = doomed.count { number in index[number].map { Int($0.block) == block } ?? false }
        guard blocks[block]!.liveRecords > staying else { return }
        for (number, place) in index where Int(place.block) == block && !doomed.contains(number) {
            report.lostRecords.append(RecordID(number))
            release(number)
        }
    }

    /// Writes survivors to the head in batches, sealed afresh. What was one batch stays in one, and is joined to others: so they
    /// never take more room than they had, however large the units are.
    func move(
        _ survivors: [WalkedRecord], from image: UnsafeRawBufferPointer, sequence: UInt64
    ) throws(RingStoreError) {
        var planned: [PlannedRecord] = []
        var used = 0
        defer { plain.zero() }
        var start = survivors.startIndex
        while start < survivors.endIndex {
            let mark = survivors[start].markOffset
            let group = survivors[start...].prefix { $0.markOffset == mark }
            start = group.endIndex
            let need = core.layout.batchBytes(
                bodyBytes: planned.map(\.body.count) + group.map(\.header.bodyBytes))
            if !planned.isEmpty, need > core.batchLimitBytes || !headFits(need) {
                try place(planned)
                planned.removeAll()
                used = 0
            }
            for survivor in group {
                planned.append(open(survivor, from: image, sequence: sequence, into: &used))
            }
        }
        if !planned.isEmpty { try place(planned) }
    }

    /// Opens a record that has to move, behind what is already in `plain`.
    private func open(
        _ survivor: WalkedRecord, from image: UnsafeRawBufferPointer, sequence: UInt64, into used: inout Int
    ) -> PlannedRecord {
        let body = plain.bytes.part(used, survivor.header.bodyBytes)
        let isOpen = RecordSeal.open(
            image.part(survivor.offset, survivor.header.storedBytes),
            cohortKey: table.key(for: survivor.header.cohort)!,
            mark: image.part(survivor.markOffset, CommitMark.byteCount), storeID: core.keys.storeID,
            sequence: sequence, into: body)
        // Altered on flash: it was lost before it came here. Its place is kept, or an earlier revision would come back.
        if isOpen { used += body.count } else { report.lostRecords.append(survivor.header.recordID) }
        return PlannedRecord(
            kind: survivor.header.kind, id: survivor.header.id, revision: survivor.header.revision,
            cohort: survivor.header.cohort, body: UnsafeRawBufferPointer(isOpen ? body : body.part(0, 0)),
            isLost: !isOpen || survivor.header.isLost)
    }

    private func place(_ planned: [PlannedRecord]) throws(RingStoreError) {
        if !headFits(core.layout.batchBytes(bodyBytes: planned.map(\.body.count))) { try openNext() }
        try write(planned)
    }

    /// Erases a block that nothing lives in any more, and forgets the copies it held.
    func erase(_ block: Int) throws(RingStoreError) {
        let old = blocks[block]!
        try keepIDs(of: block)
        let count = try core.erase(block, ring: id, sequence: old.sequence, eraseCount: old.eraseCount)
        blocks[block] = RingBlock(state: .blank, eraseCount: count)
        forgetCopies(in: block)
    }

    /// The ids given since its opening stand in the newest block, and perhaps nowhere else.
    func keepIDs(of block: Int) throws(RingStoreError) {
        if blocks[block]!.sequence + 1 == nextSequence { try core.keepNextID(nextID, of: id) }
    }

    func forgetCopies(in block: Int) {
        otherCopies[block] = nil
    }

    /// Deletes records now: every block that holds any copy of them is evacuated and erased.
    ///
    /// Oldest block first, so that while a cut can still interrupt, the copy that counts goes last.
    /// - Returns: the blocks erased, verified blank.
    func delete(_ numbers: [UInt64]) throws(RingStoreError) -> [Int] {
        let doomed = Set(numbers)
        if blocksHolding(doomed).isEmpty { return [] }
        // While no block is opened only what leaves nothing behind can go.
        if !isStuck { try makeReserve() }
        // Making the reserve may have moved some of them.
        let order = blocksHolding(doomed).sorted { blocks[$0]!.sequence < blocks[$1]!.sequence }
        for block in order { try evacuate(block, except: doomed) }
        for number in doomed { index[number] = nil }
        return order
    }

    /// Set aside, and neither bad nor under an erase that goes on until it is done.
    var blocksOutOfService: [BlockIndex] {
        blocks.filter { $0.value.state == .setAside && core.root.outOfService.contains($0.key) }
            .map { BlockIndex($0.key) }.sorted()
    }

    /// Worn out with something in them.
    var blocksNotErased: [BlockIndex] {
        blocks.filter { $0.value.state == .setAside && core.isNotErased($0.key) }.map { BlockIndex($0.key) }.sorted()
    }

    /// Of each block; nil where it is not known.
    var counts: [(block: Int, eraseCount: UInt32?)] {
        blocks.map { ($0.key, $0.value.state == .setAside ? nil : $0.value.eraseCount) }
    }

    /// Wherever any copy of these records lies.
    private func blocksHolding(_ numbers: Set<UInt64>) -> Set<Int> {
        let living = numbers.compactMap { index[$0].map { Int($0.block) } }
        return Set(living).union(otherCopies.filter { $0.value.contains(where: numbers.contains) }.keys)
    }

    /// Reclaims until the reserve is whole again; does without when nothing can be gained.
    func makeReserve() throws(RingStoreError) {
        var attempts = blocks.count
        while blankBlocks < Self.reserveBlocks, attempts > 0 {
            guard try reclaimOldest() else { return }
            attempts -= 1
        }
    }
}
