import RingStore
import Timekeeping

extension RecordStore {
    /// Appends one line; it is durable when this returns ("log, then relay").
    /// - Returns: the line's sequence in its journal.
    @discardableResult
    public func append(_ entry: JournalDraft, at now: WallTime) throws(RecordsError) -> UInt64 {
        let line = try nextLine(entry, about: nil, at: now)
        try checkRoom(for: line, .ordinary)
        try deliver(line)
        return line.sequence
    }

    /// Throws `.full` when the journal cannot take the line; the processing journal keeps room for endings.
    func checkRoom(for line: JournalLine, _ purpose: CommitPurpose) throws(RecordsError) {
        let journal = line.journal
        var reserved = 0
        if journal == .processing, purpose == .ordinary {
            let faces = faceTally.total + 1
            reserved = faces * Reserve.faceEndBytes + (people.count + 1) * Reserve.removalBytes
        }
        var batch = ring.makeBatch()
        batch.add(line, expiry: lineExpiry(of: journal))
        do { try ring.checkRoom(for: batch, in: journal.ring, leavingFreeBytes: reserved) } catch {
            throw RecordsError(.store(error))
        }
    }

    /// The newest lines that are kept, oldest first.
    public func tail(of journal: Journal, count: Int) throws(RecordsError) -> [JournalReading] {
        var lines: [JournalLine] = []
        for info in ring.records(in: journal.ring).suffix(count) { lines.append(try readLine(info.id, journal)) }
        return try open(lines)
    }

    /// Every line that is kept, oldest first, until `body` says false.
    public func forEachLine(of journal: Journal, _ body: (JournalLine) -> Bool) throws(RecordsError) {
        for info in ring.records(in: journal.ring, evenHidden: true) {
            if !body(try readLine(info.id, journal)) { return }
        }
    }

    /// Lines that are hidden too: their chain goes on. Who may see which is the callers' to decide.
    func readLine(_ id: RecordID, _ journal: Journal) throws(RecordsError) -> JournalLine {
        let line = try storing { () throws(RingStoreError) -> JournalLine? in
            try ring.read(id, in: journal.ring, evenHidden: true) { reader in JournalLine(from: &reader) }
        }
        guard let line, line.journal == journal else { throw RecordsError(.unreadable(.journalLine)) }
        return line
    }

    // MARK: details

    private func open(_ lines: [JournalLine]) throws(RecordsError) -> [JournalReading] {
        let owners = try owners(of: Set(lines.compactMap(\.detail.subject)))
        var readings: [JournalReading] = []
        for line in lines {
            var base: UnsafeRawBufferPointer? = detailKey.readOnly
            var owner: SubjectKey?
            if let subject = line.detail.subject {
                if let record = owners[subject] { owner = try open(record) as SubjectKey }
                base = owner?.detailKey
            }
            let opened = withExtendedLifetime(owner) {
                base.flatMap { line.detail.open(line.journal, sequence: line.sequence, base: $0) }
            }
            guard opened != nil || line.detail.subject != nil else {
                throw RecordsError(.unreadable(.journalLine))
            }
            let entry = JournalDraft(line.journal, line.kind, pseudonym: opened?.who, detail: opened?.text ?? "")
            readings.append(JournalReading(line: line, entry: entry, isUnlinked: opened == nil))
        }
        return readings
    }

    /// Whose these names are; one pass over all subject keys. Names whose key was erased are missing.
    private func owners(of names: Set<SubjectName>) throws(RecordsError) -> [SubjectName: RecordID] {
        var found: [SubjectName: RecordID] = [:]
        let days = Set(names.map(\.day))
        if names.isEmpty { return found }
        // One key after the other in the same locked memory: to ask for that costs more than to look.
        let key = SubjectKey()
        var isWhole = true
        let damaged = try storing { () throws(RingStoreError) in
            try ring.readAll(in: .people, where: { $0.kind == RecordKind.subjectKey.rawValue }) { info, reader in
                guard key.read(from: &reader) else { return isWhole = false }
                guard people[key.person]?.subjectKey == info.id else { return }
                for name in days.lazy.map(key.name) where names.contains(name) { found[name] = info.id }
            }
        }
        guard isWhole, damaged.isEmpty else { throw RecordsError(.unreadable(.subjectKey)) }
        return found
    }

    // MARK: the chain

    /// - Parameters:
    ///   - subject: of the person that a processing line is about; seals its detail, and gives the pseudonym.
    ///   - previous: a line that is not delivered yet and comes before; else the newest one does.
    func nextLine(
        _ entry: JournalDraft, about subject: SubjectKey?, at now: WallTime, after previous: JournalLine? = nil
    ) throws(RecordsError) -> JournalLine {
        var entry = entry
        if previous == nil { try deliverWaiting(in: entry.journal) }
        if let subject { entry.pseudonym = subject.pseudonym(on: today) }
        guard entry.isInRange else {
            throw RecordsError(.invalid("a journal line is too long, or its kind is no word"))
        }
        let tip = previous.map { ChainPlace($0) } ?? tips[entry.journal] ?? .start
        // Where lines were lost with their block, their numbers stay missing: none is given twice, and the gap is seen.
        let sequence = max(tip.sequence + 1, ring.nextID(in: entry.journal.ring).number)
        let detail = SealedDetail(
            entry, sequence: sequence, subject: subject?.name(on: today),
            base: subject?.detailKey ?? detailKey.readOnly, entropy: entropy)
        return JournalLine(
            entry.journal, sequence: sequence, time: now, kind: entry.kind, previousHash: tip.hash,
            detail: detail)
    }

    func deliver(_ line: JournalLine) throws(RecordsError) { try deliver([line]) }

    /// Lines of one journal, one after the other: all or nothing.
    func deliver(_ lines: [JournalLine]) throws(RecordsError) {
        guard let last = lines.last else { return }
        var batch = ring.makeBatch()
        for line in lines { batch.add(line, expiry: lineExpiry(of: line.journal)) }
        do { try ring.append(batch, to: last.journal.ring) } catch { throw RecordsError(.store(error)) }
        tips[last.journal] = ChainPlace(last)
        for line in lines { tally(line, on: today) }
    }
}
