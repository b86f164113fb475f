import RingStore
import Timekeeping

/// That whatever of a person is older than this record is to go, their face aside: it was sealed anew with an earlier last day.
/// Kind 25; 8 bytes, the person. It stands until the older records are erased, so that a power cut cannot bring a longer life
/// back.
struct Resealing: Equatable, SealableRecord {
    static let kind = RecordKind.resealing
    let person: PersonID

    init(person: PersonID) { self.person = person }
    func write(to writer: inout ByteWriter) { writer.integer(person.rawValue) }
    init?(from reader: inout ByteReader) {
        person = PersonID(rawValue: reader.integer())
        guard reader.isComplete else { return nil }
    }
}

extension RecordStore {
    /// Changes what a person may, and until when, with its processing line: all or nothing.
    ///
    /// A later last day is a revision of their records. An earlier one seals everything that is theirs anew and erases what was
    /// there before this returns: no copy outlives the day. A face that would outlive it comes first, in a batch of its own.
    /// - Parameter validThrough: nil: no end.
    public func setAccess(
        of id: PersonID, _ rights: AccessRights, validThrough: CivilDay?, at now: WallTime
    ) throws(RecordsError) {
        guard let entry = people[id] else { throw RecordsError(.noSuchPerson) }
        try check(rights, through: validThrough)
        var person = entry.person
        person.validThrough = validThrough
        person.rightsNumber += 1
        let words = rights.words + (validThrough.map { ", through \($0)" } ?? "")
        let line = JournalDraft(.processing, "person.access", detail: words)
        if person.expiry == entry.person.expiry {
            return try putRights(rights, of: entry, as: person, line, at: now)
        }
        try checkNotInDoubt()
        if let validThrough, validThrough < today { throw RecordsError(.invalid("the validity is over already")) }
        let isLonger = Expiry.earliest(person.expiry, entry.person.expiry) == entry.person.expiry
        if isLonger { return try revise(entry, as: person, rights, line, at: now) }
        if let lastDay = validThrough { try shortenFace(of: id, lastDay: lastDay, at: now) }
        try shorten(entry, as: person, rights, line, at: now)
    }

    private func putRights(
        _ rights: AccessRights, of entry: PersonEntry, as person: Person, _ line: JournalDraft, at now: WallTime
    ) throws(RecordsError) {
        var batch = ring.makeBatch()
        batch.add(person, expiry: person.expiry, replacing: entry.record)
        batch.add(AccessRecord(of: person, rights), expiry: person.expiry, replacing: entry.rights?.record)
        let ids = try commit(batch, line, about: try subjectKey(of: person.id), at: now)
        people[person.id]!.person = person
        people[person.id]!.rights = (ids[1], rights)
    }

    /// The face stays with the day that its consent names.
    private func revise(
        _ entry: PersonEntry, as person: Person, _ rights: AccessRights, _ line: JournalDraft, at now: WallTime
    ) throws(RecordsError) {
        var batch = ring.makeBatch()
        batch.add(person, expiry: person.expiry, replacing: entry.record)
        batch.add(AccessRecord(of: person, rights), expiry: person.expiry, replacing: entry.rights?.record)
        for record in entry.credentials { try addCopy(of: record, person.expiry, replacing: record, to: &batch) }
        let ids = try commit(batch, line, about: try subjectKey(of: person.id), at: now)
        people[person.id]!.person = person
        people[person.id]!.rights = (ids[1], rights)
    }

    private func shorten(
        _ entry: PersonEntry, as person: Person, _ rights: AccessRights, _ line: JournalDraft, at now: WallTime
    ) throws(RecordsError) {
        var batch = ring.makeBatch()
        // First, so that everything else of it is newer.
        batch.add(Resealing(person: person.id), expiry: .never)
        batch.add(person, expiry: person.expiry)
        batch.add(AccessRecord(of: person, rights), expiry: person.expiry)
        let copied = entry.credentials
        for record in copied { try addCopy(of: record, person.expiry, replacing: nil, to: &batch) }
        let ids = try commit(batch, line, about: try subjectKey(of: person.id), at: now)

        let copies = Dictionary(uniqueKeysWithValues: zip(copied, ids[3...]))
        var new = people[person.id]!
        (new.person, new.record, new.rights) = (person, ids[1], (ids[2], rights))
        new.cards = new.cards.mapValues { copies[$0]! }
        new.subjectKey = new.subjectKey.map { copies[$0]! }
        new.pin = new.pin.map { copies[$0]! }
        people[person.id] = new
        let older = [entry.record] + copied + [entry.rights?.record].compactMap { $0 }
        try finishResealing(of: person.id, older, ids[0], at: now)
    }

    /// The older records go, and then what says so.
    func finishResealing(
        of id: PersonID, _ older: [RecordID], _ marker: RecordID, at now: WallTime
    ) throws(RecordsError) {
        if !older.isEmpty {
            let receipt = try storing { () throws(RingStoreError) in try ring.delete(older, in: .people) }
            try journalErasure(
                "person.shortened", "\(older.count) records", receipt, about: try subjectKey(of: id), at: now)
        }
        ring.release([marker], in: .people)
    }

    /// The same plaintext under the key of another last day, without knowing what it says.
    private func addCopy(
        of record: RecordID, _ expiry: Expiry, replacing old: RecordID?, to batch: inout RecordBatch
    ) throws(RecordsError) {
        guard let info = ring.info(of: record, in: .people) else {
            throw RecordsError(.store(RingStoreError(.noSuchRecord(record))))
        }
        let copy = try storing { () throws(RingStoreError) in
            try ring.read(record, in: .people) { LockedBytes(copying: $0.bytes) }
        }
        batch.add(kind: info.kind, expiry: expiry, replacing: old) { $0.raw(copy.readOnly) }
    }

    /// The templates and the last day of their consent, in one batch; then the templates that were there are erased. When a cut
    /// keeps them, the next mount erases what would outlive its consent.
    private func shortenFace(of id: PersonID, lastDay: CivilDay, at now: WallTime) throws(RecordsError) {
        guard let face = people[id]?.face, let entry = consents[face.receipt], face.expiry.isLater(than: lastDay) else {
            return
        }
        let subject = try subjectKey(of: id)
        var batch = ring.makeBatch()
        try addCopy(of: face.record, .after(lastDay), replacing: nil, to: &batch)
        var consent = entry.consent
        consent.lastDay = lastDay
        batch.add(consent, expiry: consent.expiry, replacing: entry.record)
        let what = "receipt \(face.receipt)"
        let line = JournalDraft(.processing, "face.shortened", detail: "\(what), last day \(lastDay)")
        let ids = try commit(batch, line, about: subject, at: now)
        consents[face.receipt]!.consent.lastDay = lastDay
        setFace(self.face(ids[0], under: face.receipt, .after(lastDay)), of: id)
        let receipt = try storing { () throws(RingStoreError) in try ring.delete([face.record], in: .people) }
        try journalErasure("face.copy-erased", what, receipt, about: subject, at: now)
    }
}

extension RecordStore.PersonEntry {
    /// What ends with the person and says nothing of when.
    fileprivate var credentials: [RecordID] { cards.values.sorted() + [subjectKey, pin].compactMap { $0 } }
}

extension Expiry {
    func isLater(than lastDay: CivilDay) -> Bool { Expiry.earliest(self, .after(lastDay)) != self }
}
