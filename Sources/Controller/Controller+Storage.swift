import Records
import Timekeeping

extension Controller {
    /// An answer of the storage thread; one for a job nobody waits for any more changes nothing.
    mutating func handleStored(_ ticket: Ticket, _ outcome: StorageOutcome) {
        askedAt[ticket] = nil
        guard let purpose = pending.removeValue(forKey: ticket) else { return }
        switch purpose {
        case .record(let line):
            if case .done = outcome { recordWasTaken(line) } else { recordWasRefused(line) }
        case .grant(let grant, let line, let deadline):
            handleGrantRecorded(grant, line, outcome, isOverdue: isOverdue(deadline))
        case .abandoned(let line, let wasDone): handleAbandoned(line, outcome, wasDone: wasDone)
        case .tally: if case .statistics(let statistics) = outcome { consents = statistics.consents }
        case .expiry(let day, _): handleExpired(day, outcome)
        case .consequence(let command, let console, let line, let deadline):
            handleConsequence(command, console, line, outcome, isLate: deadline.map(isOverdue) ?? false)
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
        _ grant: Grant, _ line: VolatileJournal.Line, _ outcome: StorageOutcome, isOverdue: Bool
    ) {
        switch outcome {
        // The terminal stood still: whoever it was has gone, and perhaps somebody else is there.
        case .done where isOverdue:
            recordWasTaken(line)
            record(.grantNotCarriedOut)
            end(with: .refused(.notRecorded, phone: phone))
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

    /// The store answered after all. The line of what was done is then on flash once, not twice; of what was not done the journal
    /// says so.
    private mutating func handleAbandoned(_ line: VolatileJournal.Line, _ outcome: StorageOutcome, wasDone: Bool) {
        switch outcome {
        case .done:
            if wasDone {
                volatileJournal.remove(line.number)
            } else if line.entry.isDecision {
                record(.grantNotCarriedOut)
            }
            recordWasTaken(line)
        // The store works, and has written nothing down: the face ended while the camera looked.
        case .notClaimable: break
        default: lineWasRefused(line)
        }
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
