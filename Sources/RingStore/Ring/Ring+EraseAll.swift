extension Ring {
    /// Evacuates and erases every block in which anything was ever written, whatever lies there: living, dead, or expired with
    /// a key that could not be erased.
    /// - Parameter kept: what moves.
    /// - Returns: the blocks erased, verified blank.
    func eraseAll(keeping kept: Set<UInt64>) throws(RingStoreError) -> [Int] {
        try makeReserve()
        let order = blocks.filter { $0.value.state == .open }
            .sorted { $0.value.sequence < $1.value.sequence }.map(\.key)
        let doomed = Set(index.map(\.0)).subtracting(kept)
        for block in order { try evacuate(block, except: doomed) }
        for number in doomed { index[number] = nil }
        return order
    }
}

extension RingStore {
    /// Erases a whole ring but for some records, whatever lies in it. Not one atom: a power cut may leave some of it; the caller
    /// writes its intention first and repeats the call after mount.
    public func eraseAll(in ringID: RingID, keeping kept: [RecordID]) throws(RingStoreError) -> ErasureReceipt {
        guard !core.mustRemount else { throw RingStoreError(.mustRemount) }
        let before = ring(ringID).index.count
        let blocks = try ring(ringID).eraseAll(keeping: Set(kept.map(\.number)))
        return ErasureReceipt(
            records: before - ring(ringID).index.count, blocks: blocks.map { BlockIndex($0) },
            isPhysical: core.flash.promises.erasesPhysically, unknownBlocks: ring(ringID).blocksOutOfService,
            unerasedBlocks: ring(ringID).blocksNotErased)
    }
}
