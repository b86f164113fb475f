extension Controller {
    mutating func handleCommand(_ command: Command, _ console: ConsoleID) {
        func answer(_ reply: Reply) { actions.append(.reply(console, reply)) }
        switch command {
        case .law: answer(.law(findings))
        case .lawWhy(let requirement): answer(.lawWhy(findings.first { $0.requirement == requirement }, requirement))
        case .explainLast: answer(.lastDecision(lastDecision))
        case .status where storeTrouble != nil: answer(.status(status(of: StoreStatistics())))
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

    private func status(of store: StoreStatistics) -> Status {
        Status(
            isBench: configuration.isBench, clock: now, utcOffsetMinutes: configuration.site.utcOffsetMinutes,
            operatorName: operatorName, door: door.state, cameraIsOn: cameraIsOn, findings: findings,
            faceFault: configuration.faceFault, storeTrouble: storeTrouble, linesInMemory: volatileJournal.lines.count,
            linesLost: volatileJournal.dropped, alternatives: alternatives, store: store,
            pack: configuration.pack, alarms: alarms, grants: grants, refusals: refusals,
            version: configuration.version)
    }
}
