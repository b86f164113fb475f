import RingStore

/// One of the rules by which people may come in: a schedule, a group, a day of the calendar, the door's own hours. Text for text
/// as it is typed; what it means is not for the store to know. Kinds 21 to 24.
///
///     2+ name   its length, then 1…32 bytes of ASCII
///     2+ text   its length, then 1…512 bytes of ASCII
///
/// Does not expire: a rule is changed or removed by somebody.
public struct AccessRule: Hashable, Sendable {
    /// What a rule is about.
    public enum Table: String, CaseIterable, Comparable, Sendable {
        case schedule, group, day, door

        var kind: RecordKind {
            switch self {
            case .schedule: .schedule
            case .group: .accessGroup
            case .day: .calendarDay
            case .door: .doorRule
            }
        }

        public static func < (a: Self, b: Self) -> Bool { a.kind.rawValue < b.kind.rawValue }
    }

    /// Which rule it is; there is one of each.
    public struct Key: Hashable, Comparable, Sendable {
        public let table: Table
        public let name: String
        public init(_ table: Table, _ name: String) { (self.table, self.name) = (table, name) }

        public static func < (a: Self, b: Self) -> Bool { (a.table, a.name) < (b.table, b.name) }
    }

    public static let nameBytes = 1...32, textBytes = 1...512

    public let key: Key
    public let text: String

    public init(_ table: Table, _ name: String, _ text: String) {
        (key, self.text) = (Key(table, name), text)
    }

    static func isName(_ name: String) -> Bool { isText(name, nameBytes) }
    var isSound: Bool { Self.isName(key.name) && Self.isText(text, Self.textBytes) }

    /// Letters, digits, signs and spaces of ASCII.
    private static func isText(_ text: String, _ bytes: ClosedRange<Int>) -> Bool {
        bytes.contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
}

/// The body of a rule's record; which table it belongs to, its kind says.
struct AccessRuleRecord: Equatable {
    let name: String
    let text: String

    func write(to writer: inout ByteWriter) {
        writer.text(name)
        writer.text(text)
    }

    init(_ rule: AccessRule) { (name, text) = (rule.key.name, rule.text) }

    init?(from reader: inout ByteReader) {
        (name, text) = (reader.text(), reader.text())
        guard reader.isComplete else { return nil }
    }
}
