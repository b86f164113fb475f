import RingStore
import Timekeeping

/// A random 64-bit number that stands for a person in every record; it tells nothing by itself.
public struct PersonID: Hashable, Comparable, Sendable {
    public let rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// The digits a person names themselves with, such as a flat number. A claim: it opens nothing and is no secret.
public struct PersonalNumber: Hashable, Sendable, CustomStringConvertible {
    public static let digitCounts = 1...12
    public let digits: String

    /// - Returns: nil unless it is 1…12 ASCII digits.
    public init?(_ digits: String) {
        guard Self.digitCounts.contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        self.digits = digits
    }

    public var description: String { digits }
}

/// Somebody who may come in. Kind 1.
///
///     8  id
///     4  validThrough   days since 1970-01-01; 0x7FFFFFFF: no end
///     2+ personalNumber its length, then digits
///     2+ displayName    its length, then UTF-8; empty: none
///     4  rightsNumber   which of their records of rights counts; nothing here: they never had one
///
/// Expires after `validThrough`, as do the person's credentials and templates.
public struct Person: Equatable, Sendable, SealableRecord {
    static let kind = RecordKind.person
    public static let nameLimitBytes = 96

    public let id: PersonID
    public var personalNumber: PersonalNumber
    public var displayName: String?
    public var validThrough: CivilDay?
    /// Grows with every change of their rights, so that damage cannot make somebody of them who never had any; 0: none was made.
    var rightsNumber: UInt32 = 0

    public init(id: PersonID, personalNumber: PersonalNumber, displayName: String?, validThrough: CivilDay?) {
        self.id = id
        self.personalNumber = personalNumber
        self.displayName = displayName
        self.validThrough = validThrough
    }

    var expiry: Expiry { validThrough.map { .after($0) } ?? .never }

    func write(to writer: inout ByteWriter) {
        writer.integer(id.rawValue)
        writer.integer(validThrough?.number ?? Int32.max)
        writer.text(personalNumber.digits)
        writer.text(displayName ?? "")
        if rightsNumber != 0 { writer.integer(rightsNumber) }
    }

    init?(from reader: inout ByteReader) {
        id = PersonID(rawValue: reader.integer())
        let through: Int32 = reader.integer()
        validThrough = through == Int32.max ? nil : CivilDay(number: through)
        guard let number = PersonalNumber(reader.text()) else { return nil }
        personalNumber = number
        let name = reader.text()
        displayName = name.isEmpty ? nil : name
        if !reader.isComplete {
            rightsNumber = reader.integer()
            guard rightsNumber != 0 else { return nil }
        }
        guard reader.isComplete else { return nil }
    }
}
