import RingStore
import Timekeeping

/// Somewhere in a journal's chain: a line's number, and its hash. Before the first line: 0 and zeros.
struct ChainPlace: Equatable, Sendable {
    static let start = ChainPlace(sequence: 0, hash: JournalLine.noHash)
    var sequence: UInt64
    var hash: [UInt8]

    var text: String { "\(sequence) \(JournalText.hex(hash))" }

    init(sequence: UInt64, hash: [UInt8]) { (self.sequence, self.hash) = (sequence, hash) }
    init(_ line: JournalLine) { self.init(sequence: line.sequence, hash: line.hash) }

    func write(to writer: inout ByteWriter) {
        writer.integer(sequence)
        writer.raw(hash)
    }

    init(from reader: inout ByteReader) {
        sequence = reader.integer()
        hash = reader.array(JournalLine.hashBytes)
    }
}

/// Where a journal's chain stands when a day ends, signed. Kind 13, one per journal, the next day's revises it, never
/// expires: the chain goes on even when every line has expired.
///
///     1  journal
///     4  day
///    40  last      number and hash of the newest line
///    40  dropped   number and hash of the last line that has expired: the oldest one that is kept follows it
///    64  signature Ed25519, of the text in exports
struct JournalCheckpoint: Equatable, SealableRecord {
    static let kind = RecordKind.journalCheckpoint
    let journal: Journal
    let day: CivilDay
    let last: ChainPlace
    let dropped: ChainPlace
    let signature: [UInt8]

    /// Signs.
    init(_ journal: Journal, day: CivilDay, last: ChainPlace, dropped: ChainPlace, by identity: JournalIdentity) {
        (self.journal, self.day, self.last, self.dropped) = (journal, day, last, dropped)
        let header = JournalText.header(journal, publicKey: identity.publicKey)
        let statement = Self.statement(day, last, dropped)
        signature = identity.sign(JournalText.signed(statement, under: header).utf8)
    }

    /// `checkpoint 2026-03-03 13 <hash> 11 <hash> <signature>`
    var exportText: String { "\(Self.statement(day, last, dropped)) \(JournalText.hex(signature))" }

    private static func statement(_ day: CivilDay, _ last: ChainPlace, _ dropped: ChainPlace) -> String {
        "checkpoint \(day) \(last.text) \(dropped.text)"
    }

    func write(to writer: inout ByteWriter) {
        writer.integer(journal.rawValue)
        writer.integer(day.number)
        last.write(to: &writer)
        dropped.write(to: &writer)
        writer.raw(signature)
    }

    init?(from reader: inout ByteReader) {
        guard let journal = Journal(rawValue: reader.integer()) else { return nil }
        self.journal = journal
        day = CivilDay(number: reader.integer())
        last = ChainPlace(from: &reader)
        dropped = ChainPlace(from: &reader)
        signature = reader.array(JournalIdentity.signatureBytes)
        guard reader.isComplete else { return nil }
    }
}
