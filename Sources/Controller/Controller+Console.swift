import Timekeeping

extension Controller {
    mutating func handleCommand(_ command: Command, _ console: ConsoleID) {
        let authority = authority(of: console)
        if let refusal = refusal(of: command, authority) {
            if authority != .nobody, let words = command.journalWords {
                record(.console(by: authority.words, "refused: \(words)"))
            }
            return answer(console, .failed(refusal))
        }
        switch command {
        case .approve: approve(by: authority, console)
        case .reject: reject(by: authority, console)
        case _ where command.needsTwoPersons: propose(command, by: authority, console)
        default: give(command, by: authority.words, console)
        }
    }

    /// A command of consequence is written down first; what cannot be written down is not done.
    /// - Parameter console: nil: nobody waits for an answer.
    mutating func give(_ command: Command, by actor: String, _ console: ConsoleID?) {
        guard let words = command.journalWords else { return carryOut(command, console) }
        let event = ProcessingEvent.console(by: actor, words)
        guard storeTrouble == nil else {
            guard command.mayBeWrittenLater else { return answer(console, .failed("the store \(storeTrouble!)")) }
            record(event)
            return carryOut(command, console)
        }
        let line = newLine(.processing(event))
        _ = store(.journal(line.entry, at: line.time), then: .consequence(command, console, line))
    }

    mutating func handleConsequence(
        _ command: Command, _ console: ConsoleID?, _ line: VolatileJournal.Line, _ outcome: StorageOutcome
    ) {
        switch outcome {
        case .done: recordWasTaken()
        case .failed(let reason) where !command.mayBeWrittenLater:
            return answer(console, .failed("it could not be written down, so nothing was done: \(reason)"))
        default: recordWasRefused(line)
        }
        carryOut(command, console)
    }

    /// It is allowed, and written down where it has to be.
    private mutating func carryOut(_ command: Command, _ console: ConsoleID?) {
        switch command {
        case .law: answer(console, .law(findings))
        case .lawWhy(let requirement):
            answer(console, .lawWhy(findings.first { $0.requirement == requirement }, requirement))
        case .explainLast: answer(console, .lastDecision(lastDecision))
        case .logout: if let console { logOut(console) }
        case .doorUnlock: unlockByCommand(console)
        case .status where (storeTrouble ?? storeBusy) != nil: answer(console, .status(status(of: StoreStatistics())))
        case _ where storeTrouble != nil: answer(console, .failed("the store \(storeTrouble!)"))
        case .decommission: _ = store(.wipe, then: .wipe(console))
        default: if let console { askStore(command, console) }
        }
    }

    private mutating func askStore(_ command: Command, _ console: ConsoleID) {
        switch command {
        case .login(let name, let passphrase): logIn(name, passphrase, console)
        case .claim(let name, let code, let passphrase): claim(name, code, passphrase, console)
        case .recover(let name, let code, let passphrase): recover(name, code, passphrase, console)
        case .passphrase(let old, let new): setPassphrase(old, new, console)
        default: _ = store(request(for: command), then: .reply(console, command))
        }
    }

    private func request(for command: Command) -> StorageRequest {
        switch command {
        case .status: .statistics
        case .people(let number): .listPeople(after: number)
        case .personAdd(let person): .addPerson(person)
        case .personRemove(let number): .removePerson(number: number)
        case .journal(let count): .journalTail(count: count)
        case .journalVerify: .verifyJournal
        case .accounts: .account(.list)
        case .accountAdd(let name, let role, let passphrase): .account(.add(name, role, passphrase: passphrase))
        case .accountRenew(let name, let days): .account(.renew(name, days: days))
        case .accountRemove(let name): .account(.remove(name))
        case .clockConfirm: .confirmClock
        case .law, .lawWhy, .explainLast, .login, .logout, .claim, .recover, .passphrase, .approve, .reject,
            .decommission, .doorUnlock:
            preconditionFailure("\(command) asks the store nothing")
        }
    }

    mutating func reply(to console: ConsoleID, _ command: Command, _ outcome: StorageOutcome) {
        switch command {
        case .accountRemove(let name): if case .said = outcome { dropLogins(of: name) }
        case .clockConfirm: if case .said = outcome { expireAnew() }
        default: break
        }
        answer(console, reply(for: command, outcome))
    }

    private func reply(for command: Command, _ outcome: StorageOutcome) -> Reply {
        switch outcome {
        case .statistics(let statistics): .status(status(of: statistics))
        case .people(let people, let more): .people(people, more: more)
        case .journal(let lines): .journal(lines)
        case .accounts(let accounts): .accounts(accounts, today: today)
        case .lines(let lines): .verbatim(lines)
        case .said(let words): .done(words)
        case .failed(let reason): .failed(reason)
        default: preconditionFailure("\(command) answered with something else")
        }
    }

    /// By hand from the console: the strike's own time, as for anybody who may come in.
    private mutating func unlockByCommand(_ console: ConsoleID?) {
        run(door.handle(.grant, at: now.uptime))
        answer(console, .done("the strike is released for \(configuration.doorPolicy.strikeMilliseconds) ms"))
    }

    /// Why nobody can ask the store anything, in words behind "the store".
    var storeTrouble: String? {
        dialogue.isStarted ? storeFault.map { "cannot be used: \($0)" } : "is being mounted"
    }

    /// Whoever asks how things are does not wait for a store that has not answered for a while: a mount or an erase is under way.
    private var storeBusy: String? {
        let waiting = askedAt.filter { pending[$0.key].map { !$0.takesManySteps } ?? false }
        guard let oldest = waiting.values.min() else { return nil }
        let milliseconds = now.uptime - oldest
        guard milliseconds >= configuration.timings.storageMilliseconds else { return nil }
        return
            "is busy: \(waiting.count) \(waiting.count == 1 ? "job waits" : "jobs wait"), the first for \(milliseconds / 1_000) s"
    }

    private func status(of store: StoreStatistics) -> Status {
        Status(
            isBench: configuration.isBench, clock: now, utcOffsetMinutes: configuration.site.utcOffsetMinutes,
            operatorName: operatorName, door: door.state, cameraIsOn: cameraIsOn, findings: findings,
            faceFault: configuration.faceFault, storeTrouble: storeTrouble ?? storeBusy,
            linesInMemory: volatileJournal.lines.count,
            linesLost: volatileJournal.dropped, alternatives: alternatives, store: store,
            pack: configuration.pack, alarms: alarms, grants: grants, refusals: refusals,
            logins: logins.count, version: configuration.version)
    }
}
