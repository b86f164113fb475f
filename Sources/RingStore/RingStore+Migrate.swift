extension RingStore {
    /// Blocks that an earlier version of the format has labelled. They are read like all others; there are fewer after each
    /// erase.
    public var oldBlocks: Int { core.oldBlocks.count }

    /// Moves what lives in one of the `oldBlocks` to another block and erases it, so that it is labelled anew. At most one block's
    /// work, for when there is nothing else to do; after any power cut the next mount has lost nothing.
    /// - Returns: the block; nil when none is left but those out of service.
    @discardableResult
    public func migrateOneBlock() throws(RingStoreError) -> BlockIndex? { try migrate()?.block }

    func migrate() throws(RingStoreError) -> ScrubReport.Renewed? {
        guard !core.mustRemount else { throw RingStoreError(.mustRemount) }
        for block in core.oldBlocks.sorted() {
            let ringID = layout.rings.first { layout.blocks(of: $0).contains(block) }!
            let records = rings[ringID]?.blocks[block]?.liveRecords ?? 0
            let isDone: Bool
            if let ring = rings[ringID] {
                isDone = try ring.migrate(block)
            } else {
                isDone = try keyRing.migrate(block)
            }
            guard isDone else { continue }
            return ScrubReport.Renewed(
                ring: ringID, block: BlockIndex(block), reason: .old, recordsMoved: records)
        }
        return nil
    }
}

extension Ring {
    /// False when the block is out of service.
    fileprivate func migrate(_ block: Int) throws(RingStoreError) -> Bool {
        if blocks[block]!.state == .open { try makeReserve() }
        // Making room may have erased it already.
        guard core.oldBlocks.contains(block) else { return true }
        switch blocks[block]!.state {
        case .open: try evacuate(block, except: [])
        case .blank: try erase(block)
        case .setAside: return false
        }
        return true
    }
}
