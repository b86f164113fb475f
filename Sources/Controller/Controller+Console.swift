import Timekeeping

extension Controller {
    mutating func handleCommand(_ command: Command, _ console: ConsoleID) {
        func answer(_ reply: Reply) { actions.append(.reply(console, reply)) }
        switch command {
        case .law: answer(.law(findings))
        case .lawWhy(let requirement): answer(.lawWhy(findings.first { $0.requirement == requirement }, requirement))
        case .explainLast: answer(.lastDecision(lastDecision))
        case .configShow, .configDiff, .configSet, .configTry, .configConfirm, .configRevert, .configSave, .board:
            handleSettings(command, console)
        case .status where (storeTrouble ?? storeBusy) != nil: answer(.status(status(of: StoreStatistics())))
        case _ where storeTrouble != nil: answer(.failed("the store \(storeTrouble!)"))
        case .status: ask(.statistics, command, console)
        case .people: ask(.listPeople, command, console)
        case .personAdd(let person): ask(.addPerson(person), command, console)
        case .personRemove(let number): ask(.removePerson(number: number), command, console)
        case .journal(let count): ask(.journalTail(count: count), command, console)
        case .journalVerify: ask(.verifyJournal, command, console)
        }
    }

    private mutating func ask(_ request: StorageRequest, _ command: Command, _ console: ConsoleID) {
        _ = store(request, then: .reply(console, command))
    }

    mutating func reply(to console: ConsoleID, _ command: Command, _ outcome: StorageOutcome) {
        let reply: Reply =
            switch outcome {
            case .statistics(let statistics): .status(status(of: statistics))
            case .people(let people): .people(people)
            case .journal(let lines): .journal(lines)
            case .said(let words): .done(words)
            case .failed(let reason): .failed(reason)
            default: preconditionFailure("\(command) answered with something else")
            }
        actions.append(.reply(console, reply))
    }

    /// Why nobody can ask the store anything, in words behind "the store".
    private var storeTrouble: String? {
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
            version: configuration.version)
    }
}
