/// What one ring's mount found and finished.
struct RingMountReport {
    var erasedBlocks: [BlockIndex] = []
    var unfinishedBatches = 0
    var setAside: [BlockIndex] = []
    var damagedPlaces = 0
    var expiredRecords = 0
    var expiredThrough: RecordID?
    /// Records that could not be opened when they had to move.
    var lostRecords: [RecordID] = []
}

extension Ring {
    /// Builds the index and moves what lives in a block in doubt to another one. Erases under way are done already, and the
    /// cohort keys of days that have passed are gone.
    func mount(_ findings: [Int: BlockFinding]) throws(RingStoreError) {
        var open: [(block: Int, sequence: UInt64)] = []
        for (block, finding) in findings.sorted(by: { $0.key < $1.key }) {
            switch finding {
            case .blank(let count): blocks[block] = RingBlock(state: .blank, eraseCount: count)
            case .spoiled(let count):
                blocks[block] = RingBlock(state: .open, eraseCount: count)
                try eraseUnfinished(block)
            case .damaged:
                blocks[block] = RingBlock(state: .setAside, eraseCount: 0)
                if !core.badBlocks.contains(block) { report.setAside.append(BlockIndex(block)) }
            case .open(let count, let sequence, let isMended):
                if isMended { report.damagedPlaces += 1 }
                blocks[block] = RingBlock(state: .open, eraseCount: count, sequence: sequence)
                open.append((block, sequence))
            }
        }
        open.sort { $0.sequence < $1.sequence }
        nextSequence = (open.last?.sequence ?? 0) + 1
        nextID = core.root.nextIDs[Int(id.number)] ?? 1
        for block in open.map(\.block) where hasLivingSource(block) { try eraseUnfinished(block) }
        open.removeAll { blocks[$0.block]!.state != .open }

        var found = RecordIndex.FoundPlaces()
        var doubted: (block: Int, image: Scratch, walk: BlockWalk)?
        for (block, sequence) in open {
            _ = try core.readImage(of: block)
            let walk = BlockWalk(core.image.bytes, ring: id, sequence: sequence, keys: core.keys)
            take(walk, of: block, into: &found)
            if isInDoubt(block) {
                let copy = Scratch(count: core.blockBytes)
                copy.bytes.copyMemory(from: core.image.readOnly)
                doubted = (block, copy, walk)
            } else {
                head = block
                if walk.isUnfinished { report.damagedPlaces += 1 }
            }
        }
        buildIndex(found)
        try putOutOfService()
        if let doubted { try renew(doubted.block, doubted.image, doubted.walk) }
        report.setAside.sort()
    }

    /// What cannot be made out now may be readable at the next mount; by then records that lie in it can have been deleted, and
    /// its ids given again. So it is out of service for good, and the ids that may stand in it are passed over.
    private func putOutOfService() throws(RingStoreError) {
        let out = report.setAside.map(\.number).filter(core.isNewlyOut)
        if out.isEmpty { return }
        for block in out { try core.putOutOfService(block) }
        nextID += UInt64(out.count * RingCapacity.mostRecords(inBlockOf: core.layout))
        try core.keepNextID(nextID, of: id)
    }

    private func isInDoubt(_ block: Int) -> Bool {
        core.root.isInDoubt(block, sequence: blocks[block]!.sequence)
    }

    /// The block was to take over from one that still counts: what it holds are copies, or what was never told of.
    private func hasLivingSource(_ block: Int) -> Bool {
        guard isInDoubt(block), let source = core.root.doubts[block]!.source.flatMap({ blocks[$0] }) else {
            return false
        }
        return source.state == .open && source.sequence > 0 && source.sequence < blocks[block]!.sequence
    }

    private func take(_ walk: BlockWalk, of block: Int, into found: inout RecordIndex.FoundPlaces) {
        blocks[block]!.endOffset = walk.endOffset
        report.damagedPlaces += walk.damagedPlaces + (isInDoubt(block) ? 0 : walk.mendedAtEnd)
        // Without its mark it cannot be opened; but it counts, or an earlier revision would come back.
        // The ids of what a cut left are free again: nobody was told of them, and their header goes with the block.
        for record in isInDoubt(block) ? walk.records : walk.records + walk.unmarked {
            admit(record, in: block, into: &found)
        }
    }

    private func admit(_ record: WalkedRecord, in block: Int, into found: inout RecordIndex.FoundPlaces) {
        let number = record.header.id
        nextID = max(nextID, number + 1)
        let place = RecordPlace(block: block, offset: record.offset, header: record.header)
        guard isReadable(place) else {
            report.expiredRecords += 1
            report.expiredThrough = max(report.expiredThrough ?? record.header.recordID, record.header.recordID)
            return
        }
        guard table.key(for: place.cohort) != nil else {
            report.lostRecords.append(record.header.recordID)
            return
        }
        if record.header.isLost { report.lostRecords.append(record.header.recordID) }
        found.append(number, place)
    }

    /// Blocks came in the order of their sequences: the first of equal revisions is the original.
    private func buildIndex(_ found: consuming RecordIndex.FoundPlaces) {
        var twins: [(number: UInt64, place: RecordPlace)] = []
        index = RecordIndex(found) { number, known, next in
            let isNewer = known.revision < next.revision
            otherCopies[Int((isNewer ? known : next).block), default: []].append(number)
            if known.revision == next.revision { twins.append((number, next)) }
            return isNewer ? next : known
        }
        for (_, place) in index { addLive(place) }
        for twin in twins { preferWhatOpens(twin.number, twin.place) }
    }

    /// Where the copy that counts cannot be opened, another one of the same revision takes its place: what a cut relocation has
    /// left counts as the original once that is erased, and may have been damaged while it did not count.
    private func preferWhatOpens(_ number: UInt64, _ twin: RecordPlace) {
        defer { plain.zero() }
        guard let place = index[number], place.revision == twin.revision, (try? open(number, place)) == nil,
            (try? open(number, twin)) != nil
        else { return }
        report.damagedPlaces += 1
        setPlace(number, twin)
    }

    /// Moves what lives in a block in doubt to a fresh one, and erases it.
    ///
    /// Its last mark may be weak: committed as it reads now, and not tomorrow. What this mount has found in one reading is true
    /// from here on, because it is written again before anybody can ask. Uncommitted is unreadable, since its mark is a part
    /// of its key; it goes with the block. Cut anywhere, the next mount begins with this block again.
    private func renew(_ block: Int, _ image: Scratch, _ walk: BlockWalk) throws(RingStoreError) {
        var survivors = walk.records.filter { isLiving($0, in: block) }
        if !survivors.isEmpty, blankBlocks == 0 {
            guard try gainBlank(beside: block, image, walk) else { return leaveInDoubt(block, walk) }
            survivors = BlockWalk(image.bytes, ring: id, sequence: blocks[block]!.sequence, keys: core.keys).records
                .filter { isLiving($0, in: block) }
        }
        if !survivors.isEmpty {
            try openNext(takingOverFrom: block)
            try move(survivors, from: image.readOnly, sequence: blocks[block]!.sequence)
        }
        if walk.isUnfinished {
            report.unfinishedBatches += 1
            report.erasedBlocks.append(BlockIndex(block))
        }
        try eraseOrSetAside(block)
    }

    private func eraseUnfinished(_ block: Int) throws(RingStoreError) {
        report.erasedBlocks.append(BlockIndex(block))
        try eraseOrSetAside(block)
    }

    /// A block that cannot be erased any more stays declared, out of service, and is tried again by the next mount.
    func eraseOrSetAside(_ block: Int) throws(RingStoreError) {
        let old = blocks[block]!
        try keepIDs(of: block)
        if let count = try core.tryToErase(block, ring: id, sequence: old.sequence, eraseCount: old.eraseCount) {
            blocks[block] = RingBlock(state: .blank, eraseCount: count)
        } else {
            blocks[block] = RingBlock(state: .setAside, eraseCount: old.eraseCount)
            report.setAside.append(BlockIndex(block))
        }
        forgetCopies(in: block)
    }
}
