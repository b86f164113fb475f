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
        result.faces = try endExpiredConsents(at: now)
        expiryFinished = believed
        return result
    }

    /// Writes for every consent whose last day has passed that it has ended, with its line; also what a cut left undone.
    func endExpiredConsents(at now: WallTime) throws(RecordsError) -> [ExpiredFace] {
        var faces: [ExpiredFace] = []
        let over = consents.values.filter { $0.consent.end == nil && $0.consent.lastDay < ring.settledDay }
        for entry in over.sorted(by: { $0.record < $1.record }) {
            let consent = entry.consent
            var batch = ring.makeBatch()
            addEnd(of: entry, .expired, at: now, to: &batch)
            let line = JournalDraft(
                .processing, "face.expired",
                detail: "receipt \(consent.receipt), last day \(consent.lastDay), its key is erased")
            _ = try commit(batch, line, about: try subjectKey(of: consent.person), at: now, .ending)
            markEnded(consent.receipt, .expired, at: now)
            if people[consent.person]?.face?.receipt == consent.receipt { people[consent.person]!.face = nil }
            faces.append(ExpiredFace(person: consent.person, receipt: consent.receipt, lastDay: consent.lastDay))
        }
        return faces
    }
}
