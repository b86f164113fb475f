import Timekeeping

/// Card and PIN, number and PIN: this path asks nothing of the face path.
extension Controller {
    /// A card may come at any moment; it never starts the camera, and it ends a face dialogue that is under way.
    mutating func handleCard(_ number: SecretText) {
        if case .starting = dialogue { return }
        // Somebody's receipt is on its way; the card can be held there again in a moment.
        if case .waiting(let ticket, _, _) = dialogue, isChangeOfFaces(ticket) { return }
        var goal = PINEntry.Goal.door
        if case .number(.myFace, _, _) = dialogue { goal = .myFace }
        if case .number(.enrolment, _, _) = dialogue { goal = .enrolment }
        if dialogue.usesCamera { actions.append(.stopCapture) }
        guard storeFault == nil else { return refuse(.cardAndPIN, .notRecorded, person: nil) }
        wait(for: store(.findCard(number), then: .card(goal)), showing: .presentCard)
    }

    mutating func handleCardFound(_ outcome: StorageOutcome, _ goal: PINEntry.Goal) {
        switch outcome {
        case .person(let person?): askPIN(PINEntry(holder: .card(person), goal: goal))
        case .person(nil): refuse(.cardAndPIN, .unknownCard, person: nil)
        default: refuse(.cardAndPIN, .notRecorded, person: nil)
        }
    }

    mutating func askPIN(_ entry: PINEntry) {
        guard !backOff.isWaiting(at: now.uptime) else { return refuse(entry.method, .tryLater, person: nil) }
        let until = now.uptime + configuration.timings.entryMilliseconds
        dialogue = .pin(entry, digits: SecretText([]), until: until)
    }

    mutating func checkPIN(_ entry: PINEntry, _ digits: SecretText) {
        guard storeFault == nil else { return refuse(entry.method, .notRecorded, person: nil) }
        let request: StorageRequest =
            switch entry.holder {
            case .card(let person): .verifyPIN(person.id, pin: digits)
            case .number(let number): .verifyNumber(number, pin: digits)
            }
        wait(for: store(request, then: .pin(entry)), showing: .pinEntry(digitCount: digits.count))
    }

    mutating func handlePINChecked(_ outcome: StorageOutcome, _ entry: PINEntry) {
        guard case .person(let found) = outcome else { return refuse(entry.method, .notRecorded, person: nil) }
        guard let person = found else {
            backOff.failed(at: now.uptime)
            return refuse(entry.method, .wrongPIN, person: nil)
        }
        switch entry.goal {
        case .door: grant(entry.method, to: person, showing: scene(for: dialogue))
        case .enrolment where person.templateLastDay == nil: beginConsent(person)
        case .myFace, .enrolment:
            dialogue = .myFace(person, until: now.uptime + configuration.timings.entryMilliseconds)
        }
    }

    /// Whoever turned away while the PIN was checked has guessed all the same.
    mutating func noteUnawaitedPIN(_ outcome: StorageOutcome, _ entry: PINEntry) {
        guard case .person(nil) = outcome else { return }
        backOff.failed(at: now.uptime)
        record(.decision(Decision(method: entry.method, result: .refused(.wrongPIN)), person: nil))
    }

    mutating func wait(for ticket: Ticket, showing scene: Scene) {
        dialogue = .waiting(for: ticket, showing: scene, until: now.uptime + configuration.timings.entryMilliseconds)
    }
}
