import RingStore
import Timekeeping

/// The code a person is given for a consent: 8 letters and digits, 40 random bits.
public struct ReceiptID: Hashable, Sendable, CustomStringConvertible {
    public let number: UInt64
    private static let letters = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")

    init(number: UInt64) { self.number = number & 0xFF_FFFF_FFFF }
    init(from entropy: any Entropy) { self.init(number: entropy.number()) }

    /// Reads what a person types; nil unless it is such a code. Lower case is fine.
    public init?(_ text: String) {
        var number: UInt64 = 0
        let code = text.uppercased()
        guard code.count == 8 else { return nil }
        for letter in code {
            guard let digit = Self.letters.firstIndex(of: letter) else { return nil }
            number = number << 5 | UInt64(digit)
        }
        self.init(number: number)
    }

    public var description: String {
        String((0..<8).map { Self.letters[Int(number >> (35 - 5 * $0)) & 31] })
    }
}

/// A consent that was given, and how it ended. Kind 6.
///
///     8  receipt
///     8  person
///     8  givenAt        UTC seconds
///     4  lastDay        of the templates: never later than what was agreed to
///     4  agreed last day
///     4  retentionDays
///     1  end            0 living · 1 withdrawn · 2 expired
///     8  endedAt        UTC seconds, 0 while living
///    32  materialDigest
///    32  textDigest
///     2+ purpose
///     1+ dwell          a count of pages, then 4 bytes each, milliseconds
///
/// Kept three years past its last day as a processing record (R23); holds no biometrics, and once the person is removed
/// nothing here leads to them.
public struct Consent: Equatable, Sendable, SealableRecord {
    static let kind = RecordKind.consent

    public enum End: UInt8, Sendable { case withdrawn = 1, expired = 2 }

    public let receipt: ReceiptID
    public let content: ConsentContent
    public let givenAt: WallTime
    /// The templates' last day: never later than the content's.
    public internal(set) var lastDay: CivilDay
    public let dwellMilliseconds: [UInt32]
    public internal(set) var end: End?
    public internal(set) var endedAt: WallTime?

    public var person: PersonID { content.person }

    init(receipt: ReceiptID, token: ConsentToken, lastDay: CivilDay) {
        self.receipt = receipt
        content = token.content
        givenAt = token.givenAt
        self.lastDay = lastDay
        dwellMilliseconds = token.dwellMilliseconds.map { UInt32(clamping: $0) }
    }

    var expiry: Expiry { .after(RecordRetention.processingLastDay(from: content.lastDay)) }

    func write(to writer: inout ByteWriter) {
        writer.integer(receipt.number)
        writer.integer(content.person.rawValue)
        writer.integer(givenAt.seconds)
        writer.integer(lastDay.number)
        writer.integer(content.lastDay.number)
        writer.integer(UInt32(clamping: content.retentionDays))
        writer.integer(end?.rawValue ?? 0)
        writer.integer(endedAt?.seconds ?? 0)
        writer.raw(content.materialDigest)
        writer.raw(content.textDigest)
        writer.text(content.purpose)
        writer.integer(UInt8(clamping: dwellMilliseconds.count))
        for dwell in dwellMilliseconds.prefix(Int(UInt8.max)) { writer.integer(dwell) }
    }

    init?(from reader: inout ByteReader) {
        receipt = ReceiptID(number: reader.integer())
        let person = PersonID(rawValue: reader.integer())
        givenAt = WallTime(seconds: reader.integer())
        lastDay = CivilDay(number: reader.integer())
        let agreedLastDay = CivilDay(number: reader.integer())
        let retentionDays: UInt32 = reader.integer()
        let ending: UInt8 = reader.integer()
        end = End(rawValue: ending)
        let endedSeconds: Int64 = reader.integer()
        endedAt = end == nil ? nil : WallTime(seconds: endedSeconds)
        let material = reader.array(ConsentContent.digestByteCount)
        let text = reader.array(ConsentContent.digestByteCount)
        let purpose = reader.text()
        let pages: UInt8 = reader.integer()
        dwellMilliseconds = (0..<pages).map { _ in reader.integer() }
        guard reader.isComplete, ending == 0 || end != nil else { return nil }
        content = ConsentContent(
            person: person, purpose: purpose, materialDigest: material, textDigest: text,
            retentionDays: Int(retentionDays), lastDay: agreedLastDay)
    }
}

/// How the living consents stand to what the site does today (R34, R35, R52): counts, no people.
public struct ConsentCounts: Equatable, Sendable {
    /// Templates whose consent stands as it was given.
    public var valid = 0
    /// Consents to other material terms: their templates are to stay locked.
    public var stale = 0
    /// Consents that stand although the wording changed.
    public var toBeTold = 0
    /// Zero after every mount: the store erases templates without a consent.
    public var templatesWithoutConsent = 0
}
