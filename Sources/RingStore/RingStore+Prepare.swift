extension RingStore {
    /// One step, one erase at most, towards appends to this ring that wait for no erase, no relocation and no new key: for
    /// whoever has nothing else to do. Nothing that can be read changes, and an `append` without it does the same work itself.
    /// - Parameter expiry: of the records that will come.
    /// - Returns: false when everything is ready, as far as it can be.
    public func prepare(_ ringID: RingID, for expiry: Expiry) throws(RingStoreError) -> Bool {
        guard !core.mustRemount, !expiry.hasPassed(on: today) else { return false }
        if try core.renewRootEarly() { return true }
        let cohort = expiry.cohort
        if keyRing.table.key(for: cohort) == nil, keyRing.sealableCohort(noEarlierThan: cohort) == cohort {
            try keyRing.ensureKey(for: expiry.cohort)
            return true
        }
        return try ring(ringID).prepare()
    }

    /// The blocks that were erased and verified blank since the mount or the last call, each once; the root's are not among
    /// them.
    public func takeErasedBlocks() -> [RingID: [BlockIndex]] {
        let erased = core.takeErasedBlocks()
        return Dictionary(grouping: erased.sorted()) { block in
            layout.rings.first { layout.blocks(of: $0).contains(block) }!
        }.mapValues { $0.map { BlockIndex($0) } }
    }
}
