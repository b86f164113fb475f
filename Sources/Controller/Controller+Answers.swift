import Timekeeping

/// Commands that the store answers.
extension Controller {
    func request(for command: Command) -> StorageRequest {
        switch command {
        case .status: .statistics
        case .people(let number), .peopleExport(let number): .listPeople(after: number, limit: Self.peopleInPiece)
        case .personAdd(let person): .addPerson(person)
        case .peopleImport(let people): .addPeople(people)
        case .personPIN(let number, let pin): .setPIN(number: number, pin)
        case .personCard(let number, let card): .addCard(number: number, card)
        case .personDuress(let number, let pin): .setDuressPIN(number: number, pin)
        case .visitorAdd(let number, let group, let day):
            .addVisitor(number: number, group: group.text, day: day ?? today)
        case .personWithdraw(let number): .withdrawFace(number: number)
        case .personRemove(let number): .removePerson(number: number)
        case .journal(let count): .journalTail(count: count)
        case .journalVerify: .verifyJournal
        case .journalExport(let journal, let isNext): .exportJournal(journal, isNext: isNext)
        case .storeFigures: .storeFigures
        case .storeVerify: .verifyStore
        case .expiries: .expiries
        case .certificate: .certificate
        case .accounts: .account(.list)
        case .accountAdd(let name, let role, let passphrase): .account(.add(name, role, passphrase: passphrase))
        case .accountRenew(let name, let days): .account(.renew(name, days: days))
        case .accountRemove(let name): .account(.remove(name))
        case .clockConfirm(let seen?): .confirmClock(seen: seen)
        case .clockConfirm(nil): preconditionFailure("a proposal says which clock it is about")
        case .law, .lawWhy, .explainLast, .notice, .door, .clock, .readers, .log, .selfTest, .login, .logout, .claim,
            .recover, .accountRecovery, .passphrase, .approve, .reject, .decommission, .doorUnlock, .doorTest,
            .doorHold, .doorLock, .doorReset, .commission,
            .personEnrol, .duressEnd,
            .configShow, .configDiff, .configSet, .configUnset, .configTry, .configConfirm, .configRevert, .configSave,
            .board,
            .camera, .cameraAim, .screenShow, .access, .safeModeLeave:
            preconditionFailure("\(command) asks the store nothing")
        }
    }

    mutating func reply(to console: ConsoleID, _ command: Command, _ outcome: StorageOutcome) {
        switch command {
        case .accountRemove(let name): if case .said = outcome { dropLogins(of: name) }
        case .accountRenew(let name, let days):
            if case .said = outcome {
                for (console, login) in logins where login.name == name { logins[console]!.lastDay = today + days }
            }
        case .clockConfirm: if case .said = outcome { expireAnew() }
        // What R34 and R35 count has changed.
        case .personWithdraw, .personRemove: if case .said = outcome { askForTally() }
        default: break
        }
        answer(console, reply(for: command, outcome, console))
    }

    private func reply(for command: Command, _ outcome: StorageOutcome, _ console: ConsoleID) -> Reply {
        switch outcome {
        case .statistics(let statistics): .status(status(of: statistics, for: console))
        case .people(let people, let isEnd): Self.piece(of: command, people, isEnd: isEnd)
        case .journal(let lines): .journal(lines)
        case .accounts(let accounts): .accounts(accounts, today: today)
        case .lines(let lines, let isEnd): Self.piece(of: command, lines, isEnd: isEnd)
        case .visitor(let pin): Self.visitorReply(to: command, pin, today: today)
        case .said(let words): .done(words)
        case .failed(let reason): .failed(reason)
        default: preconditionFailure("\(command) answered with something else")
        }
    }

    private static func visitorReply(to command: Command, _ pin: String, today: CivilDay) -> Reply {
        guard case .visitorAdd(let number, _, let day) = command else {
            preconditionFailure("a visitor was added by another command")
        }
        return .visitor(number: number, pin: pin, day: day ?? today)
    }

    private static func piece(of command: Command, _ people: [PersonSummary], isEnd: Bool) -> Reply {
        let last = people.last?.number
        switch command {
        case .peopleExport(let after):
            let reply = Reply.peopleTable(people, isFirst: after == nil)
            return isEnd ? reply : .piece(reply, next: .peopleExport(after: last))
        default: return isEnd ? .people(people) : .piece(.people(people), next: .people(after: last))
        }
    }

    private static func piece(of command: Command, _ lines: [String], isEnd: Bool) -> Reply {
        guard !isEnd, case .journalExport(let journal, _) = command else { return .verbatim(lines) }
        return .piece(.verbatim(lines), next: .journalExport(journal, isNext: true))
    }

    // MARK: enrolment

    /// The screen is led to the notice; every step from there is the person's own (R34).
    mutating func leadToConsent(_ outcome: StorageOutcome, _ console: ConsoleID) {
        switch outcome {
        case .person(nil): answer(console, .failed("nobody has that number"))
        case .person(let person?) where person.templateLastDay != nil:
            answer(console, .failed("a face is enrolled already, until \(person.templateLastDay!)"))
        case .person where !dialogue.isIdle: answer(console, .failed("somebody is at the screen"))
        case .person where !blockers.isEmpty || !faceWorks:
            answer(console, .failed("faces are off; 'status' says why"))
        case .person(let person?):
            beginConsent(person)
            answer(console, .done("the notice is on the screen; the person goes on there"))
        case .failed(let reason): answer(console, .failed(reason))
        default: preconditionFailure("a search was answered with something else")
        }
    }
}
