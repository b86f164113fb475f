import RingStore
import Timekeeping

/// One line of a journal. Kind 12.
///
///     8  sequence     1, 2, 3, … in its journal
///     8  time         UTC seconds
///    32  previous     hash of the line before; zeros for the first
///     1  journal      1 processing · 2 doors
///     1+ kind         its length, then ASCII
///     …  detail       `SealedDetail`
///
/// The chain goes over the line as it is exported, so that whoever has no keys can follow it:
/// hash = BLAKE2b-32 of `exportText`. Expires by its journal's retention.
public struct JournalLine: Equatable, Sendable, SealableRecord {
    static let kind = RecordKind.journalLine
    public static let hashBytes = 32
    static let noHash = [UInt8](repeating: 0, count: hashBytes)

    public let journal: Journal
    public let sequence: UInt64
    public let time: WallTime
    public let kind: String
    public let previousHash: [UInt8]
    let detail: SealedDetail

    /// Of this line; the next one carries it.
    public var hash: [UInt8] { JournalText.hash(exportText) }

    /// `line 12 2026-03-02T01:00:30Z granted <hash of the sealed detail> <previous>`
    public var exportText: String {
        "line \(sequence) \(JournalText.time(time)) \(kind) \(JournalText.hex(detail.hash)) \(JournalText.hex(previousHash))"
    }

    init(
        _ journal: Journal, sequence: UInt64, time: WallTime, kind: String, previousHash: [UInt8], detail: SealedDetail
    ) {
        (self.journal, self.sequence, self.time, self.kind) = (journal, sequence, time, kind)
        (self.previousHash, self.detail) = (previousHash, detail)
    }

    func write(to writer: inout ByteWriter) {
        writer.integer(sequence)
        writer.integer(time.seconds)
        writer.raw(previousHash)
        writer.integer(journal.rawValue)
        writer.integer(UInt8(kind.utf8.count))
        writer.raw(Array(kind.utf8))
        detail.write(to: &writer)
    }

    init?(from reader: inout ByteReader) {
        sequence = reader.integer()
        time = WallTime(seconds: reader.integer())
        previousHash = reader.array(Self.hashBytes)
        guard let journal = Journal(rawValue: reader.integer()) else { return nil }
        self.journal = journal
        kind = String(decoding: reader.raw(Int(reader.integer(UInt8.self))), as: UTF8.self)
        guard JournalDraft.isWord(kind), let detail = SealedDetail(from: &reader) else { return nil }
        self.detail = detail
    }
}

/// A line as its keeper reads it.
public struct JournalReading: Equatable, Sendable {
    public let line: JournalLine
    /// Without pseudonym and detail when `isUnlinked`.
    public let entry: JournalDraft
    /// The key of the person it was about is erased: nobody can read the detail any more.
    public let isUnlinked: Bool
}
