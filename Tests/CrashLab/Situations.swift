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
    /// Worn blocks that were overwritten, and that were marked as bad; in a few workloads.
    public private(set) var overwritten = 0
    public private(set) var markedBad = 0
    private var opened: Set<Int> = []
    private var known: Set<Seen> = []

    private struct Seen: Hashable {
        let ring: UInt8
        let id: UInt64
    }

    public init() {}

    public mutating func add(_ other: Situations) {
        deletedFromSeveralBlocks += other.deletedFromSeveralBlocks
        reclaimedWithSurvivors += other.reclaimedWithSurvivors
        reopened += other.reopened
        refused += other.refused
        overwritten += other.overwritten
        markedBad += other.markedBad
    }

    /// What never happened.
    public var missing: [String] {
        [
            ("a deletion from several blocks", deletedFromSeveralBlocks),
            ("a reclaim with survivors", reclaimedWithSurvivors), ("a block opened again", reopened),
            ("a refused append", refused), ("a worn block overwritten", overwritten),
            ("a worn block marked as bad", markedBad),
        ].filter { $0.1 == 0 }.map(\.0)
    }

    public var description: String { "\(deletedFromSeveralBlocks) \(reclaimedWithSurvivors) \(reopened) \(refused)" }

    /// - Parameters:
    ///   - steps: of one call.
    ///   - mayMove: a record that is written again by this call has been moved,
    ///   - revised: but for this one.
    mutating func note(_ steps: ArraySlice<LabFlash.Step>, _ lab: LabStore, mayMove: Bool, revised: UInt64?) {
        var moved = false, erased = false
        for step in steps {
            switch step {
            case .program(let block, let offset, let bytes):
                guard lab.isOfRing(block) else { continue }
                if offset == LabStore.recordsOffset(lab.geometry) / 2, !opened.insert(block).inserted { reopened += 1 }
                bytes.withUnsafeBytes { bytes in
                    for site in RecordSite.all(in: bytes) {
                        let isNew = known.insert(Seen(ring: site.ring.number, id: site.id)).inserted
                        if !isNew, site.id != revised { moved = true }
                    }
                }
            case .erase(let block): erased = erased || lab.isOfRing(block)
            case .zeros: overwritten += 1
            case .mark: markedBad += 1
            case .anchor: break
            }
        }
        if moved, erased, mayMove { reclaimedWithSurvivors += 1 }
    }
}
