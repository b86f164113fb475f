extension Ring {
    /// Reclaims one block ahead of need, unless a head and a blank block beside the reserve stand ready: then a block's worth of
    /// batches is appended without any erase.
    /// - Returns: false when there is nothing to do, or nothing to gain.
    func prepare() throws(RingStoreError) -> Bool {
        guard blankBlocks <= Self.reserveBlocks, canGainBlock else { return false }
        return try reclaimOldest()
    }

    /// One block is dead, or all together hold a block of what is dead. So preparing ends: every turn of the ring makes less of
    /// it, and a ring full of life is left alone.
    private var canGainBlock: Bool {
        var deadBytes = 0
        for (number, block) in blocks where block.state == .open && number != head {
            if block.liveRecords == 0 { return true }
            let packed = RingCapacity.packedBytes(charged: block.liveBytes, layout: core.layout)
            let dead = block.endOffset - core.layout.recordsOffset - packed
            // Where units have no ends to fill, what is charged is an upper bound for each block; else for all of them together.
            deadBytes += core.layout.excessBytes == 0 ? max(0, dead) : dead
        }
        return deadBytes >= core.blockBytes
    }
}
