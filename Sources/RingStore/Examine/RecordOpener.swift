/// Opens records with whatever keys were found, and tells nobody what is in them.
final class RecordOpener {
    enum Answer { case opened, altered, noKey }

    private let keys: StoreKeys
    private let plain: LockedBytes
    private var cohortKeys: [Int32: LockedBytes] = [:]

    init(_ keys: StoreKeys, blockBytes: Int) {
        self.keys = keys
        plain = LockedBytes(count: blockBytes)
    }

    func hasKey(for cohort: Int32) -> Bool { cohortKeys[cohort] != nil }

    /// The earliest day that a key is for; `Int32.max` when all are for what never expires, nil without any key.
    var firstCohort: Int32? { cohortKeys.keys.min() }

    /// - Parameter body: called with the plaintext of a record that was opened.
    func open(
        _ header: RecordHeader, in block: UnsafeRawBufferPointer, at offset: Int, sequence: UInt64,
        _ body: (UnsafeRawBufferPointer) -> Void = { _ in }
    ) -> Answer {
        let isKey = header.ring == RingID.keys.number
        guard let key = isKey ? keys.cohortSealing : cohortKeys[header.cohort]?.readOnly else { return .noKey }
        defer { plain.zero() }
        let room = plain.bytes.part(0, header.bodyBytes)
        let isOpen = RecordSeal.open(
            block.part(offset, header.storedBytes), cohortKey: key,
            mark: block.part(offset + header.bytesToMark, CommitMark.byteCount), storeID: keys.storeID,
            sequence: sequence, into: room)
        if isOpen { body(UnsafeRawBufferPointer(room)) }
        return isOpen ? .opened : .altered
    }

    /// Takes the keys out of a key record's body.
    func learn(_ kind: UInt8, _ body: UnsafeRawBufferPointer) {
        CohortEntries.read(kind, body) { cohort, key in cohortKeys[cohort] = LockedBytes(copying: key) }
    }
}
