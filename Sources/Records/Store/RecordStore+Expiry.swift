import RingStore
import Timekeeping

/// One face whose last day has passed.
public struct ExpiredFace: Equatable, Sendable {
    public let person: PersonID
    public let receipt: ReceiptID
    public let lastDay: CivilDay
}

/// What ended with a day, per subject.
public struct RecordsExpiry: Equatable, Sendable {
    public var today: CivilDay
    public var faces: [ExpiredFace] = []
    /// People whose validity has ended; their credentials went with them.
    public var people: [PersonID] = []
    public var journalLines = 0
    public var keysErased = 0
    public var erasedBlocks: [BlockIndex] = []
}

extension RecordStore {
    /// Ends days: what has expired by `today` is not returned from the first instant on. What has expired by the day that is
    /// believed ends for good: its keys are erased and the blocks that held them verified blank; then a processing line says
    /// so for each face. Days before the store's own are ignored.
    ///
    /// After an error a later call goes on with what is left; it answers only when everything is finished.
    ///
    /// A believed day cannot be taken back; what is merely hidden is there again after the next mount.
    /// - Parameter believed: nil: `today` is beyond doubt. Earlier than `today`: see `isInDoubt`.
    public func expire(
        today newToday: CivilDay, believed: CivilDay? = nil, at now: WallTime
    ) throws(RecordsError) -> RecordsExpiry {
        var expiry = try beginExpiry(today: newToday, believed: believed, at: now)
        while try goOn(with: &expiry, at: now) {}
        return expiry
    }

    /// The first part of `expire`: nothing that has expired is returned from now on, and its keys are off the flash. What is
    /// left is to write down how each consent ended: `goOn` until it is done; other calls may come in between.
    public func beginExpiry(
        today newToday: CivilDay, believed: CivilDay? = nil, at now: WallTime
    ) throws(RecordsError) -> RecordsExpiry {
        let believed = min(believed ?? newToday, newToday)
        if believed > expiryFinished { noteDropped(before: believed) }
        // Before anything that can fail.
        hide(before: newToday)
        guard believed > expiryFinished else { return RecordsExpiry(today: expiryFinished) }
        try writeCheckpoints(on: believed)
        let report = try storing { () throws(RingStoreError) in try ring.expire(today: believed) }
        var result = RecordsExpiry(today: report.today)
        result.keysErased = report.keysErased
        result.erasedBlocks = report.erasedBlocks
        for journal in Journal.allCases { result.journalLines += report.records[journal.ring]?.count ?? 0 }
        let ended = Set(report.records[.people]?.map(\.id) ?? [])
        result.people = hiddenPeople.filter { ended.contains($0.record) }.map(\.person).sorted()
        hiddenPeople.removeAll { ended.contains($0.record) }
        let ofPeople = [RecordKind.person, .faceTemplates].map(\.rawValue)
        if report.records[.people]?.contains(where: { ofPeople.contains($0.kind) }) == true {
            try journalEndOfKeys(report.keysErased, report.erasedBlocks, at: now)
        }
        if !result.people.isEmpty { try journalEndOfPeople(result.people.count, at: now) }
        return result
    }

    /// One batch more of what an expiry has to write down.
    /// - Returns: false when everything is finished.
    public func goOn(with expiry: inout RecordsExpiry, at now: WallTime) throws(RecordsError) -> Bool {
        let faces = try endSomeExpiredConsents(at: now)
        expiry.faces += faces
        if faces.isEmpty { expiryFinished = max(expiryFinished, expiry.today) }
        return !faces.isEmpty
    }

    /// Writes for every consent whose last day has passed that it has ended, with its line; also what a cut left undone. What a
    /// full journal does not take waits: the faces are gone.
    func endExpiredConsents(at now: WallTime) throws(RecordsError) -> [ExpiredFace] {
        var faces: [ExpiredFace] = []
        do throws(RecordsError) {
            while true {
                let more = try endSomeExpiredConsents(at: now)
                if more.isEmpty { return faces }
                faces += more
            }
        } catch {
            guard error.isFull else { throw error }
            return faces
        }
    }

    /// Living by what is written, and their last day is over.
    var consentsToEnd: [ConsentEntry] {
        consents.values.filter { $0.consent.end == nil && $0.consent.lastDay < ring.settledDay }
    }

    /// As many as one batch takes, the oldest consents first, all or nothing: their endings and their lines.
    /// - Returns: none when there are none left.
    private func endSomeExpiredConsents(at now: WallTime) throws(RecordsError) -> [ExpiredFace] {
        let over = consentsToEnd
        if over.isEmpty { return [] }
        var ended: [Consent] = [], lines: [JournalLine] = []
        var batch = ring.makeBatch(), journal = ring.makeBatch()
        for entry in over.sorted(by: { $0.record < $1.record }) {
            let consent = entry.consent
            let draft = JournalDraft(
                .processing, "face.expired",
                detail: "receipt \(consent.receipt), last day \(consent.lastDay), its key is erased")
            let line = try nextLine(draft, about: try subjectKey(of: consent.person), at: now, after: lines.last)
            addEnd(of: entry, .expired, at: now, to: &batch)
            addToOutbox(line, &batch)
            journal.add(line, expiry: lineExpiry(of: .processing))
            do throws(RingStoreError) {
                try ring.checkRoom(for: batch, in: .people)
                try ring.checkRoom(for: journal, in: .processing)
            } catch {
                // The room that is kept for endings is one's; more come along only while there is more.
                if lines.isEmpty { throw RecordsError(.store(error)) }
                batch.removeLast(2)
                break
            }
            ended.append(consent)
            lines.append(line)
        }
        let outbox = stride(from: 1, to: 2 * lines.count, by: 2)
        _ = try commit(batch, lines, outbox: outbox, leavingFreeBytes: 0)
        for consent in ended {
            markEnded(consent.receipt, .expired, at: now)
            if people[consent.person]?.face?.receipt == consent.receipt { setFace(nil, of: consent.person) }
        }
        return ended.map { ExpiredFace(person: $0.person, receipt: $0.receipt, lastDay: $0.lastDay) }
    }
}
