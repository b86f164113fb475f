import RingStore
import Timekeeping

/// Names somebody at the console, in the journal too: 1…16 of `a`…`z`, `0`…`9` and `-`, a letter first.
public struct AccountName: Hashable, Comparable, Sendable, CustomStringConvertible {
    public static let limitBytes = 16
    public let text: String

    public init?(_ text: String) {
        guard (1...Self.limitBytes).contains(text.utf8.count), let first = text.utf8.first,
            (0x61...0x7A).contains(first),
            text.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
        else { return nil }
        self.text = text
    }

    public var description: String { text }
    public static func < (a: Self, b: Self) -> Bool { a.text < b.text }
}

/// Somebody who may log in at the console: one account for each person, never one for several.
public struct Account: Equatable, Sendable {
    /// Rights last so long at most, then somebody has to look at them again (R41).
    public static let longestDays = 180
    public static let passphraseBytes = 10...128

    public let name: AccountName
    public var role: Role
    /// The last day of the rights over personal data.
    public var lastDay: CivilDay
    /// The day on which it was made, or got its passphrase with a code.
    public let since: CivilDay

    public init(name: AccountName, role: Role, lastDay: CivilDay, since: CivilDay) {
        (self.name, self.role, self.lastDay, self.since) = (name, role, lastDay, since)
    }
}

/// An account with its passphrase. Kind 16.
///
///     1  role
///     4  lastDay     days since 1970-01-01
///     4  since       likewise
///    56  passphrase  `HardenedSecret`
///     2+ name        its length, then ASCII
///
/// Does not expire: rights that have lapsed are renewed, and an account is removed by somebody.
struct AccountRecord: Equatable, SealableRecord {
    static let kind = RecordKind.account
    /// A passphrase is searched for longer than a PIN, and typed more seldom.
    static let work = HardenedSecret.Work(operations: 3, memoryBytes: 16 << 20)

    var account: Account
    var passphrase: HardenedSecret

    init(account: Account, passphrase: HardenedSecret) { (self.account, self.passphrase) = (account, passphrase) }

    func write(to writer: inout ByteWriter) {
        writer.integer(account.role.rawValue)
        writer.integer(account.lastDay.number)
        writer.integer(account.since.number)
        passphrase.write(to: &writer)
        writer.text(account.name.text)
    }

    init?(from reader: inout ByteReader) {
        guard let role = Role(rawValue: reader.integer()) else { return nil }
        let lastDay = CivilDay(number: reader.integer()), since = CivilDay(number: reader.integer())
        guard let passphrase = HardenedSecret(from: &reader), let name = AccountName(reader.text()), reader.isComplete
        else { return nil }
        account = Account(name: name, role: role, lastDay: lastDay, since: since)
        self.passphrase = passphrase
    }
}
