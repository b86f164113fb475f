import RingStore

/// What a sealed record is. The number stands in the record's header and is part of its key: it never changes meaning, so
/// a record whose bytes are laid out anew gets a new number. A store with a number that is not here is refused.
public enum RecordKind: UInt8, Sendable, CaseIterable {
    /// Of the records together; it grows with every number that is given up.
    public static let version = 2
    /// Version 1's journals: a line on its way, a line, a checkpoint; their chain went over plain text.
    static let ofVersion1: Set<UInt8> = [7, 9, 10]

    case person = 1
    case subjectKey = 2
    case card = 3
    case pin = 4
    case faceTemplates = 5
    case consent = 6
    /// A person whose removal was decided; mount finishes it.
    case removal = 8
    /// A journal line on its way from an atomic batch to its journal.
    case outboxLine = 11
    case journalLine = 12
    /// Where a journal's chain stood at the end of a day, signed.
    case journalCheckpoint = 13
    /// How many door decisions of each kind a month had.
    case doorCounts = 14
    /// A jump of the clock that is in doubt, and for how long it has been.
    case clockDoubt = 15
    /// Somebody who may log in at the console.
    case account = 16
    /// A code that makes the first account, or brings a lost passphrase back.
    case consoleCode = 17
    /// That everything about people is to go; mount finishes it.
    case wipe = 18
    /// What proves that it went.
    case erasureCertificate = 19
    /// The groups, the first day and the longer times of a person.
    case accessRights = 20
    /// Hours of a week, under a name.
    case schedule = 21
    /// People who follow a schedule.
    case accessGroup = 22
    /// A day that counts as another one.
    case calendarDay = 23
    /// The door's own hours.
    case doorRule = 24
    /// A person whose records were sealed anew with an earlier last day; mount finishes it.
    case resealing = 25
    /// Rules that are being changed in several batches; mount finishes it.
    case ruleChange = 28
}

extension RingID {
    /// People, credentials, templates, consents.
    public static let people = RingID(1)
    /// Processing records, kept three years (R22, R23).
    public static let processing = RingID(2)
    /// Door decisions, kept 180 days.
    public static let doors = RingID(3)
}

/// A record that can be sealed: its plaintext, and how it is read again.
protocol SealableRecord {
    static var kind: RecordKind { get }
    func write(to writer: inout ByteWriter)
    /// Nil when the bytes are not such a record.
    init?(from reader: inout ByteReader)
}
