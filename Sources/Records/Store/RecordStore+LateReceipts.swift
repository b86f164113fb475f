import RingStore
import Timekeeping

/// Receipts that a power cut kept from the journal, between the last erase and its line. Nothing was written for them in advance:
/// what the journal says, and what is gone, tell that one is missing.
extension RecordStore {
    /// At mount, when everything that was to be erased is.
    func writeLateReceipts(at now: WallTime) throws(RecordsError) {
        if let decision = decisionWithoutReceipt() {
            let receipt = ring.lateReceipt(in: .people)
            var what = "told late, of line \(decision.sequence)"
            if !receipt.blocks.isEmpty {
                what += ": erased before the mount, people \(BlockWords.list(receipt.blocks))"
            }
            try deliverIfRoom(
                decision.kind == "person.removed" ? "person.erased" : "face.erased",
                Self.proof(of: "\(what);", receipt.isPhysical) + Self.exceptions(of: receipt), at: now, .ending)
        }
        if ring.mountReport.expiryUnfinished == nil, let lastDay = lastDayWithoutReceipt() {
            try deliverIfRoom(
                "keys.erased",
                Self.proof(of: "told late: keys of days through \(lastDay)", ring.promises.expiresPhysically), at: now,
                .ending)
        }
    }

    /// The line of a withdrawal or a removal that is the newest in its journal but for what mounts write about themselves. One at
    /// most: the receipt is the next line that is written.
    private func decisionWithoutReceipt() -> JournalLine? {
        for info in ring.records(in: .processing, evenHidden: true).reversed() {
            guard let line = try? readLine(info.id, .processing) else { return nil }
            switch line.kind {
            case "face.withdrawn", "person.removed": return line
            case "store.recovered", "store.put-back", "keys.erased": continue
            default: return nil
            }
        }
        return nil
    }

    /// The last day of faces that have ended, when no line says that their keys were erased: that line comes before theirs.
    private func lastDayWithoutReceipt() -> CivilDay? {
        // What this mount has erased itself it has told of.
        guard ring.mountReport.keysErased == 0 else { return nil }
        let lastDays = consentsToEnd.map(\.consent.lastDay)
        guard let first = lastDays.min() else { return nil }
        for info in ring.records(in: .processing, evenHidden: true).reversed() {
            guard let line = try? readLine(info.id, .processing), day(of: line.time) > first else { break }
            if line.kind == "keys.erased" { return nil }
        }
        return lastDays.max()
    }
}
