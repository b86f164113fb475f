import Law
import Records
import Timekeeping

/// Names one storage job; the answer carries the same one. Counts up.
public struct Ticket: Hashable, Comparable, Sendable {
    public let number: UInt64
    public init(_ number: UInt64) { self.number = number }
    public static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// A job for the storage thread, which does one at a time, in order.
public enum StorageRequest: Sendable {
    /// One line, with the time it happened. When one was refused, those of its run that follow it are refused too: the journal
    /// has them in order, or not yet.
    case journal(LogEntry, at: LineStamp)
    /// The same for a face, in one step with a look whether the person's consent still lives: `.notClaimable` if not.
    case grantFace(LogEntry, to: PersonID, at: LineStamp)
    case findCard(SecretText)
    /// The person of this number, if there is one and the PIN is theirs: one answer for both, so that numbers cannot be probed.
    case verifyNumber(String, pin: SecretText)
    case verifyPIN(PersonID, pin: SecretText)
    /// The person of this number and their references; nil when there is no such person, no template, or the consent
    /// no longer fits what the site does (R35): the door does not tell which.
    case claim(number: String)
    /// Seals the templates with their consent, all or nothing (R34).
    case enrol(ConsentToken, CapturedTemplates)
    case withdraw(PersonID)
    /// Finishes the expiry of everything whose last day is before `today`; where the clock is in doubt only hides it.
    case expire(today: CivilDay)
    case addPerson(PersonRequest)
    case removePerson(number: String)
    /// - after: a personal number; nil: from the beginning.
    case listPeople(after: String?, limit: Int)
    case findPerson(number: String)
    /// All or nothing as far as it can be seen before; takes many steps.
    case addPeople([PersonRequest])
    case setPIN(number: String, SecretText)
    case setDuressPIN(number: String, SecretText)
    /// Somebody for one day, with a PIN that the store makes; answered by `.visitor`.
    case addVisitor(number: String, group: String, day: CivilDay)
    case addCard(number: String, SecretText)
    case withdrawFace(number: String)
    case exportJournal(Journal, isNext: Bool)
    case storeFigures
    case verifyStore
    case expiries
    case journalTail(count: Int)
    case verifyJournal
    case statistics
    case account(AccountRequest)
    /// The clock is right, two people say: the one that the first of them saw. `.failed` when it has been moved since.
    case confirmClock(seen: ClockReading)
    /// Everything about people; answered by `.lines`, the certificate.
    case wipe
    /// Of the newest wipe; answered by `.lines`, or by `.failed` when there was none.
    case certificate
    /// Answered by `.rules`, as the two that change them.
    case accessRules
    case putRules([AccessRule])
    case removeRule(AccessRule.Key)
    case setAccess(number: String, AccessChange)
    /// What `addPeople` would refuse, line by line; nothing is changed.
    case checkPeople([PersonRequest])
}

/// How a storage job came out.
public enum StorageOutcome: Sendable {
    case done
    case person(PersonSummary?)
    /// Of a PIN: it is theirs, and the one for when they are forced.
    case underDuress(PersonSummary)
    /// Digits, told this once.
    case visitor(pin: String)
    case claimed(PersonSummary, References)
    case notClaimable
    case enrolled(receipt: String, lastDay: CivilDay)
    case withdrawn(receipt: String)
    /// Each subject whose templates expired, and whether the clock that says so is in doubt.
    case expired([ExpiredSubject], doubt: ClockDoubt?)
    case people([PersonSummary], isEnd: Bool)
    case lines([String], isEnd: Bool)
    case journal([JournalText])
    case statistics(StoreStatistics)
    case login(Account)
    /// - isKnown: there is an account of the name that was typed with it.
    case wrongSecret(isKnown: Bool)
    case code(String)
    case accounts([Account])
    /// All of them.
    case rules([AccessRule])
    /// A command was carried out; in words.
    case said(String)
    /// Nothing was changed; in words.
    case failed(String)
}

/// What the Controller may know of a person.
public struct PersonSummary: Equatable, Sendable {
    public var id: PersonID
    public var number: String
    public var hasCard: Bool
    public var hasPIN: Bool
    public var name: String?
    /// The last day on which they may come in; nil: no end.
    public var lastDay: CivilDay?
    /// The last day of the stored templates; nil when there are none.
    public var templateLastDay: CivilDay?
    public var rights: AccessRights

    public init(
        id: PersonID, number: String, hasCard: Bool, hasPIN: Bool, templateLastDay: CivilDay?, name: String? = nil,
        lastDay: CivilDay? = nil, rights: AccessRights = AccessRights()
    ) {
        (self.name, self.lastDay, self.rights) = (name, lastDay, rights)
        self.id = id
        self.number = number
        self.hasCard = hasCard
        self.hasPIN = hasPIN
        self.templateLastDay = templateLastDay
    }

    /// R14: another way in, which must exist before a template may be sealed.
    public var hasAlternative: Bool { hasPIN }
}

/// A person to be added, with their other way in; never with a face (R34).
public struct PersonRequest: Equatable, Sendable {
    public var number: String
    public var card: SecretText?
    public var pin: SecretText
    public var name: String?
    /// The last day on which they may come in; nil: no end.
    public var lastDay: CivilDay?
    public var rights = AccessRights()
    /// Where they stand in a table, counted from 1; nil: in none.
    public var line: Int?

    public init(
        number: String, card: SecretText?, pin: SecretText, name: String? = nil, lastDay: CivilDay? = nil
    ) {
        (self.number, self.card, self.pin, self.name, self.lastDay) = (number, card, pin, name, lastDay)
    }
}

/// One person's templates that reached their last day.
public struct ExpiredSubject: Equatable, Sendable {
    public var receipt: String
    public var lastDay: CivilDay
    public init(receipt: String, lastDay: CivilDay) { (self.receipt, self.lastDay) = (receipt, lastDay) }
}

/// One journal line as a person reads it.
public struct JournalText: Equatable, Sendable {
    public var sequence: UInt64
    public var time: WallTime
    public var text: String
    public init(sequence: UInt64, time: WallTime, text: String) {
        (self.sequence, self.time, self.text) = (sequence, time, text)
    }
}

/// Figures of the store for `status`.
public struct StoreStatistics: Equatable, Sendable {
    /// Who may log in.
    public var accounts = 0
    /// The last days of their rights over personal data, in no order; one for each of `accounts`.
    public var accountLastDays: [CivilDay] = []
    /// A code was printed with which somebody can make the first account, or a lost one again.
    public var hasCode = false
    public var people = 0
    public var peopleWithTemplates = 0
    public var nextExpiry: CivilDay?
    public var blocksUsed = 0
    public var blocksFree = 0
    public var eraseCountMinimum: UInt64 = 0
    public var eraseCountMaximum: UInt64 = 0
    /// How an erase ends what it erases, in a few words.
    public var erasure = "logical on this medium"
    public var consents = ConsentTally()
    /// The public key that the journals are signed with, 64 hexadecimal digits; empty without a store.
    public var journalKey = ""
    public init() {}
}
