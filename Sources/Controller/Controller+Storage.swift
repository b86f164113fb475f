import Records
import Timekeeping

extension Controller {
    /// An answer of the storage thread; one for a job nobody waits for any more changes nothing.
    mutating func handleStored(_ ticket: Ticket, _ outcome: StorageOutcome) {
        let asked = askedAt.removeValue(forKey: ticket) ?? now.uptime
        guard let purpose = pending.removeValue(forKey: ticket) else { return }
        switch purpose {
        case .record(let line):
            if case .done = outcome { recordWasTaken(line) } else { recordWasRefused(line) }
        case .grant(let grant, let line, _): handleGrantRecorded(grant, line, outcome)
        case .abandoned(let method, let line): handleAbandoned(method, line, outcome)
        case .tally: if case .statistics(let statistics) = outcome { consents = statistics.consents }
        case .expiry(let day, _): handleExpired(day, outcome)
        case .consequence(let command, let console, let line):
            let isLate = now.uptime >= asked + configuration.timings.storageMilliseconds
            handleConsequence(command, console, line, outcome, isLate: isLate)
        case .secret(let purpose): handleSecret(purpose, outcome)
        case .wipe(let console): handleWiped(outcome, console)
        case .ledToConsent(let console): leadToConsent(outcome, console)
        case .rules(let console, let words): handleRules(outcome, console, words)
        case .reply(let console, let command): reply(to: console, command, outcome)
        case .card(let goal): if isAwaited(ticket) { handleCardFound(outcome, goal) }
        case .claim: if isAwaited(ticket) { handleClaimed(outcome) }
        case .pin(let entry):
            if isAwaited(ticket) { handlePINChecked(outcome, entry) } else { noteUnawaitedPIN(outcome, entry) }
        case .enrolment: if isAwaited(ticket) { handleEnrolled(outcome) } else { askForTally() }
        case .withdrawal: if isAwaited(ticket) { handleWithdrawn(outcome) } else { askForTally() }
        }
    }

    private func isAwaited(_ ticket: Ticket) -> Bool {
        if case .waiting(ticket, _, _) = dialogue { true } else { false }
    }

    private mutating func handleGrantRecorded(
        _ grant: Grant, _ line: VolatileJournal.Line, _ outcome: StorageOutcome
    ) {
        switch outcome {
        case .done:
            recordWasTaken(line)
            if grant.method == .face { openForFace(grant) } else { open(grant) }
        // Withdrawn, removed or expired while the camera looked.
        case .notClaimable: refuse(grant.method, .notEnrolled, person: nil)
        default:
            lineWasRefused(line)
            grantWithoutStore(grant, line)
        }
    }

    /// A gate may have closed since the camera looked: what was written down is then not carried out.
    private mutating func openForFace(_ grant: Grant) {
        regate()
        guard faceWorks, blockers.isEmpty else {
            record(.grantNotCarriedOut)
            return end(with: .faceBlocked(blockers, phone: phone))
        }
        open(grant)
    }

    /// The store answered after all. A credential's line is then on flash once, not twice; a face was not opened for,
    /// and the journal says so.
    private mutating func handleAbandoned(
        _ method: Method, _ line: VolatileJournal.Line, _ outcome: StorageOutcome
    ) {
        guard case .done = outcome else { return lineWasRefused(line) }
        if method == .face { record(.grantNotCarriedOut) } else { volatileJournal.remove(line.number) }
        recordWasTaken(line)
    }

    private mutating func handleExpired(_ day: CivilDay, _ outcome: StorageOutcome) {
        switch outcome {
        case .expired(_, let doubt):
            expiredThrough = day
            expiryRetryAt = nil
            clockJudged = now
            clockDoubt = doubt.map { ($0, now.uptime + max(60_000, min($0.millisecondsLeft, 3_600_000))) }
            askForTally()
        case .failed:
            // Faces stay off (R19) until it works; cards and PINs go on.
            expiryRetryAt = now.uptime + configuration.timings.expiryRetryMilliseconds
        default: preconditionFailure("expiry answered with something else")
        }
    }
}
