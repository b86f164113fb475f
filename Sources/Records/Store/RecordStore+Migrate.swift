import RingStore

extension RecordStore {
    /// Blocks that an earlier version of the format has labelled.
    public var oldBlocks: Int { ring.oldBlocks }

    /// One block's work; see `RingStore.migrateOneBlock`. For when there is nothing else to do.
    /// - Returns: nil when none is left.
    @discardableResult
    public func migrateOneBlock() throws(RecordsError) -> BlockIndex? {
        do { return try ring.migrateOneBlock() } catch { throw RecordsError(.store(error)) }
    }
}
