/// Who may give which command (R41). Nobody, whatever their role, has a command that shows, takes or gives out a template or
/// a picture: there is none.
extension Command {
    public var roles: Roles {
        switch self {
        case .status, .law, .lawWhy, .login, .claim, .recover, .certificate: .everyone
        case .explainLast, .logout, .passphrase, .approve, .reject, .door, .clock, .readers, .notice, .log, .selfTest,
            .storeFigures, .configShow, .configDiff, .board, .camera:
            .known
        case .configSet, .configUnset, .configTry, .configConfirm, .configRevert, .configSave:
            [.installer, .responsible]
        case .people, .peopleExport, .journal, .journalVerify, .journalExport, .expiries, .storeVerify:
            [.maintainer, .auditor, .responsible]
        case .personAdd, .personPIN, .personCard, .personDuress, .visitorAdd, .duressEnd, .personWithdraw, .personEnrol,
            .personRemove, .peopleImport,
            .clockConfirm, .decommission:
            [.maintainer, .responsible]
        case .accounts: [.auditor, .responsible]
        case .accountRecovery, .accountAdd, .accountRenew, .accountRemove: .responsible
        case .doorTest, .cameraAim, .screenShow: [.installer, .responsible]
        case .doorUnlock, .doorHold, .doorLock, .doorReset, .safeModeLeave: [.installer, .maintainer, .responsible]
        case .commission: [.installer, .maintainer, .responsible]
        case .access(let command): command.roles
        }
    }

    /// Releases the strike, or locks it.
    var movesDoor: Bool {
        switch self {
        // A walk tries the strike.
        case .doorUnlock, .doorHold, .doorTest, .doorLock, .doorReset, .commission: true
        default: false
        }
    }

    /// Lost when rights have lapsed: what tells of people or changes what is kept about them.
    public var touchesPeople: Bool {
        switch self {
        case .people, .peopleExport, .peopleImport, .journal, .journalExport, .personAdd, .personPIN, .personCard,
            .personDuress, .visitorAdd, .personWithdraw, .personEnrol, .personRemove, .decommission:
            true
        case .status, .law, .lawWhy, .login, .claim, .recover, .explainLast, .logout, .passphrase, .approve, .reject,
            .journalVerify, .clockConfirm, .certificate, .accounts, .accountRecovery, .accountAdd, .accountRenew,
            .accountRemove, .doorUnlock, .doorHold, .doorLock, .doorReset, .commission,
            .doorTest, .configShow, .configDiff, .configSet, .configUnset, .configTry, .configConfirm, .configRevert,
            .configSave, .board, .door, .clock, .readers, .notice, .log, .selfTest, .storeFigures, .storeVerify,
            .expiries, .camera, .duressEnd,
            .cameraAim, .screenShow, .safeModeLeave:
            false
        case .access(let command): command.touchesPeople
        }
    }

    /// Done only when a second person agrees.
    public var needsTwoPersons: Bool { matter != nil }

    /// What two persons have to agree on; nil: nothing.
    var matter: Matter? {
        switch self {
        case .clockConfirm: .clock
        case .decommission: .decommission
        default: nil
        }
    }

    /// What the journal says before it is done; nil: not of consequence, or written down by what it does. Neither a name nor
    /// a number of those who come through the door.
    var journalWords: String? {
        switch self {
        case .status, .law, .lawWhy, .explainLast, .journal, .journalVerify, .accounts, .door, .clock, .readers,
            .notice, .log, .selfTest, .storeFigures, .storeVerify, .expiries, .configShow, .configDiff, .board, .camera,
            .certificate:
            nil
        // The first piece speaks for those behind it.
        case .people(.some), .peopleExport(.some), .journalExport(_, isNext: true): nil
        case .peopleExport: "people export"
        case .peopleImport(let people): "people import, \(people.count)"
        case .personPIN: "person pin"
        case .personCard: "person card"
        case .personDuress: "person duress"
        case .visitorAdd(_, let group, _): "visitor add, group \(group)"
        case .duressEnd: "duress end"
        case .personWithdraw: "person withdraw"
        case .personEnrol: "person enrol"
        case .journalExport(let journal, _): "journal export \(journal.word)"
        case .doorTest: "door test"
        case .safeModeLeave: "safemode leave"
        case .cameraAim: "camera aim"
        case .screenShow(let state): "screen show \(state.rawValue)"
        // Written down when it is known how they came out.
        case .login, .logout, .claim, .recover, .accountRecovery: nil
        // Of the command that was asked for.
        case .approve, .reject: nil
        case .people: "people"
        case .personAdd: "person add"
        case .personRemove: "person remove"
        case .passphrase: "passphrase"
        case .accountAdd(let name, let role, _): "account add \(name) \(role.word)"
        case .accountRenew(let name, let days): "account renew \(name) \(days)"
        case .accountRemove(let name): "account remove \(name)"
        case .clockConfirm: "clock confirm"
        case .decommission: "decommission"
        case .doorUnlock(let reason): "door unlock, \(reason)"
        case .doorHold(let minutes, let reason): "door hold\(minutes.map { " \($0) min" } ?? ""), \(reason)"
        case .doorLock: "door lock"
        case .doorReset: "door reset"
        case .commission(let command): command.journalWords
        case .configSet(let changes): "config set \(changes.journalWords)"
        case .configUnset(let keys): "config \(keys.unset.journalWords)"
        case .configTry(let seconds, let changes): "config try \(seconds) \(changes.journalWords)"
        case .configConfirm: "config confirm"
        case .configRevert: "config revert"
        case .configSave: "config save"
        case .access(let command): command.journalWords
        }
    }

    /// A door that must be opened, locked, or put right, does not wait for a store that is gone.
    var mayBeWrittenLater: Bool {
        switch self {
        case .doorUnlock, .doorHold, .doorLock, .doorReset, .duressEnd, .commission, .configSave, .safeModeLeave: true
        default: isWrittenDownWhenDone
        }
    }

    /// Done at once: a try that is confirmed in time is confirmed, however slow the store is.
    var isWrittenDownWhenDone: Bool {
        switch self {
        case .configSet, .configUnset, .configTry, .configConfirm, .configRevert: true
        default: false
        }
    }
}
