import RingStore
import Timekeeping

/// How much a flash can keep in its journals for as long as they must be kept (R23). What is within it never meets a full
/// journal.
public struct JournalCapacity: Equatable, Sendable {
    private let ringBytes: [Journal: Int]

    /// - Returns: nil when the flash is too small for any store.
    public init?(_ geometry: FlashGeometry) {
        guard let layout = StoreLayout.records(blockCount: geometry.blockCount) else { return nil }
        ringBytes = Dictionary(
            uniqueKeysWithValues: Journal.allCases.map { journal in
                let blocks = layout.ringBlocks[Int(journal.ring.number) - 1]
                return (journal, RingCapacity.bytes(blocks: blocks, geometry: geometry))
            })
    }

    /// How many lines a day can be kept; 0 when not even one.
    /// - Parameter people: enrolled at once at most; room is kept to write down how each of them ends.
    public func linesPerDay(_ journal: Journal, people: Int) -> Int {
        let reserved = journal == .doors ? 0 : (people + 1) * (Reserve.faceEndBytes + Reserve.removalBytes)
        return max(0, ringBytes[journal]! - reserved) / (Self.daysKept(journal) * Self.lineBytes(journal))
    }

    /// A grant or an exit, and the two edges of the strike that follow it.
    public static let linesPerDecision = 3

    /// For so many days lines live side by side at most, the day they are written on included.
    static func daysKept(_ journal: Journal) -> Int {
        // Three years with a leap day, and the rest of the longest month.
        journal == .doors ? RecordRetention.doorDays + 1 : 3 * 365 + 1 + 31
    }

    /// A line as it is charged to its ring, at its longest in daily work: `number+pin, wrongCredential` at the door, an
    /// erasure of several blocks in the other.
    static func lineBytes(_ journal: Journal) -> Int { journal == .doors ? 272 : 384 }

    /// What the arithmetic says of a ring; a test holds it against a mounted store.
    func bytes(of journal: Journal) -> Int { ringBytes[journal]! }
}
