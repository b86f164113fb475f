/// What is left to a mount when more blocks have failed than the reserve has, and no blank one can take what lives in the block in
/// doubt.
extension Ring {
    /// Gains a blank block. One in which nothing lives is erased; else what lives in another one moves to the end of the block in
    /// doubt, behind what a cut can have touched there. Until that one's erase has begun these are copies, so a cut leaves no less
    /// than there was.
    /// - Parameters:
    ///   - image: of the block in doubt, as it was read once; gets what has moved there since.
    ///   - walk: of that image.
    /// - Returns: false when there is no way to.
    func gainBlank(beside doubted: Int, _ image: Scratch, _ walk: BlockWalk) throws(RingStoreError) -> Bool {
        let order = blocks.filter { $0.value.state == .open && $0.key != doubted && !isRevised($0.key, in: doubted) }
            .sorted { ($0.value.liveBytes, $0.value.sequence) < ($1.value.liveBytes, $1.value.sequence) }
        for (block, known) in order where known.liveRecords == 0 {
            try eraseOrSetAside(block)
            if blankBlocks > 0 { return true }
        }
        // What a cut has left there counts as soon as something is committed behind it: copies may, for what opens is preferred.
        let holdsCopiesOnly = walk.unmarked.allSatisfy { index[$0.header.id]?.revision == $0.header.revision }
        guard holdsCopiesOnly else { return false }
        // A walk goes on behind what their headers claim. Programs ascend: behind what is not blank a cut can have touched one
        // unit more, that looks blank and has weak bits.
        let end = image.readOnly.lastIndex { $0 != 0xFF }.map { core.layout.wholeUnits($0 + 1) } ?? 0
        let claimed = walk.unmarked.map { core.layout.offset(behindMarkAt: $0.markOffset) }.max() ?? 0
        let start = max(end, claimed) + core.layout.unitBytes
        var mover: Int?
        for (block, known) in order where mover == nil && known.liveRecords > 0 {
            if start + (try bytesToMove(from: block)) <= core.blockBytes { mover = block }
        }
        guard let mover else { return false }
        head = doubted
        blocks[doubted]!.endOffset = start
        try evacuate(mover, except: [])
        head = nil
        try core.read(doubted, offset: start, into: image.bytes.part(start, core.blockBytes - start))
        return true
    }

    /// What lives in a block, as `move` writes it where there is room for all.
    private func bytesToMove(from block: Int) throws(RingStoreError) -> Int {
        _ = try core.readImage(of: block)
        let walk = BlockWalk(core.image.bytes, ring: id, sequence: blocks[block]!.sequence, keys: core.keys)
        var (byteCount, bodies) = (0, [Int]())
        let survivors = (walk.records + walk.unmarked).filter { isLiving($0, in: block) }
        for (_, group) in Dictionary(grouping: survivors, by: \.markOffset).sorted(by: { $0.key < $1.key }) {
            let joined = bodies + group.map(\.header.bodyBytes)
            if !bodies.isEmpty, core.layout.batchBytes(bodyBytes: joined) > core.batchLimitBytes {
                byteCount += core.layout.batchBytes(bodyBytes: bodies)
                bodies = group.map(\.header.bodyBytes)
            } else {
                bodies = joined
            }
        }
        return byteCount + core.layout.batchBytes(bodyBytes: bodies)
    }

    /// A copy there counts instead of one here: should it turn out tomorrow that it was never committed, this one has to be there.
    private func isRevised(_ block: Int, in doubted: Int) -> Bool {
        otherCopies[block]?.contains { index[$0].map { Int($0.block) == doubted } ?? false } ?? false
    }

    /// What is there has to do, and it is read. But nothing is added to the ring, or nobody would know any more what was in
    /// doubt; what would have to move is refused as well. The next mount tries again.
    func leaveInDoubt(_ block: Int, _ walk: BlockWalk) {
        isStuck = true
        head = nil
        blocks[block]!.endOffset = core.blockBytes
        if walk.isUnfinished { report.unfinishedBatches += 1 }
        // Their headers stay.
        for record in walk.unmarked { nextID = max(nextID, record.header.id + 1) }
    }
}
