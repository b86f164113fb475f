import Timekeeping

/// Card and PIN, number and PIN, where the site says so a card alone: this path asks nothing of the face path.
extension Controller {
    /// A card may come at any moment; it never starts the camera, and it ends a face dialogue that is under way.
    mutating func handleCard(_ number: SecretText) {
        if case .starting = dialogue { return }
        // The card before is being looked up, or a door is being opened, or somebody's receipt is on its way: it can be held there
        // again in a moment.
        if case .waiting(let ticket, _, _) = dialogue, isNotToBeDisturbed(ticket) { return }
        // While cards wait, one does not take from under their hands what somebody types.
        if dialogue.isTyped, cardBackOff.isWaiting(at: now.uptime) { return }
        var goal = PINEntry.Goal.door
        if case .number(.myFace, _, _) = dialogue { goal = .myFace }
        if case .number(.enrolment, _, _) = dialogue { goal = .enrolment }
        if dialogue.usesCamera { actions.append(.stopCapture) }
        guard storeFault == nil else { return refuse(cardMethod, .notRecorded, person: nil) }
        // Known or not, it is not looked up, and nothing is written down: whoever guesses learns nothing, and fills nothing.
        guard !cardBackOff.isWaiting(at: now.uptime) else { return end(with: .refused(.tryLater, phone: phone)) }
        wait(for: store(.findCard(number), then: .card(goal)), showing: cardScene)
    }

    private func isNotToBeDisturbed(_ ticket: Ticket) -> Bool {
        switch pending[ticket] {
        case .card, .grant, .pin: true
        default: isChangeOfFaces(ticket)
        }
    }

    private var cardMethod: Method { configuration.site.opensByCardAlone ? .card : .cardAndPIN }

    var cardScene: Scene { configuration.site.opensByCardAlone ? .presentCardAlone : .presentCard }

    mutating func handleCardFound(_ outcome: StorageOutcome, _ goal: PINEntry.Goal) {
        switch outcome {
        // What a person may see and decide about themselves takes their PIN.
        case .person(let person?) where goal == .door && configuration.site.opensByCardAlone:
            grant(.card, to: person, showing: scene(for: dialogue))
        case .person(let person?): askPIN(PINEntry(holder: .card(person), goal: goal))
        case .person(nil):
            cardBackOff.failed(at: now.uptime)
            refuse(cardMethod, .unknownCard, person: nil)
        default: refuse(cardMethod, .notRecorded, person: nil)
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

    /// The same for either PIN, until everything that can be seen at the door is decided.
    mutating func handlePINChecked(_ outcome: StorageOutcome, _ entry: PINEntry) {
        switch outcome {
        case .person(let person?), .underDuress(let person): goOn(entry, as: person)
        case .person(nil):
            backOff.failed(at: now.uptime)
            refuse(entry.method, .wrongPIN, person: nil)
        default: refuse(entry.method, .notRecorded, person: nil)
        }
        noteDuress(outcome, entry.method)
    }

    private mutating func goOn(_ entry: PINEntry, as person: PersonSummary) {
        switch entry.goal {
        case .door: grant(entry.method, to: person, showing: scene(for: dialogue))
        case .enrolment where person.templateLastDay == nil: beginConsent(person)
        case .myFace, .enrolment:
            dialogue = .myFace(person, until: now.uptime + configuration.timings.entryMilliseconds)
        }
    }

    /// Whoever turned away while the PIN was checked has guessed all the same.
    mutating func noteUnawaitedPIN(_ outcome: StorageOutcome, _ entry: PINEntry) {
        noteDuress(outcome, entry.method)
        guard case .person(nil) = outcome else { return }
        backOff.failed(at: now.uptime)
        record(.decision(Decision(method: entry.method, result: .refused(.wrongPIN)), person: nil))
    }

    mutating func wait(for ticket: Ticket, showing scene: Scene) {
        dialogue = .waiting(for: ticket, showing: scene, until: now.uptime + configuration.timings.entryMilliseconds)
    }
}
