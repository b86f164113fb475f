import RingStore
import Timekeeping

/// Kind 18: `people` (4), `accounts` (4). It stands until everything it means is erased, so that a power cut cannot leave half
/// of it, and whoever finishes it knows how many they were.
struct WipeRecord: SealableRecord {
    static let kind = RecordKind.wipe
    var people: UInt32 = 0
    var accounts: UInt32 = 0

    init(people: Int, accounts: Int) { (self.people, self.accounts) = (UInt32(people), UInt32(accounts)) }

    func write(to writer: inout ByteWriter) {
        writer.integer(people)
        writer.integer(accounts)
    }

    init?(from reader: inout ByteReader) {
        people = reader.integer()
        accounts = reader.integer()
        guard reader.isComplete else { return nil }
    }

    var words: String { "\(people) people, \(accounts) accounts" }
}

extension RecordStore {
    /// People, credentials, templates, consents, accounts, and the rules for them: everything about anybody is erased before this
    /// returns. Both
    /// journals stay, unlinked from everybody who came through the door; the names of accounts stay in the processing journal.
    public func wipe(at now: WallTime) throws(RecordsError) -> ErasureReceipt {
        let record = WipeRecord(people: people.count, accounts: accounts.count)
        var batch = ring.makeBatch()
        batch.add(record, expiry: .never)
        let line = JournalDraft(.processing, "wipe.begun", detail: record.words)
        let id = try commit(batch, line, about: nil, at: now, .ending)[0]
        return try finishWipe([(id, record)], at: now)
    }

    /// `wipe`, and what proves it: `erasureCertificate`.
    public func wipeWithCertificate(at now: WallTime) throws(RecordsError) -> [String] {
        _ = try wipe(at: now)
        guard let certificate = try erasureCertificate() else { preconditionFailure("a wipe keeps its certificate") }
        return certificate
    }

    /// What a cut left of wipes. One whose certificate is there was done but for its own record.
    func finishWipes(_ wipes: [(id: RecordID, value: WipeRecord)], at now: WallTime) throws(RecordsError) {
        try dropOldCertificates()
        guard let last = wipes.map(\.id).max() else { return }
        if let certificate = certificates.last, certificate > last {
            _ = try storing { () throws(RingStoreError) in try ring.delete(wipes.map(\.id), in: .people) }
        } else {
            _ = try finishWipe(wipes, at: now, isResumed: true)
        }
    }

    /// Everything in the ring goes, whatever it is: what has expired, and could not lose its key, too.
    /// - Parameter isResumed: a cut came before; what was erased then is not in the receipt.
    func finishWipe(
        _ wipes: [(id: RecordID, value: WipeRecord)], at now: WallTime, isResumed: Bool = false
    ) throws(RecordsError) -> ErasureReceipt {
        let kept = ring.records(in: .people, evenHidden: true)
            .filter { RecordKind(rawValue: $0.kind)?.isAboutSomebody == false }.map(\.id)
        forgetEverybody()
        let receipt = try storing { () throws(RingStoreError) in try ring.eraseAll(in: .people, keeping: kept) }
        try journalErasure("wipe.erased", wipes.last!.value.words, receipt, about: nil, at: now)
        try keepCertificate(of: wipes.last!.value, receipt, isResumed: isResumed, at: now)
        let done = wipes.map(\.id)
        _ = try storing { () throws(RingStoreError) in try ring.delete(done, in: .people) }
        return receipt
    }

    private func forgetEverybody() {
        (people, faceTally) = ([:], FaceTally())
        numbers = [:]
        cards = [:]
        consents = [:]
        accounts = [:]
        rules = [:]
        printedCodes = [:]
        hiddenPeople = []
    }
}

extension RecordKind {
    /// What a wipe takes; the rest belongs to the journals and the clock.
    fileprivate var isAboutSomebody: Bool {
        switch self {
        case .person, .subjectKey, .card, .pin, .faceTemplates, .consent, .removal, .account, .consoleCode,
            .accessRights, .resealing, .ruleChange:
            true
        // A group may be named after a family; and no door stands open by the hours of whoever has gone.
        case .schedule, .accessGroup, .calendarDay, .doorRule: true
        case .outboxLine, .journalLine, .journalCheckpoint, .doorCounts, .clockDoubt, .wipe,
            .erasureCertificate:
            false
        }
    }
}
