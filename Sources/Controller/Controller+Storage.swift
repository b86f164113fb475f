import Records
import Timekeeping

extension Controller {
    /// An answer of the storage thread; one for a job nobody waits for any more changes nothing.
    mutating func handleStored(_ ticket: Ticket, _ outcome: StorageOutcome) {
        guard let purpose = pending.removeValue(forKey: ticket) else { return }
        noteHealth(outcome, of: purpose)
        switch purpose {
        case .nothing: break
        case .remembered(let entry): if case .failed = outcome { volatileJournal.append(entry) }
        case .grant(let method, let entry, _):
            if case .done = outcome { open(method) } else { grantWithoutStore(method, entry) }
        case .tally: if case .statistics(let statistics) = outcome { consents = statistics.consents }
        case .expiry(let day, _): handleExpired(day, outcome)
        case .reply(let console, let command): reply(to: console, command, outcome)
        case .card(let goal): if isAwaited(ticket) { handleCardFound(outcome, goal) }
        case .claim: if isAwaited(ticket) { handleClaimed(outcome) }
        case .pin(let entry): if isAwaited(ticket) { handlePINChecked(outcome, entry) }
        case .enrolment: if isAwaited(ticket) { handleEnrolled(outcome) }
        case .withdrawal: if isAwaited(ticket) { handleWithdrawn(outcome) }
        }
    }

    private func isAwaited(_ ticket: Ticket) -> Bool {
        if case .waiting(ticket, _, _) = dialogue { true } else { false }
    }

    /// The first record that is taken again ends the storage alarm and writes down what was kept in memory.
    private mutating func noteHealth(_ outcome: StorageOutcome, of purpose: Pending) {
        switch (purpose, outcome) {
        case (.nothing, .failed), (.grant, .failed): raise(.storage)
        case (.grant, .done), (.nothing, .done):
            silence(.storage)
            for entry in volatileJournal.drain() { _ = store(.journal(entry), then: .remembered(entry)) }
        default: break
        }
    }

    private mutating func handleExpired(_ day: CivilDay, _ outcome: StorageOutcome) {
        switch outcome {
        case .expired:
            expiredThrough = day
            askForTally()
        case .failed:
            // Faces stay off (R19) until it works; cards and PINs go on.
            expiryRetryAt = now.uptime + configuration.timings.expiryRetryMilliseconds
            raise(.storage)
        default: preconditionFailure("expiry answered with something else")
        }
    }
}
