import RingStore
import Timekeeping

/// Kind 18; no bytes. It stands until everything it means is erased, so that a power cut cannot leave half of it.
struct WipeRecord: SealableRecord {
    static let kind = RecordKind.wipe

    init() {}
    func write(to writer: inout ByteWriter) {}
    init?(from reader: inout ByteReader) {
        guard reader.isComplete else { return nil }
    }
}

extension RecordStore {
    /// People, credentials, templates, consents and accounts: everything about anybody is erased before this returns. Both
    /// journals stay, unlinked from everybody; the terminal has no owner any more.
    public func wipe(at now: WallTime) throws(RecordsError) -> ErasureReceipt {
        let faces = faceTally.total
        let line = JournalDraft(
            .processing, "wipe.begun",
            detail: "\(people.count) people, \(faces) with a template, \(accounts.count) accounts")
        var batch = ring.makeBatch()
        batch.add(WipeRecord(), expiry: .never)
        return try finishWipe(try commit(batch, line, about: nil, at: now, .ending)[0], at: now)
    }

    /// `wipe`, and what proves it: lines of ASCII, the last one a signature over all before it, each with its line feed.
    public func wipeWithCertificate(at now: WallTime) throws(RecordsError) -> [String] {
        let (people, accounts) = (people.count, accounts.count)
        let receipt = try wipe(at: now)
        var lines = [
            "menshen-erasure 1 \(identity)",
            "time \(JournalText.time(now))",
            "erased \(people) people, \(accounts) accounts, \(receipt.records) records",
            "blocks \(receipt.blocks.count) erased and verified blank",
            "medium \(receipt.isPhysical ? "erases physically" : "erases logically: older copies may survive below")",
        ]
        if !receipt.unknownBlocks.isEmpty {
            lines.append("unknown \(receipt.unknownBlocks.count) blocks out of service, not looked into")
        }
        if !receipt.unerasedBlocks.isEmpty {
            lines.append("worn \(receipt.unerasedBlocks.count) blocks that take no erase may still hold something")
        }
        if let tip = tips[.processing] { lines.append("journal \(tip.sequence) \(JournalText.hex(tip.hash))") }
        let text = lines.map { $0 + "\n" }.joined()
        return lines + ["signature \(JournalText.hex(identity.sign(text.utf8)))"]
    }

    func finishWipe(_ wipe: RecordID, at now: WallTime) throws(RecordsError) -> ErasureReceipt {
        let doomed = ring.records(in: .people, evenHidden: true)
            .filter { RecordKind(rawValue: $0.kind)?.isAboutSomebody == true }.map(\.id)
        forgetEverybody()
        let receipt = try storing { () throws(RingStoreError) in try ring.delete(doomed, in: .people) }
        try journalErasure("wipe.erased", "\(doomed.count) records", receipt, about: nil, at: now)
        _ = try storing { () throws(RingStoreError) in try ring.delete([wipe], in: .people) }
        return receipt
    }

    private func forgetEverybody() {
        (people, faceTally) = ([:], FaceTally())
        numbers = [:]
        cards = [:]
        consents = [:]
        accounts = [:]
        printedCode = nil
        hiddenPeople = []
    }
}

extension RecordKind {
    /// What a wipe takes; the rest belongs to the journals and the clock.
    fileprivate var isAboutSomebody: Bool {
        switch self {
        case .person, .subjectKey, .card, .pin, .faceTemplates, .consent, .removal, .account, .consoleCode: true
        case .outboxLine, .journalLine, .journalCheckpoint, .doorCounts, .clockDoubt, .wipe: false
        }
    }
}
