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
    /// Ends every day before `today`: what has expired is not returned from the first instant on, then its keys are erased
    /// and the blocks that held them verified blank; then a processing line says so for each face. A day before the store's
    /// own is ignored.
    ///
    /// After an error a later call goes on with what is left; it answers only when everything is finished.
    ///
    /// A day cannot be taken back: whoever calls this has made up their mind that the clock is right.
    public func expire(today newToday: CivilDay, at now: WallTime) throws(RecordsError) -> RecordsExpiry {
        if newToday <= expiryFinished { return RecordsExpiry(today: today) }
        noteDropped(before: newToday)
        // Before anything that can fail.
        ring.hide(before: newToday)
        try writeCheckpoints()
        let report = try storing { () throws(RingStoreError) in try ring.expire(today: newToday) }
        var result = RecordsExpiry(today: report.today)
        result.keysErased = report.keysErased
        result.erasedBlocks = report.erasedBlocks
        for journal in Journal.allCases { result.journalLines += report.records[journal.ring]?.count ?? 0 }
        forgetExpired(report.records[.people] ?? [], into: &result)
        result.faces = try endExpiredConsents(at: now)
        expiryFinished = max(today, newToday)
        return result
    }

    private func forgetExpired(_ records: [RecordInfo], into result: inout RecordsExpiry) {
        let gone = Set(records.map(\.id))
        for (id, entry) in people {
            if gone.contains(entry.record) {
                result.people.append(id)
                forget(id)
            } else if let face = entry.face, gone.contains(face.record) {
                people[id]!.face = nil
            }
        }
        result.people.sort()
        for (receipt, entry) in consents where gone.contains(entry.record) { consents[receipt] = nil }
        for (month, entry) in doorTallies where gone.contains(entry.record) { doorTallies[month] = nil }
    }

    /// Writes for every consent whose last day has passed that it has ended, with its line; also what a cut left undone.
    func endExpiredConsents(at now: WallTime) throws(RecordsError) -> [ExpiredFace] {
        var faces: [ExpiredFace] = []
        let over = consents.values.filter { $0.consent.end == nil && $0.consent.lastDay < today }
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
