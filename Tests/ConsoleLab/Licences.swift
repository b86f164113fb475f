import Controller
import Records
import Timekeeping

/// What the store may be asked for, by a table of its own: something that was given by nobody who may is an accident.
struct Licences {
    /// A kind of request to the store that is not for everybody.
    enum Kind: Hashable {
        case people, journal, export, verification, check, expiries, figures, addition, additions, change, search,
            removal
        case rules, rights, examination
        case accounts, accountChange, passphrase, newCode, clock, wipe
    }

    private var counts: [Kind: Int] = [:]
    /// Asked for by one person, to be approved by another.
    private var proposal: (kind: Kind, by: String, until: Uptime)?

    /// A command has been given at a console.
    /// - Returns: whether that role may.
    mutating func note(_ command: Command, by login: Login?, at now: ClockReading) -> Bool {
        guard let login else { return Self.isForNobody(command) }
        guard Self.roles(command).contains(login.role) else { return false }
        if let open = proposal, open.until <= now.uptime { proposal = nil }
        let isOfToday = login.since >= now.wall.civilDay(utcOffsetMinutes: 0)
        switch command {
        case .approve(let matter):
            let kind = matter == .clock ? Kind.clock : .wipe
            guard let open = proposal, open.kind == kind, open.by != login.name.text, !isOfToday,
                Self.roles(.decommission).contains(login.role)
            else { break }
            proposal = nil
            counts[kind, default: 0] += 1
        case .reject:
            if Self.roles(.decommission).contains(login.role) || proposal?.by == login.name.text { proposal = nil }
        default:
            guard let kind = Self.kind(command) else { break }
            if !command.needsTwoPersons {
                counts[kind, default: 0] += 1
            } else if proposal == nil, !isOfToday {
                proposal = (kind, login.name.text, now.uptime + 600_000)
            }
        }
        return true
    }

    /// A hand inside the enclosure.
    mutating func allowWipe() { counts[.wipe, default: 0] += 1 }

    /// - Returns: whether somebody who may has asked for it.
    mutating func spend(_ request: StorageRequest) -> Bool {
        guard let kind = Self.kind(request) else { return true }
        guard let count = counts[kind], count > 0 else { return false }
        counts[kind] = count - 1
        return true
    }

    private static func isForNobody(_ command: Command) -> Bool {
        switch command {
        case .status, .law, .lawWhy, .login, .claim, .recover: true
        default: command.roles.allows(nil) && kind(command) == nil
        }
    }

    /// By hand, for what touches people, accounts, the door and the whole; of what is new, the Controller's own word.
    private static func roles(_ command: Command) -> Set<Role> {
        switch command {
        case .people, .peopleExport, .journal, .journalVerify, .journalExport, .expiries, .storeVerify:
            [.maintainer, .auditor, .responsible]
        case .personAdd, .personPIN, .personCard, .personWithdraw, .personEnrol, .personRemove, .peopleImport,
            .clockConfirm, .decommission:
            [.maintainer, .responsible]
        case .accounts: [.auditor, .responsible]
        case .accountRecovery, .accountAdd, .accountRenew, .accountRemove: [.responsible]
        case .doorUnlock, .doorHold, .doorLock, .doorReset: [.installer, .maintainer, .responsible]
        case .doorTest: [.installer, .responsible]
        case .access(.person), .access(.peopleCheck): [.maintainer, .responsible]
        case .access(.scheduleSet), .access(.scheduleRemove), .access(.calendarSet), .access(.calendarUnset),
            .access(.groupSet), .access(.groupRemove), .access(.door), .access(.import), .access(.check):
            [.installer, .maintainer, .responsible]
        default: Set(Role.allCases.filter(command.roles.allows))
        }
    }

    private static func kind(_ command: Command) -> Kind? {
        switch command {
        case .people, .peopleExport: .people
        case .journal: .journal
        case .journalExport: .export
        case .journalVerify: .verification
        case .storeVerify: .check
        case .storeFigures: .figures
        case .expiries: .expiries
        case .personAdd: .addition
        case .peopleImport: .additions
        case .personPIN, .personCard, .personWithdraw: .change
        case .personEnrol: .search
        case .personRemove: .removal
        case .accounts: .accounts
        case .accountAdd, .accountRenew, .accountRemove: .accountChange
        case .passphrase: .passphrase
        case .accountRecovery: .newCode
        case .clockConfirm: .clock
        case .decommission: .wipe
        case .access(.person): .rights
        case .access(.peopleCheck): .examination
        case .access(.scheduleSet), .access(.scheduleRemove), .access(.calendarSet), .access(.calendarUnset),
            .access(.groupSet), .access(.groupRemove), .access(.door), .access(.import):
            .rules
        default: nil
        }
    }

    private static func kind(_ request: StorageRequest) -> Kind? {
        switch request {
        case .listPeople: .people
        case .journalTail: .journal
        case .exportJournal: .export
        case .verifyJournal: .verification
        case .verifyStore: .check
        case .storeFigures: .figures
        case .expiries: .expiries
        case .addPerson: .addition
        case .addPeople: .additions
        case .setPIN, .addCard, .withdrawFace: .change
        case .findPerson: .search
        case .removePerson: .removal
        case .account(.list): .accounts
        case .account(.add), .account(.renew), .account(.remove): .accountChange
        case .account(.setPassphrase): .passphrase
        case .account(.newCode): .newCode
        case .confirmClock: .clock
        case .wipe: .wipe
        case .putRules, .removeRule: .rules
        case .setAccess: .rights
        case .checkPeople: .examination
        default: nil
        }
    }
}
