/// What one ring's mount found and finished.
struct RingMountReport {
    var erasedBlocks: [BlockIndex] = []
    var unfinishedBatches = 0
    var setAside: [BlockIndex] = []
    var damagedPlaces = 0
    var expiredRecords = 0
    /// Records that could not be opened when they had to move.
    var lostRecords: [RecordID] = []
}

extension Ring {
    /// Builds the index, then erases what a power cut left unfinished. Erases under way are done already, and the cohort
    /// keys of days that have passed are gone.
    func mount(_ findings: [Int: BlockFinding]) throws(RingStoreError) {
        var open: [(block: Int, sequence: UInt64)] = []
        for (block, finding) in findings {
            switch finding {
            case .blank(let count): blocks[block] = RingBlock(state: .blank, eraseCount: count)
            case .spoiled(let count):
                blocks[block] = RingBlock(state: .open, eraseCount: count)
                try erase(block)
                report.erasedBlocks.append(BlockIndex(block))
            case .damaged:
                blocks[block] = RingBlock(state: .setAside, eraseCount: 0)
                report.setAside.append(BlockIndex(block))
            case .open(let count, let sequence):
                blocks[block] = RingBlock(state: .open, eraseCount: count, sequence: sequence)
                open.append((block, sequence))
            }
        }
        open.sort { $0.sequence < $1.sequence }
        report.setAside.sort()
        var unfinished: Set<Int> = []
        for (block, sequence) in open {
            let walk = BlockWalk(try core.readImage(of: block), ring: id, sequence: sequence, keys: core.keys)
            blocks[block]!.endOffset = walk.endOffset
            report.damagedPlaces += walk.damagedPlaces
            for record in walk.records { admit(record, in: block) }
            if walk.isUnfinished { unfinished.insert(block) }
            nextSequence = sequence + 1
        }
        head = open.last?.block
        mustResume = head != nil
        try eraseUnfinished(unfinished, newestFirst: open.reversed().map(\.block))
    }

    /// Blocks come in the order of their sequences: the first of equal revisions is the original.
    private func admit(_ record: WalkedRecord, in block: Int) {
        let number = record.header.id
        nextID = max(nextID, number + 1)
        let place = RecordPlace(block: block, offset: record.offset, header: record.header)
        guard isReadable(place) else {
            report.expiredRecords += 1
            return
        }
        guard table.key(for: place.cohort) != nil else {
            report.lostRecords.append(record.header.recordID)
            return
        }
        if let known = index[number], known.revision >= place.revision {
            otherCopies[number, default: []].append(block)
        } else {
            setPlace(number, place)
        }
    }

    /// Uncommitted is unreadable, since its mark is a part of its key; it is erased all the same.
    ///
    /// A power cut leaves only the newest block unfinished, or the one before when it cut a recovery: then the newer one
    /// holds nothing but copies. Any other block ends so because its last bytes are damaged: what is committed there stays
    /// where it is, and the damage is reported.
    private func eraseUnfinished(_ unfinished: Set<Int>, newestFirst: [Int]) throws(RingStoreError) {
        var mayBeCut = true
        for block in newestFirst {
            guard unfinished.contains(block) else {
                if blocks[block]!.liveRecords > 0 { mayBeCut = false }
                continue
            }
            guard mayBeCut else {
                report.damagedPlaces += 1
                continue
            }
            report.unfinishedBatches += 1
            try evacuate(block, except: [])
            report.erasedBlocks.append(BlockIndex(block))
        }
    }
}
