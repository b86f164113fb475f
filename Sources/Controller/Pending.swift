import Timekeeping

/// What a storage job was for: what to do when it is answered.
enum Pending {
    /// A line of the journal on its way to flash.
    case record(VolatileJournal.Line)
    case grant(Grant, VolatileJournal.Line, deadline: Uptime)
    /// A line the store took too long for: what it will say is only good for the journal.
    /// - Parameter wasDone: what it is about was done without it, and the line waits in memory too.
    case abandoned(VolatileJournal.Line, wasDone: Bool)
    case card(PINEntry.Goal)
    case claim
    case pin(PINEntry)
    case enrolment
    case withdrawal
    /// How consents stand, for R34 and R35.
    case tally
    case expiry(of: CivilDay, deadline: Uptime)
    case reply(ConsoleID, Command)
    /// The line of a command of consequence: when it is on flash, the command is carried out.
    /// - Parameter deadline: a door does not wait longer for its line; nil: the command does.
    case consequence(Command, ConsoleID?, VolatileJournal.Line, deadline: Uptime?)
    case secret(SecretPurpose)
    case wipe(ConsoleID?)
    /// The rules, read or changed; words: what is said of the change.
    case rules(ConsoleID?, words: String?)
    /// Somebody at the console leads this person to the consent.
    case ledToConsent(ConsoleID)

    /// Of the journal, on its way to flash.
    var line: VolatileJournal.Line? {
        switch self {
        case .record(let line), .grant(_, let line, _), .abandoned(let line, _), .consequence(_, _, let line, _): line
        default: nil
        }
    }

    var deadline: Uptime? {
        switch self {
        case .grant(_, _, let deadline), .expiry(_, let deadline): deadline
        case .consequence(_, _, _, let deadline): deadline
        default: nil
        }
    }

    /// The store lets other jobs pass while it does this one.
    var takesManySteps: Bool {
        switch self {
        case .expiry, .reply(_, .journalVerify), .reply(_, .storeVerify), .reply(_, .peopleImport): true
        default: false
        }
    }

    var changesRules: Bool {
        if case .rules(_, words: .some) = self { true } else { false }
    }

    var isExpiry: Bool {
        if case .expiry = self { true } else { false }
    }
}

/// Somebody may come in.
struct Grant: Equatable {
    let method: Method
    /// They are given the longer times.
    let isExtended: Bool
}
