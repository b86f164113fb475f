/// One block of a ring as the ring keeps it in memory.
struct RingBlock {
    enum State { case blank, open, setAside }
    var state: State
    var eraseCount: UInt32
    /// 0 unless open.
    var sequence: UInt64 = 0
    /// Where the next batch may begin.
    var endOffset = 0
    var liveRecords = 0
    var liveBytes = 0
}

/// Where the living copy of a record is.
struct RecordPlace {
    var block: Int32
    var offset: Int32
    var bodyBytes: Int32
    var cohort: Int32
    var revision: UInt32
    var kind: UInt8
    var isLost: Bool

    var storedBytes: Int { RecordHeader.storedBytes(bodyBytes: Int(bodyBytes)) }

    init(block: Int, offset: Int, header: RecordHeader) {
        self.init(
            block: block, offset: offset, bodyBytes: header.bodyBytes, cohort: header.cohort, revision: header.revision,
            kind: header.kind, isLost: header.isLost)
    }

    init(block: Int, offset: Int, bodyBytes: Int, cohort: Int32, revision: UInt32, kind: UInt8, isLost: Bool) {
        self.block = Int32(block)
        self.offset = Int32(offset)
        self.bodyBytes = Int32(bodyBytes)
        self.cohort = cohort
        self.revision = revision
        self.kind = kind
        self.isLost = isLost
    }
}
