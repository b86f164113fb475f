import RingStore
import Timekeeping

/// What a store must hold, as far as the caller has been told.
public struct Model: Sendable {
    struct Entry: Equatable {
        var text: String
        var expiry: Expiry
        /// What earlier revisions said: it goes with the record.
        var before: [String] = []
        var texts: [String] { before + [text] }
    }
    var entries: [RingID: [UInt64: Entry]] = [:]
    /// Texts that were deleted or have expired: nobody may read them again.
    var gone: Set<String> = []
    /// Ciphertext of what was deleted: it stands nowhere, so no key that was ever made opens it.
    var erased: Set<CiphertextUnit> = []
    /// No id below this one is given again.
    private var nextIDs: [RingID: UInt64] = [:]
    public internal(set) var today = LabStore.firstDay

    func contents(of ring: RingID) -> [UInt64: String] { (entries[ring] ?? [:]).mapValues(\.text) }

    /// Records that an append has told the ids of.
    mutating func add(_ ids: [RecordID], _ texts: [String], _ expiry: Expiry, to ring: RingID) {
        for (id, text) in zip(ids, texts) {
            entries[ring, default: [:]][id.number] = Entry(text: text, expiry: expiry)
            nextIDs[ring] = max(nextIDs[ring] ?? 1, id.number + 1)
        }
    }

    func wasGiven(_ id: RecordID, in ring: RingID) -> Bool { id.number < nextIDs[ring] ?? 1 }

    mutating func remove(_ id: UInt64, from ring: RingID) {
        if let entry = entries[ring]?.removeValue(forKey: id) { gone.formUnion(entry.texts) }
    }

    mutating func expire() {
        for (ring, entries) in entries {
            for (id, entry) in entries where entry.expiry.hasPassed(on: today) { remove(id, from: ring) }
        }
    }

    /// Why `found` is not what a cut between two models may leave: all of the call under way or nothing of it; of several
    /// deletions in one call, any part. Nil when it is.
    static func fault(in found: Contents, between before: Model, and after: Model) -> String? {
        for (ring, records) in found.sorted(by: { $0.key < $1.key }) {
            let old = before.contents(of: ring), new = after.contents(of: ring)
            if records == old && after.today == before.today || records == new { continue }
            let isDeletion = Set(new.keys).isSubset(of: old.keys) && new.allSatisfy { old[$0.key] == $0.value }
            let isPart =
                records.allSatisfy { old[$0.key] == $0.value } && new.allSatisfy { records[$0.key] == $0.value }
            if isDeletion && isPart && before.today == after.today { continue }
            return "ring \(ring.number): found \(records.keys.sorted()), before \(old.keys.sorted()), "
                + "after \(new.keys.sorted())"
        }
        return nil
    }
}
