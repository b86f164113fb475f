import RingStore
import Timekeeping

extension RecordStore {
    /// Appends one line; it is durable when this returns ("log, then relay").
    /// - Returns: the line's sequence in its journal.
    @discardableResult
    public func append(_ entry: JournalDraft, at now: WallTime) throws(RecordsError) -> UInt64 {
        let line = try nextLine(entry, at: now)
        try checkRoom(for: line, .ordinary)
        try deliver(line)
        return line.sequence
    }

    /// Throws `.full` when the journal cannot take the line; the processing journal keeps room for endings.
    func checkRoom(for line: JournalLine, _ purpose: CommitPurpose) throws(RecordsError) {
        let journal = line.entry.journal
        var reserved = 0
        if journal == .processing, purpose == .ordinary {
            let faces = people.values.count { $0.face != nil } + 1
            reserved = faces * Reserve.faceEndBytes + (people.count + 1) * Reserve.removalBytes
        }
        var batch = ring.makeBatch()
        batch.add(line, expiry: RecordRetention.expiry(of: journal, day: today))
        do { try ring.checkRoom(for: batch, in: journal.ring, leavingFreeBytes: reserved) } catch {
            throw RecordsError(.store(error))
        }
    }

    /// The newest lines that are kept, oldest first.
    public func tail(of journal: Journal, count: Int) throws(RecordsError) -> [JournalLine] {
        var lines: [JournalLine] = []
        for info in ring.records(in: journal.ring).suffix(count) { lines.append(try readLine(info.id, journal)) }
        return lines
    }

    /// Every line that is kept, oldest first, until `body` says false.
    public func forEachLine(of journal: Journal, _ body: (JournalLine) -> Bool) throws(RecordsError) {
        for info in ring.records(in: journal.ring) {
            if !body(try readLine(info.id, journal)) { return }
        }
    }

    /// Follows the chain from the oldest line that is kept to the newest one.
    public func verify(_ journal: Journal) throws(RecordsError) -> JournalVerdict {
        var verdict = JournalVerdict(lines: 0)
        var previous: JournalLine?
        for info in ring.records(in: journal.ring) {
            let line: JournalLine
            do { line = try readLine(info.id, journal) } catch {
                verdict.brokenAt = info.id.number
                return verdict
            }
            let follows = previous.map { line.sequence == $0.sequence + 1 && line.previousHash == $0.hash } ?? true
            guard follows, line.sequence == info.id.number else {
                verdict.brokenAt = line.sequence
                return verdict
            }
            verdict.lines += 1
            verdict.firstSequence = verdict.firstSequence ?? line.sequence
            verdict.lastSequence = line.sequence
            previous = line
        }
        if let previous, let tip = tips[journal], tip.sequence == previous.sequence, tip.hash != previous.hash {
            verdict.brokenAt = previous.sequence
        }
        return verdict
    }

    // MARK: the chain

    func nextLine(_ entry: JournalDraft, at now: WallTime) throws(RecordsError) -> JournalLine {
        guard entry.isInRange else { throw RecordsError(.invalid("a journal line is too long or has no kind")) }
        let tip = tips[entry.journal]
        return JournalLine(
            sequence: ring.nextID(in: entry.journal.ring).number, time: now, entry: entry,
            previousHash: tip?.hash ?? JournalLine.noHash)
    }

    func deliver(_ line: JournalLine) throws(RecordsError) {
        let journal = line.entry.journal
        var batch = ring.makeBatch()
        batch.add(line, expiry: RecordRetention.expiry(of: journal, day: today))
        do { try ring.append(batch, to: journal.ring) } catch { throw RecordsError(.store(error)) }
        tips[journal] = ChainTip(sequence: line.sequence, hash: line.hash)
    }

    private func readLine(_ id: RecordID, _ journal: Journal) throws(RecordsError) -> JournalLine {
        let line = try storing { () throws(RingStoreError) -> JournalLine? in
            try ring.read(id, in: journal.ring) { reader in JournalLine(from: &reader) }
        }
        guard let line else { throw RecordsError(.unreadable(.journalLine)) }
        return line
    }

    /// Notes where the chains stand, so that they go on when every line of today has expired. At the end of a day.
    func writeCheckpoints() throws(RecordsError) {
        for journal in Journal.allCases {
            guard let tip = tips[journal], checkpoints[journal]?.sequence != tip.sequence else { continue }
            var batch = ring.makeBatch()
            batch.add(
                JournalCheckpoint(journal: journal, sequence: tip.sequence, hash: tip.hash), expiry: .never,
                replacing: checkpoints[journal]?.record)
            do {
                checkpoints[journal] = (try ring.append(batch, to: .people)[0], tip.sequence)
            } catch { throw RecordsError(.store(error)) }
        }
    }

    func readTip(of journal: Journal, _ checkpoint: JournalCheckpoint?) throws(RecordsError) {
        if let last = ring.records(in: journal.ring).last {
            let line = try readLine(last.id, journal)
            tips[journal] = ChainTip(sequence: line.sequence, hash: line.hash)
        } else if let checkpoint {
            tips[journal] = ChainTip(sequence: checkpoint.sequence, hash: checkpoint.hash)
        }
    }
}
