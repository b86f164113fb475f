/// One record on its way to flash.
struct PlannedRecord {
    var kind: UInt8
    var id: UInt64
    var revision: UInt32
    var cohort: Int32
    /// Plaintext, in memory that its owner keeps secret.
    var body: UnsafeRawBufferPointer
    /// It had to move and could not be opened: only its place is kept.
    var isLost = false
}

/// A sealed batch as it will stand in its block: records, commitment, and the mark that is programmed last.
struct BatchImage {
    private let bytes: Scratch
    private let mark: Scratch
    let recordOffsets: [Int]

    static func byteCount(bodyBytes: [Int]) -> Int {
        bodyBytes.reduce(0) { $0 + RecordHeader.storedBytes(bodyBytes: $1) } + CommitMark.commitmentBytes
            + CommitMark.byteCount
    }

    var byteCount: Int { bytes.bytes.count + CommitMark.byteCount }

    /// - Parameters:
    ///   - offset: where in the block the batch will begin.
    ///   - cohortKey: the 32-byte key for a cohort; it must be durable already.
    init(
        _ records: [PlannedRecord], ring: RingID, sequence: UInt64, offset: Int, keys: StoreKeys,
        entropy: any Entropy, cohortKey: (Int32) -> UnsafeRawBufferPointer
    ) {
        let total = Self.byteCount(bodyBytes: records.map(\.body.count))
        bytes = Scratch(count: total - CommitMark.byteCount)
        mark = Scratch(count: CommitMark.byteCount)
        entropy.fill(mark.bytes)
        let markAt = total - CommitMark.byteCount
        var at = 0
        var offsets: [Int] = []
        for record in records {
            let header = RecordHeader(
                ring: ring, kind: record.kind, isFirst: at == 0, isLost: record.isLost, id: record.id,
                revision: record.revision,
                cohort: record.cohort, bodyBytes: record.body.count, bytesToMark: markAt - at)
            let place = bytes.bytes.part(at, header.storedBytes)
            header.write(into: place)
            entropy.fill(place.part(RecordHeader.nonceOffset, RecordHeader.nonceBytes))
            keys.mac(
                .record, sequence, UInt64(offset + at),
                over: UnsafeRawBufferPointer(place).part(0, RecordHeader.macOffset),
                into: place.part(RecordHeader.macOffset, 8))
            RecordSeal.seal(
                record.body, cohortKey: cohortKey(record.cohort), mark: mark.readOnly, storeID: keys.storeID,
                sequence: sequence, into: place)
            offsets.append(offset + at)
            at += header.storedBytes
        }
        CommitMark.writeCommitment(
            of: mark.readOnly, at: offset + markAt, sequence: sequence, keys: keys,
            into: bytes.bytes.part(at, CommitMark.commitmentBytes))
        recordOffsets = offsets
    }

    var unmarked: UnsafeRawBufferPointer { bytes.readOnly }
    var markBytes: UnsafeRawBufferPointer { mark.readOnly }

    /// Programs and reads back everything but the mark, then the mark: that instant commits.
    func program(to block: Int, offset: Int, core: StoreCore) throws(RingStoreError) {
        try core.program(block, offset: offset, unmarked)
        try core.program(block, offset: offset + unmarked.count, markBytes)
    }
}
