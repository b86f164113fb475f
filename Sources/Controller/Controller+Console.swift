import Door
import Timekeeping

extension Controller {
    /// People in one piece of a list: a screen or two.
    static let peopleInPiece = 200

    mutating func handleCommand(_ command: Command, _ console: ConsoleID) {
        let authority = authority(of: console)
        if let refusal = refusal(of: command, authority) {
            if authority != .nobody {
                record(.console(by: authority.words, "refused: \(command.journalWords ?? "a command for others")"))
            }
            return answer(console, .failed(refusal))
        }
        switch command {
        case .approve(let matter): approve(matter, by: authority, console)
        case .reject: reject(by: authority, console)
        default:
            if let matter = command.matter { return propose(matter, command, by: authority, console) }
            give(command, by: authority.words, console)
        }
    }

    /// A command of consequence is written down first; what cannot be written down is not done.
    /// - Parameter console: nil: nobody waits for an answer.
    mutating func give(_ command: Command, by actor: String, _ console: ConsoleID?) {
        guard let words = command.journalWords, !command.isWrittenDownWhenDone else {
            return carryOut(command, console)
        }
        let event = ProcessingEvent.console(by: actor, words)
        guard storeTrouble == nil else {
            guard command.mayBeWrittenLater else { return answerAloud(console, .failed("the store \(storeTrouble!)")) }
            if command.movesDoor { finishDoorCommands() }
            record(event)
            return carryOut(command, console)
        }
        let parts = event.parts
        for part in parts.dropLast() { record(part) }
        let line = newLine(.processing(parts.last!))
        guard storeTakesLines(of: .processing) else {
            guard command.mayBeWrittenLater else {
                return answerAloud(console, .failed("the store has lines to write that were before; ask again"))
            }
            if command.movesDoor { finishDoorCommands() }
            volatileJournal.insert(line)
            return carryOut(command, console)
        }
        let sent = line.sent(in: run(of: .processing))
        let deadline = command.movesDoor ? now.uptime + configuration.timings.storageMilliseconds : nil
        _ = store(
            .journal(sent.entry, at: sent.stamp), then: .consequence(command, console, sent, deadline: deadline))
    }

    /// - Parameter isLate: the terminal itself came to it too late: whoever asked for a door has gone from it, or asks again.
    mutating func handleConsequence(
        _ command: Command, _ console: ConsoleID?, _ line: VolatileJournal.Line, _ outcome: StorageOutcome,
        isLate: Bool
    ) {
        switch outcome {
        case .done: recordWasTaken(line)
        case .failed(let reason) where !command.mayBeWrittenLater:
            lineWasRefused(line)
            return answerAloud(console, .failed("it could not be written down, so nothing was done: \(reason)"))
        default: recordWasRefused(line)
        }
        if isLate { return answerLate(command, console) }
        carryOut(command, console)
    }

    /// The store has not answered in time: the line waits in memory, as a card's does (R40).
    /// - Parameter mayBeDone: false: it is too late for it.
    mutating func giveUp(_ ticket: Ticket, mayBeDone: Bool) {
        guard case .consequence(let command, let console, let line, _) = pending[ticket] else { return }
        let isDone = mayBeDone && command.mayBeWrittenLater
        pending[ticket] = .abandoned(line, wasDone: isDone)
        noteTrouble(.processing)
        guard isDone else { return answerLate(command, console) }
        volatileJournal.insert(line)
        carryOut(command, console)
    }

    private mutating func answerLate(_ command: Command, _ console: ConsoleID?) {
        record(.console(by: "terminal", "not carried out: \(command.journalWords ?? "")"))
        answer(console, .failed("the store was too slow: nothing was done; ask again"))
    }

    /// Doors obey in the order in which they were told, however the lines before go.
    private mutating func finishDoorCommands() {
        for (ticket, pending) in pending.sorted(by: { $0.key < $1.key }) {
            if let deadline = pending.deadline { giveUp(ticket, mayBeDone: !isOverdue(deadline)) }
        }
    }

    /// The fire line calls: a reset that is on its way was not about that.
    mutating func dropResets() {
        for (ticket, pending) in pending.sorted(by: { $0.key < $1.key }) {
            guard case .consequence(.doorReset, let console, let line, _) = pending else { continue }
            self.pending[ticket] = .record(line)
            record(.console(by: "terminal", "not carried out: door reset"))
            answer(console, .failed("the fire line has called again meanwhile: the evacuation goes on"))
        }
    }

    /// It is allowed, and written down where it has to be.
    private mutating func carryOut(_ command: Command, _ console: ConsoleID?) {
        if let reply = reply(to: command) { return answer(console, reply) }
        switch command {
        case .logout: if let console { logOut(console) }
        case .doorUnlock: moveStrike(.unlock, configuration.doorPolicy.strikeMilliseconds, console)
        case .doorHold(let minutes, let reason): holdDoor(minutes, reason, console)
        case .doorLock: lockDoor(console)
        case .doorReset: resetDoor(console)
        case .duressEnd: endDuress(console)
        case .commission(let command): walk(command, console)
        case .safeModeLeave: leaveSafeMode(console)
        case .doorTest where door.state.phase != .secured:
            answer(console, .failed("the door is not secured: no test now"))
        case .doorTest: moveStrike(.test, DoorMachine.testMilliseconds(configuration.doorPolicy), console)
        case .door:
            inspect(
                .door(
                    DoorReport(
                        state: door.state, policy: configuration.doorPolicy, alarms: alarms, activeInputs: nil,
                        hold: holdReport, hours: doorHoursReport)),
                console)
        case .camera: inspect(.camera(cameraReport), console)
        case .cameraAim where blockers.contains(.R8):
            answer(console, .failed("no camera is switched on in this place (R8)"))
        case .cameraAim(let seconds): aimCamera(seconds, console)
        case .screenShow(let state): showForTest(sample(state), console)
        case .log(let count): inspect(.log(count: count), console)
        case .selfTest: inspect(.selfTest, console)
        case .configShow, .configDiff, .configSet, .configUnset, .configTry, .configConfirm, .configRevert, .configSave,
            .board:
            if let console { handleSettings(command, console) }
        case .access(let command): handleAccess(command, console)
        case .status where (storeTrouble ?? storeBusy) != nil:
            answer(console, .status(status(of: StoreStatistics(), for: console)))
        case _ where storeTrouble != nil: answer(console, .failed("the store \(storeTrouble!)"))
        case .decommission: _ = store(.wipe, then: .wipe(console))
        default: if let console { askStore(command, console) }
        }
    }

    /// Of what the Controller knows by itself.
    private func reply(to command: Command) -> Reply? {
        switch command {
        case .law: .law(findings)
        case .lawWhy(let requirement): .lawWhy(findings.first { $0.requirement == requirement }, requirement)
        case .explainLast: .lastDecision(lastDecision)
        case .notice:
            .notice(
                configuration.notice.pages, material: configuration.notice.terms?.materialDigest.description,
                text: configuration.notice.terms?.textDigest.description)
        case .clock:
            .clock(
                ClockReport(
                    reading: now, utcOffsetMinutes: configuration.site.utcOffsetMinutes, doubt: clockDoubt?.doubt,
                    expiredThrough: expiredThrough))
        case .readers: .readers(readerReports)
        default: nil
        }
    }

    private mutating func inspect(_ inspection: Inspection, _ console: ConsoleID?) {
        if let console { actions.append(.inspect(console, inspection)) }
    }

    private mutating func askStore(_ command: Command, _ console: ConsoleID) {
        switch command {
        case .login(let name, let passphrase): logIn(name, passphrase, console)
        case .claim(let name, let code, let passphrase): claim(name, code, passphrase, console)
        case .recover(let name, let code, let passphrase): recover(name, code, passphrase, console)
        case .passphrase(let old, let new): setPassphrase(old, new, console)
        case .accountRecovery(let passphrase): renewRecoveryCode(passphrase, console)
        case .personEnrol(let number): _ = store(.findPerson(number: number), then: .ledToConsent(console))
        default: _ = store(request(for: command), then: .reply(console, command))
        }
    }

    /// By hand from the console.
    private mutating func moveStrike(_ event: DoorEvent, _ milliseconds: Int, _ console: ConsoleID?) {
        let wasHeldBack = moveAndRecord(event)
        answer(
            console,
            wasHeldBack
                ? .failed("the other door stands open (interlock)")
                : .done("the strike is released for \(milliseconds) ms"))
    }

    /// Why nobody can ask the store anything, in words behind "the store".
    var storeTrouble: String? {
        dialogue.isStarted ? storeFault.map { "cannot be used: \($0)" } : "is being mounted"
    }

    /// Whoever asks how things are does not wait for a store that has not answered for a while: a mount or an erase is under way.
    private var storeBusy: String? {
        let waiting = askedAt.filter { ticket, _ in
            pending[ticket].map { !$0.takesManySteps && $0.line?.entry.tellsDuress != true } ?? false
        }
        guard let oldest = waiting.values.min() else { return nil }
        let milliseconds = now.uptime - oldest
        guard milliseconds >= configuration.timings.storageMilliseconds else { return nil }
        return
            "is busy: \(waiting.count) \(waiting.count == 1 ? "job waits" : "jobs wait"), the first for \(milliseconds / 1_000) s"
    }

    /// - Parameter console: from where it is looked at; nil: from nowhere.
    func status(of store: StoreStatistics, for console: ConsoleID? = nil) -> Status {
        Status(
            isBench: configuration.isBench, clock: now, utcOffsetMinutes: configuration.site.utcOffsetMinutes,
            operatorName: operatorName, door: door.state, hold: holdReport, cameraIsOn: cameraIsOn, findings: findings,
            faceFault: configuration.faceFault, storeTrouble: storeTrouble ?? storeBusy,
            // Whoever counts them learns nothing of a duress.
            linesInMemory: volatileJournal.lines.count { !$0.entry.tellsDuress },
            linesLost: volatileJournal.dropped, alternatives: alternatives, store: store,
            pack: configuration.pack, alarms: alarms(for: console), grants: grants, refusals: refusals,
            logins: logins.count, version: configuration.version, lastStop: earlierRun?.end,
            crashNote: configuration.crashNote, startMode: configuration.startMode,
            openSettings: openSettings, waiting: waitingMatter(for: console), doorHours: doorHoursReport)
    }
}
