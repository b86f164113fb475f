import RingStore
import Timekeeping

/// What of a person's rights is not everybody's. Who has no such record may come in at all hours, from the day they were added.
public struct AccessRights: Equatable, Sendable {
    public static let groupLimit = 4

    /// Names of groups; what they mean is written in `AccessRule`s. None: at all hours.
    public var groups: [String]
    /// The first day on which they may come in; nil: from the beginning.
    public var validFrom: CivilDay?
    /// The door gives them the longer times (accessibility).
    public var isExtended: Bool
    /// What was written of their rights cannot be read: they may not come in at any hour, until rights are given to them anew.
    public internal(set) var areLost = false

    /// Of somebody whose rights cannot be read.
    public static var lost: AccessRights {
        var rights = AccessRights()
        rights.areLost = true
        return rights
    }

    public init(groups: [String] = [], validFrom: CivilDay? = nil, isExtended: Bool = false) {
        (self.groups, self.validFrom, self.isExtended) = (groups, validFrom, isExtended)
    }

    /// In a line: `groups staff night, from 2026-03-02, extended times`.
    public var words: String {
        if areLost { return "rights damaged, so no way in" }
        return [
            groups.isEmpty ? "no group" : "groups \(groups.joined(separator: " "))",
            validFrom.map { "from \($0)" }, isExtended ? "extended times" : nil,
        ].compactMap { $0 }.joined(separator: ", ")
    }
}

/// A person's rights. Kind 20.
///
///     8  person
///     4  validFrom   days since 1970-01-01; 0x80000000: from the beginning
///     1  flags       1: the longer times
///     1  count       0…4
///     2+ each        the name of a group: its length, then ASCII
///     4  number      as in the record of the person; any other one does not count
///
/// Expires with the person.
struct AccessRecord: Equatable, SealableRecord {
    static let kind = RecordKind.accessRights

    let person: PersonID
    let rights: AccessRights
    let number: UInt32

    init(person: PersonID, rights: AccessRights, number: UInt32) {
        (self.person, self.rights, self.number) = (person, rights, number)
    }

    /// The rights that a person's record names.
    init(of person: Person, _ rights: AccessRights) {
        self.init(person: person.id, rights: rights, number: person.rightsNumber)
    }

    func write(to writer: inout ByteWriter) {
        writer.integer(person.rawValue)
        writer.integer(rights.validFrom?.number ?? Int32.min)
        writer.integer(rights.isExtended ? 1 as UInt8 : 0)
        writer.integer(UInt8(rights.groups.count))
        rights.groups.forEach { writer.text($0) }
        writer.integer(number)
    }

    init?(from reader: inout ByteReader) {
        person = PersonID(rawValue: reader.integer())
        let from: Int32 = reader.integer()
        let flags: UInt8 = reader.integer(), count: UInt8 = reader.integer()
        guard flags <= 1, count <= AccessRights.groupLimit else { return nil }
        let groups = (0..<count).map { _ in reader.text() }
        number = reader.integer()
        guard reader.isComplete, groups.allSatisfy(AccessRule.isName) else { return nil }
        rights = AccessRights(
            groups: groups, validFrom: from == Int32.min ? nil : CivilDay(number: from), isExtended: flags == 1)
    }
}
