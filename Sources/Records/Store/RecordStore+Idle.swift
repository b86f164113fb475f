import RingStore
import Timekeeping

extension RecordStore {
    /// One step of work that can wait, at most one erase: for whoever has nothing else to do. It makes ready what the next
    /// journal lines need, so that a door does not wait for an erase.
    /// - Returns: false when there is nothing to do.
    public func idleStep() throws(RecordsError) -> Bool {
        // The door first.
        for journal in [Journal.doors, .processing] {
            let expiry = RecordRetention.expiry(of: journal, day: today)
            if try storing({ () throws(RingStoreError) in try ring.prepare(journal.ring, for: expiry) }) { return true }
        }
        // At last what an earlier version of the format has labelled, a block at a time.
        return try migrateOneBlock() != nil
    }
}
