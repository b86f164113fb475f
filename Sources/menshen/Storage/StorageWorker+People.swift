import Controller
import Records
import Timekeeping

/// What the console asks about people, and changes.
extension StorageWorker {
    func list(_ after: String?, _ limit: Int) -> StorageOutcome {
        // One more than is told says whether there is more.
        let found = records.people(after: after.flatMap(PersonalNumber.init), limit: limit + 1)
        return .people(found.prefix(limit).map(summary), isEnd: found.count <= limit)
    }

    func setPIN(_ number: String, _ pin: SecretText) throws(RecordsError) -> StorageOutcome {
        let person = try known(number)
        try pin.withBytes { (pin) throws(RecordsError) in try records.setPIN(pin, of: person.id, at: now) }
        return .said("\(number) has another PIN; one for duress went with the old one")
    }

    func setDuressPIN(_ number: String, _ pin: SecretText) throws(RecordsError) -> StorageOutcome {
        let person = try known(number)
        try pin.withBytes { (pin) throws(RecordsError) in try records.setDuressPIN(pin, of: person.id, at: now) }
        return .said("\(number) has a PIN for duress: it opens, and calls for help")
    }

    /// Somebody whose first day is their last one.
    func addVisitor(_ number: String, _ group: String, _ day: CivilDay) throws(RecordsError) -> StorageOutcome {
        let digits = records.randomDigits(Self.visitorDigits)
        var person = PersonRequest(number: number, card: nil, pin: SecretText(digits), lastDay: day)
        person.rights = AccessRights(groups: [group], validFrom: day)
        try put(person)
        return .visitor(pin: String(decoding: digits, as: UTF8.self))
    }

    private static let visitorDigits = 6

    func addCard(_ number: String, _ card: SecretText) throws(RecordsError) -> StorageOutcome {
        let person = try known(number)
        try card.withBytes { (card) throws(RecordsError) in try records.addCard(card, of: person.id, at: now) }
        return .said("\(number) has one card more")
    }

    func withdrawFace(_ number: String) throws(RecordsError) -> StorageOutcome {
        let person = try known(number)
        guard let receipt = records.faceReceipt(of: person.id) else { throw RecordsError(.notEnrolled) }
        let erasure = try records.withdraw(person.id, at: now)
        return .said("the face of \(number) is deleted, receipt \(receipt); blocks \(erasure.words)")
    }

    func known(_ number: String) throws(RecordsError) -> Person {
        guard let person = PersonalNumber(number).flatMap(records.person(number:)) else {
            throw RecordsError(.noSuchPerson)
        }
        return person
    }

    // MARK: a list of people

    /// What can be seen before the first is added: then nothing is added.
    func check(_ people: [PersonRequest]) throws(RecordsError) {
        let room = records.settings.peopleLimit - records.statistics.people
        guard people.count <= room else { throw RecordsError(.tooManyPeople(limit: records.settings.peopleLimit)) }
        if let reason = objections(to: people).first {
            throw RecordsError(.invalid("\(reason); nobody was added"))
        }
    }

    /// What an addition of them would come to, with every line that would be refused.
    func examine(_ people: [PersonRequest]) -> StorageOutcome {
        var mistakes = objections(to: people)
        let room = records.settings.peopleLimit - records.statistics.people
        if people.count > room { mistakes.append("the store has room for \(room) people more") }
        if records.isInDoubt { mistakes.append("\(RecordsError(.clockInDoubt))") }
        guard !mistakes.isEmpty else { return .said("\(people.count) people could be added; nothing was changed") }
        let more = mistakes.count > 10 ? "; and \(mistakes.count - 10) more" : ""
        return .failed(
            "\(mistakes.count) of \(people.count) cannot be added: "
                + "\(mistakes.prefix(10).joined(separator: "; "))\(more); nothing was changed")
    }

    /// Everything that would refuse one of them, as far as it can be seen before: of each person the first reason.
    private func objections(to people: [PersonRequest]) -> [String] {
        var cards: [CardDigest: PersonRequest] = [:]
        var numbers: Set<String> = []
        return people.compactMap { person in
            let place = person.line.map { "line \($0): " } ?? ""
            if let reason = objection(to: person) { return reason }
            guard numbers.insert(person.number).inserted else {
                return "\(place)the number \(person.number) stands there twice"
            }
            guard let card = person.card else { return nil }
            guard let digest = card.withBytes({ records.digest(ofCard: $0) }) else {
                return "\(place)the card of \(person.number) is no card's number"
            }
            defer { cards[digest] = cards[digest] ?? person }
            return cards[digest].map { first in
                let other = first.line.map { "line \($0)" } ?? first.number
                return "\(place)the card of \(person.number) is the one of \(other), too"
            }
        }
    }

    /// Why somebody cannot be added, as far as it can be seen before.
    private func objection(to person: PersonRequest) -> String? {
        let place = person.line.map { "line \($0): " } ?? ""
        if PersonalNumber(person.number).flatMap(records.person(number:)) != nil {
            return "\(place)the number \(person.number) is taken"
        }
        if let card = person.card, card.withBytes({ records.person(cardNumber: $0) }) != nil {
            return "\(place)the card of \(person.number) is taken"
        }
        if let day = person.lastDay, day < records.today { return "\(place)the last day of \(person.number) is over" }
        if let reason = records.objection(to: person.rights, through: person.lastDay) {
            return "\(place)\(person.number): \(reason)"
        }
        return nil
    }

    /// One person more: Argon2id takes its time.
    func goOn(adding people: [PersonRequest], _ added: Int) throws(RecordsError) -> StorageOutcome? {
        guard added < people.count else { return .said("\(added) people added") }
        let person = people[added]
        do throws(RecordsError) { try put(person) } catch {
            return .failed("\(added) people added, then \(person.number) was not: \(error)")
        }
        unfinished = .additions(people, added: added + 1)
        return nil
    }

    var expiryLines: [String] {
        let days = records.expiries()
        if days.isEmpty { return ["nothing has a last day"] }
        return ["last day    templates  people"]
            + days.map { day in "\(day.lastDay)  \(padded(day.faces, 9))  \(padded(day.people, 6))" }
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - "\(number)".count)) + "\(number)"
    }
}
