import CSodium
import RingStore
import Timekeeping

/// The two journals (R22, R23).
public enum Journal: UInt8, Sendable, CaseIterable {
    /// Enrolments, withdrawals, expiries, changes: three years.
    case processing = 1
    /// Who was let in and who was not, by pseudonym: 180 days.
    case doors = 2

    var ring: RingID { self == .processing ? .processing : .doors }
}

/// What happened; the journal adds number, time and chain.
public struct JournalDraft: Equatable, Sendable {
    public static let kindLimitBytes = 32, detailLimitBytes = 480

    public var journal: Journal
    /// A word such as "face.granted"; at most 32 bytes.
    public var kind: String
    public var pseudonym: Pseudonym?
    /// Never a template, a score or a name; at most 480 bytes.
    public var detail: String

    public init(_ journal: Journal, _ kind: String, pseudonym: Pseudonym? = nil, detail: String = "") {
        self.journal = journal
        self.kind = kind
        self.pseudonym = pseudonym
        self.detail = detail
    }

    var isInRange: Bool {
        !kind.isEmpty && kind.utf8.count <= Self.kindLimitBytes && detail.utf8.count <= Self.detailLimitBytes
    }
}

/// One line of a journal. Kind 9.
///
///     8  sequence     1, 2, 3, … in its journal
///     8  time         UTC seconds
///    32  previous     hash of the line before; zeros for the first
///     1  journal      1 processing · 2 doors
///     1  1 with a pseudonym, then 8 bytes of it
///     2+ kind         2+ detail
///
/// hash = BLAKE2b-32 of these bytes. Expires by its journal's retention.
public struct JournalLine: Equatable, Sendable, SealableRecord {
    static let kind = RecordKind.journalLine
    public static let hashBytes = 32
    static let noHash = [UInt8](repeating: 0, count: hashBytes)

    public let sequence: UInt64
    public let time: WallTime
    public let entry: JournalDraft
    public let previousHash: [UInt8]

    /// Of this line; the next one carries it.
    public var hash: [UInt8] {
        let plain = LockedBytes(count: 1024)
        var writer = ByteWriter(over: plain)
        write(to: &writer)
        var digest = [UInt8](repeating: 0, count: Self.hashBytes)
        let status = crypto_generichash_blake2b(
            &digest, digest.count, plain.bytes.baseAddress!.assumingMemoryBound(to: UInt8.self), UInt64(writer.count),
            nil, 0)
        precondition(status == 0)
        return digest
    }

    init(sequence: UInt64, time: WallTime, entry: JournalDraft, previousHash: [UInt8]) {
        self.sequence = sequence
        self.time = time
        self.entry = entry
        self.previousHash = previousHash
    }

    func write(to writer: inout ByteWriter) {
        writer.integer(sequence)
        writer.integer(time.seconds)
        writer.raw(previousHash)
        writer.integer(entry.journal.rawValue)
        writer.integer(UInt8(entry.pseudonym == nil ? 0 : 1))
        if let pseudonym = entry.pseudonym { writer.integer(pseudonym.number) }
        writer.text(entry.kind)
        writer.text(entry.detail)
    }

    init?(from reader: inout ByteReader) {
        sequence = reader.integer()
        time = WallTime(seconds: reader.integer())
        previousHash = reader.array(Self.hashBytes)
        guard let journal = Journal(rawValue: reader.integer()) else { return nil }
        let hasPseudonym: UInt8 = reader.integer()
        let pseudonym = hasPseudonym == 1 ? Pseudonym(number: reader.integer()) : nil
        let kind = reader.text()
        let detail = reader.text()
        guard reader.isComplete, hasPseudonym <= 1 else { return nil }
        entry = JournalDraft(journal, kind, pseudonym: pseudonym, detail: detail)
    }
}

/// Where a journal's chain stands. Kind 10, one per journal, never expires; written when a day ends, so that the chain goes
/// on even when every line has expired.
///
///     1  journal   8  sequence   32  hash of that line
struct JournalCheckpoint: Equatable, SealableRecord {
    static let kind = RecordKind.journalCheckpoint
    let journal: Journal
    let sequence: UInt64
    let hash: [UInt8]

    init(journal: Journal, sequence: UInt64, hash: [UInt8]) {
        (self.journal, self.sequence, self.hash) = (journal, sequence, hash)
    }

    func write(to writer: inout ByteWriter) {
        writer.integer(journal.rawValue)
        writer.integer(sequence)
        writer.raw(hash)
    }

    init?(from reader: inout ByteReader) {
        guard let journal = Journal(rawValue: reader.integer()) else { return nil }
        self.journal = journal
        sequence = reader.integer()
        hash = reader.array(JournalLine.hashBytes)
        guard reader.isComplete else { return nil }
    }
}

/// What checking a chain found.
public struct JournalVerdict: Equatable, Sendable {
    public var lines: Int
    /// Of the lines that are kept; what stood before has expired.
    public var firstSequence: UInt64?
    public var lastSequence: UInt64?
    /// The first line that does not follow from the one before, or cannot be read; nil when the chain holds.
    public var brokenAt: UInt64?
    public var holds: Bool { brokenAt == nil }
}
