import RingStore
import Timekeeping

/// Kind 19: what proves a wipe, as text: lines of ASCII, each with its line feed, the last one a signature over all before it.
/// Not secret. The newest is kept until the store is formatted, for whoever lost the line in that moment.
struct ErasureCertificate: Equatable, SealableRecord {
    static let kind = RecordKind.erasureCertificate
    let text: String

    init(lines: [String]) { text = lines.map { $0 + "\n" }.joined() }

    var lines: [String] { text.split(separator: "\n").map(String.init) }

    func write(to writer: inout ByteWriter) { writer.text(text) }

    init?(from reader: inout ByteReader) {
        text = reader.text()
        guard reader.isComplete else { return nil }
    }
}

extension RecordStore {
    /// What proves the newest wipe; nil when there was none since the store was formatted.
    public func erasureCertificate() throws(RecordsError) -> [String]? {
        guard let record = certificates.last else { return nil }
        return (try open(record) as ErasureCertificate).lines
    }

    /// Durable before the wipe counts as finished: whoever was cut off reads it later.
    func keepCertificate(
        of wipe: WipeRecord, _ receipt: ErasureReceipt, isResumed: Bool, at now: WallTime
    ) throws(RecordsError) {
        let certificate = ErasureCertificate(lines: certificateLines(wipe, receipt, isResumed, at: now))
        let old = certificates
        try storing { () throws(RingStoreError) in
            var batch = ring.makeBatch()
            batch.add(certificate, expiry: .never)
            certificates += try ring.append(batch, to: .people)
        }
        try dropCertificates(old)
    }

    /// All but the newest: a cut may have left the one before.
    func dropOldCertificates() throws(RecordsError) { try dropCertificates(certificates.dropLast()) }

    private func dropCertificates(_ old: [RecordID]) throws(RecordsError) {
        if old.isEmpty { return }
        _ = try storing { () throws(RingStoreError) in try ring.delete(old, in: .people) }
        certificates.removeAll(where: old.contains)
    }

    private func certificateLines(
        _ wipe: WipeRecord, _ receipt: ErasureReceipt, _ isResumed: Bool, at now: WallTime
    ) -> [String] {
        var lines = [
            "menshen-erasure 1 \(identity)",
            "time \(JournalText.time(now))",
            "erased \(wipe.words), \(receipt.records) records",
            "blocks \(receipt.blocks.count) erased and verified blank",
            "medium \(receipt.isPhysical ? "erases physically" : "erases logically: older copies may survive below")",
        ]
        if isResumed { lines.append("resumed after a power cut: records and blocks are those of the last part") }
        if !receipt.unknownBlocks.isEmpty {
            lines.append("unknown \(receipt.unknownBlocks.count) blocks out of service, not looked into")
        }
        if !receipt.unerasedBlocks.isEmpty {
            lines.append("worn \(receipt.unerasedBlocks.count) blocks that take no erase may still hold something")
        }
        if expiryFinished < today {
            lines.append("keys of days that have ended could not be erased; their records are")
        }
        if let tip = tips[.processing] { lines.append("journal \(tip.sequence) \(JournalText.hex(tip.hash))") }
        let text = lines.map { $0 + "\n" }.joined()
        return lines + ["signature \(JournalText.hex(identity.sign(text.utf8)))"]
    }
}
