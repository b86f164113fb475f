import FaceCore
import RingStore
import Timekeeping

/// Everything the terminal knows about people, on one ring store. For the storage thread alone: synchronous, one call at a
/// time; when a call returns, what it did is durable.
///
/// What holds at every moment, after any power cut:
/// - a template is there only with a living consent of the same person, and both came from one `ConsentToken` (R34);
/// - a person with a template has a PIN (R14);
/// - after `withdraw`, `removePerson` and `expire` the records are on no block, or their key is not;
/// - a change of personal data and its processing line are both there or neither (R22).
public final class RecordStore {
    struct PersonEntry {
        var person: Person
        var record: RecordID
        var subjectKey: RecordID?
        var cards: [CardDigest: RecordID] = [:]
        var pin: RecordID?
        var rights: (record: RecordID, value: AccessRights)?
        var face: FaceEntry?

        var records: [RecordID] {
            [record] + cards.values.sorted() + [subjectKey, pin, rights?.record, face?.record].compactMap { $0 }
        }
    }

    struct FaceEntry: Equatable {
        var record: RecordID
        var receipt: ReceiptID
        var expiry: Expiry
        /// What its consent says.
        var terms: AgreedTerms?
    }

    struct ConsentEntry {
        var record: RecordID
        var consent: Consent
    }

    public let settings: RecordSettings
    public internal(set) var mountReport = RecordsMountReport()
    let ring: RingStore
    let entropy: any Entropy
    let cardKey: LockedBytes
    let pinKey: LockedBytes
    /// Of passphrases and codes at the console.
    let consoleKey: LockedBytes
    /// Seals the details of journal lines that are not sealed with a person's key.
    let detailKey: LockedBytes
    /// Signs the journals.
    public let identity: JournalIdentity
    /// Everything that ended before this day is gone from flash, and said to be so.
    var expiryFinished: CivilDay
    var people: [PersonID: PersonEntry] = [:]
    var faceTally = FaceTally()
    /// Nothing that ended before this day is known here any more.
    var forgottenBefore: CivilDay?
    var numbers: [PersonalNumber: PersonID] = [:]
    var cards: [CardDigest: PersonID] = [:]
    var consents: [ReceiptID: ConsentEntry] = [:]
    var accounts: [AccountName: AccountEntry] = [:]
    var rules: [AccessRule.Key: RuleEntry] = [:]
    /// Rules that are on flash and count for nobody.
    var stagedRules: StagedRules?
    /// The codes that are good for something.
    var printedCodes: [CodeRecord.Purpose: RecordID] = [:]
    /// The newest line of each journal; none before its first.
    var tips: [Journal: ChainPlace] = [:]
    /// What the oldest line of each journal that is kept follows; none while its first line is there.
    var dropped: [Journal: ChainPlace] = [:]
    var checkpoints: [Journal: (record: RecordID, value: JournalCheckpoint)] = [:]
    /// Forgotten because their record is hidden; told of when it has ended.
    var hiddenPeople: [(person: PersonID, record: RecordID)] = []
    /// A jump of the clock that was in doubt when the store last wrote it down.
    public internal(set) var clockDoubt: ClockDoubt?
    var clockDoubtRecord: RecordID?
    /// Of wipes, by age; the newest counts.
    var certificates: [RecordID] = []
    /// Door decisions by month, as they are counted on flash.
    var doorTallies: [CivilMonth: (record: RecordID, counts: DoorCounts)] = [:]
    /// Those behind the door journal's checkpoint.
    var uncounted: [CivilMonth: DoorCounts] = [:]
    /// In the outbox and not in their journal, which is full; by ascending sequence.
    var waiting: [(record: RecordID, line: JournalLine)] = []

    init(ring: RingStore, settings: RecordSettings, entropy: any Entropy) {
        self.ring = ring
        self.settings = settings
        self.entropy = entropy
        // Mount finishes every expiry up to its day, but for a worn block of keys.
        expiryFinished = ring.mountReport.expiryUnfinished == nil ? ring.today : ring.today + -1
        cardKey = ring.derivedKey(for: "cards")
        pinKey = ring.derivedKey(for: "pins")
        consoleKey = ring.derivedKey(for: "console")
        detailKey = ring.derivedKey(for: "journal details")
        identity = JournalIdentity(seed: ring.derivedKey(for: "journal identity"))
    }

    /// The civil day that the store believes in; it only moves forward.
    public var today: CivilDay { ring.today }
    /// The civil day of a time at the site.
    public func day(of time: WallTime) -> CivilDay { time.civilDay(utcOffsetMinutes: settings.utcOffsetMinutes) }
    /// No earlier time is believed.
    public var floor: WallTime { ring.floor }
    public var kind: StoreKind { ring.kind }

    /// An earlier write failed: what can be read is read, nothing is written until the next mount.
    public var mustRemount: Bool { ring.mustRemount }

    /// Keeps a time that has passed, durable when it returns; for once an hour. An earlier one is ignored.
    public func raiseFloor(to now: WallTime) throws(RecordsError) {
        try storing { () throws(RingStoreError) in try ring.raiseFloor(to: now) }
    }

    // MARK: looking up

    public func person(_ id: PersonID) -> Person? { people[id]?.person }
    public func person(number: PersonalNumber) -> Person? { numbers[number].flatMap { people[$0]?.person } }

    /// - Parameter cardNumber: ASCII, as the reader gives it.
    public func person(cardNumber: UnsafeRawBufferPointer) -> Person? {
        guard let digest = CardDigest(cardNumber: cardNumber, key: cardKey) else { return nil }
        return cards[digest].flatMap { people[$0]?.person }
    }

    /// By which two cards can be told to be one; nil for what is no card's number.
    public func digest(ofCard cardNumber: UnsafeRawBufferPointer) -> CardDigest? {
        CardDigest(cardNumber: cardNumber, key: cardKey)
    }

    /// By ascending personal number.
    public func allPeople() -> [Person] {
        people.values.map(\.person).sorted { $0.personalNumber < $1.personalNumber }
    }

    public func hasPIN(_ id: PersonID) -> Bool { people[id]?.pin != nil }
    public func hasCard(_ id: PersonID) -> Bool { people[id]?.cards.isEmpty == false }
    /// The day after which the face is gone; nil when none is enrolled.
    public func faceLastDay(of id: PersonID) -> CivilDay? {
        guard let face = people[id]?.face, case .after(let day) = face.expiry, day >= today else { return nil }
        return day
    }
    public func faceReceipt(of id: PersonID) -> ReceiptID? {
        faceLastDay(of: id) == nil ? nil : people[id]?.face?.receipt
    }
    public func consent(_ receipt: ReceiptID) -> Consent? { consents[receipt]?.consent }

    /// Stands for the person in today's journal lines; nil when there is no such person or their key was erased.
    public func pseudonym(of id: PersonID) throws(RecordsError) -> Pseudonym? {
        try subjectKey(of: id)?.pseudonym(on: today)
    }

    func subjectKey(of id: PersonID) throws(RecordsError) -> SubjectKey? {
        guard let record = people[id]?.subjectKey else { return nil }
        return try open(record)
    }

    // MARK: sealing and opening

    func open<R: SealableRecord>(_ id: RecordID) throws(RecordsError) -> R {
        let found = try storing { () throws(RingStoreError) -> R? in
            try ring.read(id, in: .people) { reader in R(from: &reader) }
        }
        guard let found else { throw RecordsError(.unreadable(R.kind)) }
        return found
    }

    /// What a commit is for: an ending is never refused for want of room that ordinary work has taken.
    enum CommitPurpose { case ordinary, ending }

    /// Commits a batch of people's records together with its processing line: all or nothing.
    ///
    /// The line goes into the batch first; then it is appended to its journal, and the copy in the batch is let go. A cut in
    /// between leaves the copy, and mount delivers it.
    /// - Parameter subject: of the person it is about.
    /// - Returns: the ids of the batch's own records, in their order.
    func commit(
        _ batch: consuming RecordBatch, _ draft: JournalDraft, about subject: SubjectKey?, at now: WallTime,
        _ purpose: CommitPurpose = .ordinary
    ) throws(RecordsError) -> [RecordID] {
        let line = try nextLine(draft, about: subject, at: now)
        try checkRoom(for: line, purpose)
        var batch = batch
        addToOutbox(line, &batch)
        let last = batch.count - 1
        return try commit(
            batch, [line], outbox: stride(from: last, to: last + 1, by: 1),
            leavingFreeBytes: purpose == .ordinary ? Reserve.peopleBytes : 0)
    }

    func addToOutbox(_ line: JournalLine, _ batch: inout RecordBatch) {
        batch.add(line, as: .outboxLine, expiry: lineExpiry(of: line.journal))
    }

    /// - Parameters:
    ///   - lines: of one journal, one after the other.
    ///   - outbox: where they stand in the batch.
    /// - Returns: the ids of the batch's other records, in their order.
    func commit(
        _ batch: consuming RecordBatch, _ lines: [JournalLine], outbox: StrideTo<Int>, leavingFreeBytes: Int
    ) throws(RecordsError) -> [RecordID] {
        let ids: [RecordID]
        do { ids = try ring.append(batch, to: .people, leavingFreeBytes: leavingFreeBytes) } catch {
            throw RecordsError(.store(error))
        }
        do {
            try deliver(lines)
            ring.release(outbox.map { ids[$0] }, in: .people)
        } catch {
            // It is done, and its lines are on flash: they wait for room in their journal.
            guard error.isFull else { throw error }
            waiting += zip(outbox, lines).map { (ids[$0], $1) }
        }
        let sent = Set(outbox)
        return ids.indices.filter { !sent.contains($0) }.map { ids[$0] }
    }
}

/// Room that ordinary work has to leave, so that withdrawal, expiry and removal can always be written down (R50).
enum Reserve {
    /// In the people ring: an ended consent beside the living one, and its line on the way; for a moment.
    static let peopleBytes = 1536
    /// In the processing journal, for each face: that it ended, and what was erased, its day's keys for one.
    static let faceEndBytes = 768
    /// In the processing journal, for each person: that they were removed, and what was erased.
    static let removalBytes = 688
}

extension RecordBatch {
    mutating func add<R: SealableRecord>(
        _ record: R, as kind: RecordKind? = nil, expiry: Expiry, replacing old: RecordID? = nil
    ) {
        add(kind: (kind ?? R.kind).rawValue, expiry: expiry, replacing: old) { record.write(to: &$0) }
    }
}
