import FlashLab
import RingStore

/// What a workload must come by to be worth anything: how often it did.
public struct Situations: Sendable, CustomStringConvertible {
    /// Calls that deleted a record whose revisions lay in several blocks.
    public var deletedFromSeveralBlocks = 0
    /// Appends, and calls that erased ahead, that moved what lived in a block before they erased it.
    public var reclaimedWithSurvivors = 0
    /// Times that a ring's block was opened again after an erase.
    public var reopened = 0
    /// Appends that were refused because the ring was full.
    public var refused = 0
    private var opened: Set<Int> = []
    private var known: Set<Seen> = []

    private struct Seen: Hashable {
        let ring: UInt8
        let id: UInt64
    }

    public init() {}

    public var description: String { "\(deletedFromSeveralBlocks) \(reclaimedWithSurvivors) \(reopened) \(refused)" }

    /// - Parameters:
    ///   - steps: of one call.
    ///   - mayMove: a record that is written again by this call has been moved.
    mutating func note(_ steps: ArraySlice<LabFlash.Step>, _ lab: LabStore, mayMove: Bool) {
        var moved = false, erased = false
        for step in steps {
            switch step {
            case .program(let block, let offset, let bytes):
                guard lab.isOfRing(block) else { continue }
                if offset == LabStore.recordsOffset(lab.geometry) / 2, !opened.insert(block).inserted { reopened += 1 }
                bytes.withUnsafeBytes { bytes in
                    for site in RecordSite.all(in: bytes) {
                        if !known.insert(Seen(ring: site.ring.number, id: site.id)).inserted { moved = true }
                    }
                }
            case .erase(let block): erased = erased || lab.isOfRing(block)
            case .anchor: break
            }
        }
        if moved, erased, mayMove { reclaimedWithSurvivors += 1 }
    }
}
