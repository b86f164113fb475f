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
    /// Where the block ends, as far as can be seen; its size when nothing may be appended any more. Appending after a mount
    /// begins a little further (`StoreCore.resume`), so blank units of 16 bytes stand between batches.
    private(set) var endOffset = BlockHeader.byteCount
    /// Something stands at the end that was never committed: what a power cut leaves.
    private(set) var isUnfinished = false
    /// Places before committed records that cannot be read: damage, not a cut.
    private(set) var damagedPlaces = 0

    init(_ block: UnsafeRawBufferPointer, ring: RingID, sequence: UInt64, keys: StoreKeys) {
        var offset = BlockHeader.byteCount
        var isLost = false
        while offset < block.count {
            if block.part(offset, min(64, block.count - offset)).isBlank, block[offset...].isBlankSlice { break }
            if !isLost, block.part(offset, min(16, block.count - offset)).isBlank {
                offset += 16
                continue
            }
            guard let header = RecordHeader(in: block, at: offset, ring: ring, sequence: sequence, keys: keys) else {
                isLost = true
                offset += 16
                continue
            }
            let record = WalkedRecord(offset: offset, header: header)
            if CommitMark.isSet(in: block, at: record.markOffset, sequence: sequence, keys: keys) {
                if isLost { damagedPlaces += 1 }
                isLost = false
                records.append(record)
                offset += header.storedBytes
                if offset == record.markOffset - CommitMark.commitmentBytes {
                    offset = record.markOffset + CommitMark.byteCount
                }
            } else {
                isLost = true
                offset = record.markOffset + CommitMark.byteCount
            }
        }
        isUnfinished = isLost
        endOffset = isLost ? block.count : min(offset, block.count)
    }
}
