import RingStore
import Timekeeping

extension RecordStore {
    /// Adds a person with their credentials: one batch, all or nothing, with its processing line.
    /// - Parameters:
    ///   - rights: what is everybody's takes no record.
    ///   - cardNumber: ASCII, as the reader gives it; only a keyed hash of it is stored.
    ///   - pin: 4…12 ASCII digits.
    public func addPerson(
        _ number: PersonalNumber, displayName: String? = nil, validThrough: CivilDay? = nil,
        rights: AccessRights = AccessRights(),
        cardNumber: UnsafeRawBufferPointer? = nil, pin: UnsafeRawBufferPointer? = nil, at now: WallTime
    ) throws(RecordsError) -> PersonID {
        try checkNotInDoubt()
        guard people.count < settings.peopleLimit else {
            throw RecordsError(.tooManyPeople(limit: settings.peopleLimit))
        }
        guard numbers[number] == nil else { throw RecordsError(.numberTaken) }
        let name = displayName.flatMap { $0.isEmpty ? nil : $0 }
        if let name, name.utf8.count > Person.nameLimitBytes {
            throw RecordsError(.invalid("the name is over \(Person.nameLimitBytes) bytes"))
        }
        if let validThrough, validThrough < today { throw RecordsError(.invalid("the validity is over already")) }
        try check(rights, through: validThrough)
        let id = freshPersonID()
        var person = Person(id: id, personalNumber: number, displayName: name, validThrough: validThrough)
        let hasRights = rights != AccessRights()
        if hasRights { person.rightsNumber = 1 }
        let key = SubjectKey(person: id, entropy: entropy)
        let card = try cardNumber.map { number throws(RecordsError) in try cardCredential(number, of: id) }
        let pin = try pin.map { pin throws(RecordsError) in try pinCredential(pin, of: id) }

        var batch = ring.makeBatch()
        batch.add(person, expiry: person.expiry)
        batch.add(key, expiry: person.expiry)
        if let card { batch.add(card, expiry: person.expiry) }
        if let pin { batch.add(pin, expiry: person.expiry) }
        if hasRights { batch.add(AccessRecord(of: person, rights), expiry: person.expiry) }
        let methods = [card == nil ? nil : "card", pin == nil ? nil : "pin"].compactMap { $0 }.joined(separator: "+")
        let line = JournalDraft(
            .processing, "person.added", detail: "credentials \(methods.isEmpty ? "none" : methods)")
        var ids = try commit(batch, line, about: key, at: now)[...]

        var entry = PersonEntry(person: person, record: ids.removeFirst())
        entry.subjectKey = ids.removeFirst()
        if let card {
            entry.cards[card.digest] = ids.removeFirst()
            cards[card.digest] = id
        }
        if pin != nil { entry.pin = ids.removeFirst() }
        if hasRights { entry.rights = (ids.removeFirst(), rights) }
        people[id] = entry
        numbers[person.personalNumber] = id
        return id
    }

    /// Removes a person and everything that is theirs; consents stay as evidence, without a way back to the person. Their
    /// journal lines stay, unlinked: with their subject key, the details of their processing lines are gone.
    /// - Returns: which blocks were erased.
    public func removePerson(_ id: PersonID, at now: WallTime) throws(RecordsError) -> ErasureReceipt {
        guard people[id] != nil else { throw RecordsError(.noSuchPerson) }
        var batch = ring.makeBatch()
        batch.add(Removal(person: id), expiry: .never)
        for entry in livingConsents(of: id) { addEnd(of: entry, .withdrawn, at: now, to: &batch) }
        let line = JournalDraft(.processing, "person.removed")
        let removal = try commit(batch, line, about: try subjectKey(of: id), at: now, .ending)[0]
        for entry in livingConsents(of: id) { markEnded(entry.consent.receipt, .withdrawn, at: now) }
        return try finishRemoval(of: id, people[id]?.records ?? [], removal, at: now)
    }

    /// The receipt is sealed with the store's own key: the person's is erased with everything else.
    /// - Parameter records: everything that is theirs, also where the person's own record is gone already.
    func finishRemoval(
        of id: PersonID, _ records: [RecordID], _ removal: RecordID, at now: WallTime
    ) throws(RecordsError) -> ErasureReceipt {
        forget(id)
        let receipt = try storing { () throws(RingStoreError) in try ring.delete(records, in: .people) }
        if !records.isEmpty {
            try journalErasure("person.erased", "\(records.count) records", receipt, about: nil, at: now)
        }
        ring.release([removal], in: .people)
        return receipt
    }

    func forget(_ id: PersonID) {
        guard let entry = people.removeValue(forKey: id) else { return }
        forgetFace(of: entry)
        if numbers[entry.person.personalNumber] == id { numbers[entry.person.personalNumber] = nil }
        for digest in entry.cards.keys where cards[digest] == id { cards[digest] = nil }
    }

    // MARK: credentials

    /// The person of this number, if there is one and the PIN is theirs: one answer for both, and as much work for an
    /// unknown number, so that numbers cannot be probed.
    public func person(
        number: PersonalNumber, pin: UnsafeRawBufferPointer
    ) throws(RecordsError) -> (person: Person, match: PINMatch)? {
        guard let person = person(number: number), hasPIN(person.id) else {
            PINCredential.waste(pin, key: pinKey)
            return nil
        }
        return try matchPIN(pin, of: person.id).map { (person, $0) }
    }

    /// Compares in constant time; takes as long as Argon2id takes. Nil when it is none of theirs, or there is none.
    public func matchPIN(_ pin: UnsafeRawBufferPointer, of id: PersonID) throws(RecordsError) -> PINMatch? {
        guard let record = people[id]?.pin else {
            PINCredential.waste(pin, key: pinKey)
            return nil
        }
        let credential: PINCredential = try open(record)
        return credential.match(pin, key: pinKey)
    }

    /// Sets or replaces the PIN; one for when they are forced goes with the old one. The old hashes are never returned again;
    /// their bytes go when their block is reclaimed.
    public func setPIN(_ pin: UnsafeRawBufferPointer, of id: PersonID, at now: WallTime) throws(RecordsError) {
        guard let entry = people[id] else { throw RecordsError(.noSuchPerson) }
        let credential = try pinCredential(pin, of: id)
        var batch = ring.makeBatch()
        batch.add(credential, expiry: entry.person.expiry, replacing: entry.pin)
        let line = JournalDraft(.processing, "pin.changed")
        people[id]!.pin = try commit(batch, line, about: try subjectKey(of: id), at: now)[0]
    }

    /// Sets or replaces the PIN that opens as the other does, and calls for help.
    /// - Throws: `.invalid` for one that is too near the other, and for somebody who has none.
    public func setDuressPIN(_ pin: UnsafeRawBufferPointer, of id: PersonID, at now: WallTime) throws(RecordsError) {
        guard let entry = people[id] else { throw RecordsError(.noSuchPerson) }
        guard let record = entry.pin else { throw RecordsError(.invalid("there is no PIN to stand beside it")) }
        guard PINCredential.isPIN(pin) else { throw RecordsError(.invalid(Self.pinForm)) }
        let old: PINCredential = try open(record)
        guard !old.isNear(pin, key: pinKey) else {
            throw RecordsError(
                .invalid("it must not be the first PIN, nor that backwards, nor with its last digit one up or down"))
        }
        guard let credential = old.with(duress: pin, key: pinKey) else {
            throw RecordsError(.invalid("there is no memory to keep a PIN with"))
        }
        var batch = ring.makeBatch()
        batch.add(credential, expiry: entry.person.expiry, replacing: record)
        let line = JournalDraft(.processing, "pin.duress")
        people[id]!.pin = try commit(batch, line, about: try subjectKey(of: id), at: now)[0]
    }

    /// So many random digits, for a PIN that somebody is told once.
    public func randomDigits(_ count: Int) -> [UInt8] {
        var digits: [UInt8] = []
        while digits.count < count {
            // 250 to 255 would make six digits likelier than the others.
            digits += entropy.bytes(1).filter { $0 < 250 }.map { UInt8(ascii: "0") + $0 % 10 }
        }
        return digits
    }

    public func addCard(_ cardNumber: UnsafeRawBufferPointer, of id: PersonID, at now: WallTime) throws(RecordsError) {
        guard let entry = people[id] else { throw RecordsError(.noSuchPerson) }
        let card = try cardCredential(cardNumber, of: id)
        var batch = ring.makeBatch()
        batch.add(card, expiry: entry.person.expiry)
        let line = JournalDraft(.processing, "card.added")
        people[id]!.cards[card.digest] = try commit(batch, line, about: try subjectKey(of: id), at: now)[0]
        cards[card.digest] = id
    }

    private func cardCredential(_ number: UnsafeRawBufferPointer, of id: PersonID) throws(RecordsError)
        -> CardCredential
    {
        guard let digest = CardDigest(cardNumber: number, key: cardKey) else {
            throw RecordsError(.invalid("a card number has 1…64 letters and digits"))
        }
        guard cards[digest] == nil else { throw RecordsError(.cardTaken) }
        return CardCredential(person: id, digest: digest)
    }

    private func pinCredential(_ pin: UnsafeRawBufferPointer, of id: PersonID) throws(RecordsError) -> PINCredential {
        guard let credential = PINCredential(person: id, pin: pin, key: pinKey, entropy: entropy) else {
            throw RecordsError(.invalid(Self.pinForm))
        }
        return credential
    }

    private static let pinForm = "a PIN has 4…12 digits"

    private func freshPersonID() -> PersonID {
        while true {
            let id = PersonID(rawValue: entropy.number())
            if people[id] == nil { return id }
        }
    }
}
