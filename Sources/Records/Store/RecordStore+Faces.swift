import FaceCore
import RingStore
import Timekeeping

extension RecordStore {
    /// The secret for one enrolment's templates; draw it before the first capture.
    public func makeEnrolmentKey() -> EnrolmentKey { EnrolmentKey(from: entropy) }

    /// Whether a face may be enrolled for this person, before anything is asked of them: nil, or the reason why not.
    public func reasonAgainstEnrolment(of id: PersonID) -> RecordsError? {
        guard let entry = people[id] else { return RecordsError(.noSuchPerson) }
        if isInDoubt { return RecordsError(.clockInDoubt) }
        guard entry.pin != nil else { return RecordsError(.noAlternative) }
        return faceLastDay(of: id) == nil ? nil : RecordsError(.alreadyEnrolled)
    }

    /// The last day for templates that are enrolled today under a consent until `agreedLastDay`.
    public func enrolmentLastDay(of id: PersonID, agreedLastDay: CivilDay) -> CivilDay {
        let retention = today + settings.retentionDays
        return min(agreedLastDay, retention, people[id]?.person.validThrough ?? retention)
    }

    /// Seals the templates of a person who has agreed, with the consent and the processing line: one batch, all or nothing.
    /// The token is spent once everything is checked, whether the sealing then succeeds or not.
    /// - Parameter packDigest: of the model pack that made the templates; 32 bytes.
    public func enrol(
        _ token: ConsentToken, templates: borrowing TemplateSet, key: borrowing EnrolmentKey, packDigest: [UInt8],
        at now: WallTime
    ) throws(RecordsError) -> Enrolment {
        precondition(packDigest.count == FaceTemplates.packDigestBytes)
        guard !templates.isEmpty else { throw RecordsError(.invalid("no templates")) }
        let person = token.content.person
        if let reason = reasonAgainstEnrolment(of: person) { throw reason }
        let lastDay = enrolmentLastDay(of: person, agreedLastDay: token.content.lastDay)
        guard lastDay >= today else { throw RecordsError(.consentOver) }
        let subject = try subjectKey(of: person)
        guard token.spend() else { throw RecordsError(.consentSpent) }
        let consent = Consent(receipt: freshReceipt(), token: token, lastDay: lastDay)

        var batch = ring.makeBatch()
        batch.add(kind: RecordKind.faceTemplates.rawValue, expiry: .after(lastDay)) { writer in
            FaceTemplates.write(
                person: person, receipt: consent.receipt, packDigest: packDigest, key: key, templates: templates,
                to: &writer)
        }
        batch.add(consent, expiry: consent.expiry)
        let line = JournalDraft(
            .processing, "face.enrolled",
            detail:
                "receipt \(consent.receipt), purpose \(consent.content.purpose), \(templates.count) templates, last day \(lastDay)"
        )
        let ids = try commit(batch, line, about: subject, at: now)
        consents[consent.receipt] = ConsentEntry(record: ids[1], consent: consent)
        setFace(face(ids[0], under: consent.receipt, .after(lastDay)), of: person)
        return Enrolment(receipt: consent.receipt, lastDay: lastDay)
    }

    /// The references to compare with; nil when none is enrolled or its day has passed.
    public func templates(of id: PersonID) throws(RecordsError) -> FaceTemplates? {
        guard faceLastDay(of: id) != nil, let record = people[id]?.face?.record else { return nil }
        let found = try storing { () throws(RingStoreError) -> FaceTemplates? in
            try ring.read(record, in: .people) { reader in FaceTemplates(from: &reader) }
        }
        guard let found else { throw RecordsError(.unreadable(.faceTemplates)) }
        return found
    }

    /// Withdraws the consent: the templates are locked at once, then erased, both before this returns. Card and PIN stay.
    ///
    /// The first thing written is that the consent has ended, with its line; from then on no template of it is returned, and
    /// should power be cut, mount erases it.
    public func withdraw(_ id: PersonID, at now: WallTime) throws(RecordsError) -> ErasureReceipt {
        guard people[id] != nil else { throw RecordsError(.noSuchPerson) }
        guard let face = people[id]?.face, let entry = consents[face.receipt] else { throw RecordsError(.notEnrolled) }
        let subject = try subjectKey(of: id)
        var batch = ring.makeBatch()
        addEnd(of: entry, .withdrawn, at: now, to: &batch)
        let line = JournalDraft(.processing, "face.withdrawn", detail: "receipt \(face.receipt)")
        _ = try commit(batch, line, about: subject, at: now, .ending)
        markEnded(face.receipt, .withdrawn, at: now)
        setFace(nil, of: id)
        let receipt = try storing { () throws(RingStoreError) in try ring.delete([face.record], in: .people) }
        try journalErasure("face.erased", "receipt \(face.receipt)", receipt, about: subject, at: now)
        return receipt
    }

    // MARK: consents

    /// How the living consents stand to the site's notice of today.
    public func consentCounts(materialDigest: [UInt8], textDigest: [UInt8]) -> ConsentCounts {
        var counts = ConsentCounts()
        for id in people.keys {
            guard let receipt = faceReceipt(of: id) else { continue }
            guard let content = consents[receipt]?.consent.content else {
                counts.templatesWithoutConsent += 1
                continue
            }
            if content.materialDigest != materialDigest {
                counts.stale += 1
            } else if content.textDigest != textDigest {
                counts.toBeTold += 1
            } else {
                counts.valid += 1
            }
        }
        return counts
    }

    func livingConsents(of id: PersonID) -> [ConsentEntry] {
        consents.values.filter { $0.consent.person == id && $0.consent.end == nil }
            .sorted { $0.record < $1.record }
    }

    func addEnd(of entry: ConsentEntry, _ end: Consent.End, at now: WallTime, to batch: inout RecordBatch) {
        var ended = entry.consent
        (ended.end, ended.endedAt) = (end, now)
        batch.add(ended, expiry: ended.expiry, replacing: entry.record)
    }

    func markEnded(_ receipt: ReceiptID, _ end: Consent.End, at now: WallTime) {
        consents[receipt]?.consent.end = end
        consents[receipt]?.consent.endedAt = now
    }

    private func freshReceipt() -> ReceiptID {
        while true {
            let receipt = ReceiptID(from: entropy)
            if consents[receipt] == nil { return receipt }
        }
    }
}
