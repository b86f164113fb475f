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

    /// What it takes, in whole units.
    var byteCount: Int { bytes.bytes.count + mark.bytes.count }

    /// - Parameters:
    ///   - offset: where in the block the batch will begin; a whole unit.
    ///   - cohortKey: the 32-byte key for a cohort; it must be durable already.
    init(
        _ records: [PlannedRecord], ring: RingID, sequence: UInt64, offset: Int, keys: StoreKeys,
        entropy: any Entropy, cohortKey: (Int32) -> UnsafeRawBufferPointer
    ) {
        let layout = keys.layout
        let recordBytes = records.reduce(0) { $0 + RecordHeader.storedBytes(bodyBytes: $1.body.count) }
        let markAt = layout.batchBytes(recordBytes: recordBytes) - layout.markUnitBytes
        let commitmentAt = markAt - CommitMark.commitmentBytes
        bytes = Scratch(count: markAt, filledWith: 0xFF)
        mark = Scratch(count: CommitMark.byteCount, in: layout)
        entropy.fill(mark.bytes.part(0, CommitMark.byteCount))
        let random = mark.readOnly.part(0, CommitMark.byteCount)
        var at = 0
        var offsets: [Int] = []
        for record in records {
            let header = RecordHeader(
                ring: ring, kind: record.kind, isFirst: at == 0, isLost: record.isLost, id: record.id,
                revision: record.revision, cohort: record.cohort, bodyBytes: record.body.count,
                bytesToMark: markAt - at, padBytes: commitmentAt - recordBytes)
            let place = bytes.bytes.part(at, header.storedBytes)
            header.write(into: place, version: layout.version)
            entropy.fill(place.part(RecordHeader.nonceOffset, RecordHeader.nonceBytes))
            keys.mac(
                .record, sequence, UInt64(offset + at),
                over: UnsafeRawBufferPointer(place).part(0, RecordHeader.macOffset),
                into: place.part(RecordHeader.macOffset, 8))
            RecordSeal.seal(
                record.body, cohortKey: cohortKey(record.cohort), mark: random, storeID: keys.storeID,
                sequence: sequence, into: place)
            offsets.append(offset + at)
            at += header.storedBytes
        }
        CommitMark.writeCommitment(
            of: random, at: offset + markAt, sequence: sequence, keys: keys,
            into: bytes.bytes.part(commitmentAt, CommitMark.commitmentBytes))
        recordOffsets = offsets
    }

    var unmarked: UnsafeRawBufferPointer { bytes.readOnly }
    /// The unit that the mark begins.
    var markBytes: UnsafeRawBufferPointer { mark.readOnly }

    /// Programs and reads back everything but the mark, then the mark: that instant commits.
    func program(to block: Int, offset: Int, core: StoreCore) throws(RingStoreError) {
        try core.program(block, offset: offset, unmarked)
        try core.program(block, offset: offset + unmarked.count, markBytes)
    }
}
