import RingStore
import Timekeeping

/// What mounting found and finished.
public struct RecordsMountReport: Equatable, Sendable {
    /// Of the ring below: erases finished, unfinished batches erased, keys that expired, damage.
    public var ring = MountReport()
    /// Processing lines that a cut had kept from their journal.
    public var linesDelivered = 0
    /// Lines about the store itself: what the mount erased, keys that ended while the power was off.
    public var linesWritten = 0
    public var removalsFinished = 0
    /// People whose older records a cut had left beside those with an earlier last day.
    public var resealingsFinished = 0
    /// Templates erased because their consent or their person was gone.
    public var templatesErased = 0
    /// Faces whose last day passed while the power was off.
    public var expiredFaces: [ExpiredFace] = []
    /// Records that are there but cannot be opened or read: damage.
    public var damagedRecords = 0
    /// People whose rights cannot be read: they may not come in until they are given anew.
    public var peopleWithLostRights = 0

    public init() {}
    public var isDamaged: Bool { ring.isDamaged || damagedRecords > 0 || peopleWithLostRights > 0 }
}

extension RecordStore {
    /// Makes an empty store; everything that was there is erased.
    /// - Parameters:
    ///   - today: the civil day at the site.
    ///   - anchor: gets a secret of its own; the store is not mounted without it.
    public static func format(
        _ flash: any Flash, as kind: StoreKind, deviceKey: borrowing DeviceKey, now: WallTime, today: CivilDay,
        entropy: any Entropy, anchor: (any Anchor)? = nil
    ) throws(RecordsError) {
        guard let layout = StoreLayout.records(blockCount: flash.geometry.blockCount) else {
            throw RecordsError(.invalid("a store needs 17 erase blocks, the flash has \(flash.geometry.blockCount)"))
        }
        do {
            try RingStore.format(
                flash, as: kind, layout: layout, deviceKey: deviceKey, now: now, today: today, entropy: entropy,
                anchor: anchor)
        } catch { throw RecordsError(.store(error)) }
    }

    /// The last time that was believed, without mounting: reads the root, changes nothing.
    public static func floor(
        of flash: any Flash, as kind: StoreKind, deviceKey: borrowing DeviceKey
    ) throws(RecordsError) -> WallTime {
        do { return try RingStore.floor(of: flash, as: kind, deviceKey: deviceKey) } catch {
            throw RecordsError(.store(error))
        }
    }

    /// Mounts: everything that a power cut interrupted, and every expiry up to `today`, is finished before this returns.
    /// - Parameters:
    ///   - today: the civil day at the site; a day before the store's own is not believed.
    ///   - now: for the lines of what is finished.
    public static func mount(
        _ flash: any Flash, as kind: StoreKind, deviceKey: borrowing DeviceKey, settings: RecordSettings, now: WallTime,
        today: CivilDay, entropy: any Entropy, anchor: (any Anchor)? = nil
    ) throws(RecordsError) -> RecordStore {
        let ring: RingStore
        do {
            ring = try RingStore.mount(
                flash, as: kind, deviceKey: deviceKey, today: today, entropy: entropy, anchor: anchor)
        } catch { throw RecordsError(.store(error)) }
        guard ring.layout.ringBlocks.count == 3 else { throw RecordsError(.invalid("the store has another layout")) }
        try checkVersion(of: ring)
        let store = RecordStore(ring: ring, settings: settings, entropy: entropy)
        store.mountReport.ring = ring.mountReport
        try store.buildIndex(at: now)
        return store
    }

    /// A store whose records are of another version is left as it is: not read, not converted, not formatted.
    private static func checkVersion(of ring: RingStore) throws(RecordsError) {
        for id in [RingID.people, .processing, .doors] {
            for info in ring.records(in: id) where RecordKind(rawValue: info.kind) == nil {
                throw RecordsError(.otherVersion(isEarlier: RecordKind.ofVersion1.contains(info.kind)))
            }
        }
    }

    private func buildIndex(at now: WallTime) throws(RecordsError) {
        var found = FoundRecords()
        for info in ring.records(in: .people) {
            // `checkVersion` has seen them all.
            let kind = RecordKind(rawValue: info.kind)!
            do { try sort(kind, info, into: &found) } catch {
                guard case .store(let inner) = error.code, case .flash = inner.code else {
                    mountReport.damagedRecords += 1
                    continue
                }
                throw error
            }
        }
        let older = dropOlder(&found)
        link(found)
        let otherRules = takeRules(found.rules, found.ruleChanges)
        for journal in Journal.allCases {
            let checkpoint = found.checkpoints.first { $0.value.journal == journal }
            if let checkpoint { checkpoints[journal] = (checkpoint.id, checkpoint.value) }
            readTip(of: journal, checkpoint?.value)
            if journal == .doors { tallyUncounted(after: checkpoint?.value) }
        }
        try deliverOutbox(found.outbox)
        try journalRecovery(mountReport.ring, at: now)
        try finishWipes(found.wipes, at: now)
        try finishRemovals(found, at: now)
        try finishResealings(older, at: now)
        try finishRuleChanges(otherRules, found.ruleChanges)
        try eraseReplacedSecrets(found)
        try eraseOtherRights(found.rights)
        try eraseUnfoundedTemplates(found.faces, at: now)
        try writeLateReceipts(at: now)
        mountReport.expiredFaces = try endExpiredConsents(at: now)
        try signDropped()
    }

    private struct FoundRecords {
        var people: [(id: RecordID, person: PersonID)] = []
        var rights: [(id: RecordID, value: AccessRecord)] = []
        var rules: [(key: AccessRule.Key, entry: RuleEntry)] = []
        var ruleChanges: [(id: RecordID, value: RuleChange)] = []
        var resealings: [(id: RecordID, value: Resealing)] = []
        var subjectKeys: [(id: RecordID, person: PersonID)] = []
        var cards: [(id: RecordID, value: CardCredential)] = []
        var pins: [(id: RecordID, person: PersonID)] = []
        var faces: [(id: RecordID, person: PersonID, receipt: ReceiptID, expiry: Expiry)] = []
        var outbox: [(id: RecordID, value: JournalLine)] = []
        var removals: [(id: RecordID, value: Removal)] = []
        var checkpoints: [(id: RecordID, value: JournalCheckpoint)] = []
        var wipes: [(id: RecordID, value: WipeRecord)] = []
        var accounts: [(id: RecordID, value: AccountRecord)] = []
        var codes: [(id: RecordID, value: CodeRecord)] = []

        /// Everything of one person: a cut may have left their credentials alone.
        func records(of person: PersonID, _ own: RecordID?) -> [RecordID] {
            let rest =
                subjectKeys.filter { $0.person == person }.map(\.id)
                + cards.filter { $0.value.person == person }.map(\.id)
                + rights.filter { $0.value.person == person }.map(\.id)
                + pins.filter { $0.person == person }.map(\.id) + faces.filter { $0.person == person }.map(\.id)
            return (own.map { [$0] } ?? []) + rest.sorted()
        }

        mutating func drop(_ records: Set<RecordID>) {
            subjectKeys.removeAll { records.contains($0.id) }
            cards.removeAll { records.contains($0.id) }
            pins.removeAll { records.contains($0.id) }
            rights.removeAll { records.contains($0.id) }
        }
    }

    private func sort(_ kind: RecordKind, _ info: RecordInfo, into found: inout FoundRecords) throws(RecordsError) {
        switch kind {
        case .person:
            let person: Person = try open(info.id)
            people[person.id] = PersonEntry(person: person, record: info.id)
            numbers[person.personalNumber] = person.id
            found.people.append((info.id, person.id))
        case .accessRights: found.rights.append((info.id, try open(info.id)))
        case .resealing: found.resealings.append((info.id, try open(info.id)))
        case .schedule, .accessGroup, .calendarDay, .doorRule: found.rules.append(try readRule(kind, info.id))
        case .ruleChange: found.ruleChanges.append((info.id, try open(info.id)))
        case .subjectKey:
            found.subjectKeys.append((info.id, try owner(of: info.id)))
        case .card: found.cards.append((info.id, try open(info.id)))
        case .pin:
            found.pins.append((info.id, try owner(of: info.id)))
        case .faceTemplates:
            // Person and receipt stand first; the templates themselves are not made here.
            let names = try storing { () throws(RingStoreError) in
                try ring.read(info.id, in: .people) { reader in
                    (PersonID(rawValue: reader.integer()), ReceiptID(number: reader.integer()))
                }
            }
            found.faces.append((info.id, names.0, names.1, info.expiry))
        case .consent:
            let consent: Consent = try open(info.id)
            consents[consent.receipt] = ConsentEntry(record: info.id, consent: consent)
        case .outboxLine: found.outbox.append((info.id, try open(info.id)))
        case .removal: found.removals.append((info.id, try open(info.id)))
        case .journalCheckpoint: found.checkpoints.append((info.id, try open(info.id)))
        case .account:
            found.accounts.append((info.id, try open(info.id)))
        case .consoleCode: found.codes.append((info.id, try open(info.id)))
        case .wipe: found.wipes.append((info.id, try open(info.id)))
        case .erasureCertificate: certificates = (certificates + [info.id]).sorted()
        case .clockDoubt:
            clockDoubt = try open(info.id) as ClockDoubt
            clockDoubtRecord = info.id
        case .doorCounts:
            let counts: DoorCounts = try open(info.id)
            doorTallies[counts.month] = (info.id, counts)
        case .journalLine: throw RecordsError(.unreadable(.journalLine))
        }
    }

    /// Their secrets stay sealed; the person stands first.
    private func owner(of id: RecordID) throws(RecordsError) -> PersonID {
        try storing { () throws(RingStoreError) in
            try ring.read(id, in: .people) { reader in PersonID(rawValue: reader.integer()) }
        }
    }

    private func link(_ found: FoundRecords) {
        // Of one name the newest counts: the one before is on its way out.
        for (id, record) in found.accounts.sorted(by: { $0.id < $1.id }) {
            accounts[record.account.name] = AccountEntry(record: id, account: record.account)
        }
        for (id, code) in found.codes.sorted(by: { $0.id < $1.id }) { printedCodes[code.purpose] = id }
        for (id, person) in found.subjectKeys { people[person]?.subjectKey = id }
        for (id, person) in found.pins { people[person]?.pin = id }
        // Of several the one counts that the person's own record names; with none of them nobody may come in.
        for (id, record) in found.rights.sorted(by: { $0.id < $1.id }) {
            guard let person = people[record.person] else { continue }
            let counts = record.number == person.person.rightsNumber
            if counts || person.rights == nil { people[record.person]!.rights = (id, counts ? record.rights : .lost) }
        }
        mountReport.peopleWithLostRights = people.keys.count { accessRights(of: $0).areLost }
        for (id, card) in found.cards where people[card.person] != nil {
            people[card.person]!.cards[card.digest] = id
            cards[card.digest] = card.person
        }
    }

    private func deliverOutbox(_ lines: [(id: RecordID, value: JournalLine)]) throws(RecordsError) {
        for (id, line) in lines.sorted(by: { $0.value.sequence < $1.value.sequence }) {
            if line.sequence > tips[line.journal]?.sequence ?? 0 {
                waiting.append((id, line))
            } else {
                ring.release([id], in: .people)
            }
        }
        for journal in Journal.allCases {
            do { try deliverWaiting(in: journal) } catch { guard error.isFull else { throw error } }
        }
    }

    private func finishRemovals(_ found: FoundRecords, at now: WallTime) throws(RecordsError) {
        let removals = found.removals
        for (id, removal) in removals {
            let records = found.records(of: removal.person, people[removal.person]?.record)
                .filter { ring.info(of: $0, in: .people) != nil }
            if !records.isEmpty { mountReport.removalsFinished += 1 }
            _ = try finishRemoval(of: removal.person, records, id, at: now)
        }
        // Nothing is left of a person who was removed, their number in the intention to do so included.
        let done = removals.map(\.id)
        if !done.isEmpty { _ = try storing { () throws(RingStoreError) in try ring.delete(done, in: .people) } }
    }

    /// What of people is older than their records with an earlier last day counts no more, whether those are still there or not.
    private func dropOlder(
        _ found: inout FoundRecords
    ) -> [(marker: RecordID, person: PersonID, records: [RecordID])] {
        var dropped: [(marker: RecordID, person: PersonID, records: [RecordID])] = []
        for (marker, resealing) in found.resealings {
            let id = resealing.person
            // A face has a consent that says how long it stays.
            let faces = Set(found.faces.map(\.id))
            let own = found.people.filter { $0.person == id }.map(\.id)
            let older = (own + found.records(of: id, nil)).filter { $0 < marker && !faces.contains($0) }
            if let record = people[id]?.record, older.contains(record) { forget(id) }
            found.drop(Set(older))
            dropped.append((marker, id, older))
        }
        return dropped
    }

    private func finishResealings(
        _ all: [(marker: RecordID, person: PersonID, records: [RecordID])], at now: WallTime
    ) throws(RecordsError) {
        for (marker, person, records) in all {
            let older = records.filter { ring.info(of: $0, in: .people) != nil }
            if !older.isEmpty { mountReport.resealingsFinished += 1 }
            try finishResealing(of: person, older, marker, at: now)
        }
        let done = all.map(\.marker).filter { ring.info(of: $0, in: .people) != nil }
        if !done.isEmpty { _ = try storing { () throws(RingStoreError) in try ring.delete(done, in: .people) } }
    }

    /// Passphrases and codes that were replaced when power was cut; and a code for the first account when there is one.
    private func eraseReplacedSecrets(_ found: FoundRecords) throws(RecordsError) {
        if isClaimed { printedCodes[.claim] = nil }
        let counting = Set(accounts.values.map(\.record) + printedCodes.values)
        let old = (found.accounts.map(\.id) + found.codes.map(\.id)).filter { id in
            !counting.contains(id) && ring.info(of: id, in: .people) != nil
        }
        if old.isEmpty { return }
        _ = try storing { () throws(RingStoreError) in try ring.delete(old, in: .people) }
    }

    /// What damage had hidden, and was given anew since: a second record of one person's rights, which does not count.
    private func eraseOtherRights(_ found: [(id: RecordID, value: AccessRecord)]) throws(RecordsError) {
        let others = found.filter { id, record in
            guard let rights = people[record.person]?.rights else { return false }
            return rights.record != id && ring.info(of: id, in: .people) != nil
        }
        if others.isEmpty { return }
        _ = try storing { () throws(RingStoreError) in try ring.delete(others.map(\.id), in: .people) }
    }

    /// A template stays only with a living consent of a person who is there, and no longer than that says (R34).
    private func eraseUnfoundedTemplates(
        _ faces: [(id: RecordID, person: PersonID, receipt: ReceiptID, expiry: Expiry)], at now: WallTime
    ) throws(RecordsError) {
        var unfounded: [RecordID] = []
        for face in faces {
            // Gone with a removal that was finished a moment ago.
            guard ring.info(of: face.id, in: .people) != nil else { continue }
            let consent = consents[face.receipt]?.consent
            if people[face.person] != nil, let consent, consent.person == face.person, consent.end == nil,
                !face.expiry.isLater(than: consent.lastDay)
            {
                setFace(self.face(face.id, under: face.receipt, face.expiry), of: face.person)
            } else {
                unfounded.append(face.id)
            }
        }
        if unfounded.isEmpty { return }
        let receipt = try storing { () throws(RingStoreError) in try ring.delete(unfounded, in: .people) }
        mountReport.templatesErased = unfounded.count
        try journalErasure(
            "face.erased", "\(unfounded.count) templates without consent or person, found at mount", receipt,
            about: nil,
            at: now)
    }
}
