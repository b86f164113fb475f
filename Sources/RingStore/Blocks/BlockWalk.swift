/// One committed record where it lies in its block.
struct WalkedRecord {
    let offset: Int
    let header: RecordHeader
    var markOffset: Int { offset + header.bytesToMark }
}

/// Reads an open block from front to back: every committed record, and how the block ends.
///
///     | label | opening | record record … commitment mark | record commitment mark | 0xFF … |
///
/// An altered header costs its own record: the walk goes on at the next authentic header, 16 bytes by 16.
struct BlockWalk {
    private(set) var records: [WalkedRecord] = []
    /// Where the block ends; its size when nothing may be appended any more.
    private(set) var endOffset = BlockHeader.byteCount
    /// Something stands at the end that is not committed: what a power cut leaves in a block in doubt, damage elsewhere.
    private(set) var isUnfinished = false
    /// Places before committed records that cannot be read: damage, not a cut.
    private(set) var damagedPlaces = 0
    /// Authentic headers whose batch is not committed.
    private(set) var unmarked: [RecordHeader] = []

    init(_ block: UnsafeRawBufferPointer, ring: RingID, sequence: UInt64, keys: StoreKeys) {
        var offset = BlockHeader.byteCount
        var isLost = false
        while offset < block.count {
            if block.part(offset, min(64, block.count - offset)).isBlank, block[offset...].isBlankSlice { break }
            guard let header = RecordHeader(in: block, at: offset, ring: ring, sequence: sequence, keys: keys) else {
                isLost = true
                offset += 16
                continue
            }
            let record = WalkedRecord(offset: offset, header: header)
            offset += header.storedBytes
            if offset == record.markOffset - CommitMark.commitmentBytes {
                offset = record.markOffset + CommitMark.byteCount
            }
            if CommitMark.isSet(in: block, at: record.markOffset, sequence: sequence, keys: keys) {
                if isLost { damagedPlaces += 1 }
                isLost = false
                records.append(record)
            } else {
                isLost = true
                unmarked.append(header)
            }
        }
        isUnfinished = isLost
        endOffset = isLost ? block.count : min(offset, block.count)
    }
}
