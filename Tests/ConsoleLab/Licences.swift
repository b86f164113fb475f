import Controller
import Records

/// What the store may be asked for, by a table of its own: something that was given by nobody who may is an accident.
struct Licences {
    /// A kind of request to the store that is not for everybody.
    enum Kind: Hashable {
        case people, journal, export, verification, check, expiries, figures, addition, additions, change, search,
            removal
        case accounts, accountChange, passphrase, newCode, clock, wipe
    }

    private var counts: [Kind: Int] = [:]
    /// Asked for by one person, to be approved by another.
    private var proposals: [(kind: Kind, by: String)] = []

    /// A command has been given at a console.
    /// - Returns: whether that role may.
    mutating func note(_ command: Command, by login: Login?) -> Bool {
        guard let login else { return Self.isForNobody(command) }
        guard Self.roles(command).contains(login.role) else { return false }
        if case .approve(let matter) = command {
            let kind = matter == .clock ? Kind.clock : .wipe
            if proposals.contains(where: { $0.kind == kind && $0.by != login.name.text }) {
                counts[kind, default: 0] += 1
            }
        } else if let kind = Self.kind(command) {
            if command.needsTwoPersons {
                proposals.append((kind, login.name.text))
            } else {
                counts[kind, default: 0] += 1
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
        default: nil
        }
    }
}
