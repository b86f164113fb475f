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
/// It knows where a unit ends: in front of a commitment and behind a mark there may be 0xFF.
/// An altered header costs its own record: the walk goes on at the next authentic header, 16 bytes by 16. One flipped bit of a
/// header, a commitment or a mark costs nothing: it is mended in the bytes that are walked.
struct BlockWalk {
    /// Committed: their mark agrees, or something committed stands behind them.
    private(set) var records: [WalkedRecord] = []
    /// Authentic, at the end, without a mark: what a cut leaves in a block in doubt; elsewhere committed, and their mark damaged.
    private(set) var unmarked: [WalkedRecord] = []
    /// Where the block ends; its size when nothing may be appended any more.
    private(set) var endOffset: Int
    /// Something stands at the end that is not committed: what a power cut leaves in a block in doubt, damage elsewhere.
    private(set) var isUnfinished = false
    /// Places before committed records that cannot be read, or were mended: damage, not a cut.
    private(set) var damagedPlaces = 0
    /// Bits mended in the last batch: of a mark, a cut may have left them.
    private(set) var mendedAtEnd = 0

    init(_ block: UnsafeMutableRawBufferPointer, ring: RingID, sequence: UInt64, keys: StoreKeys) {
        let bytes = UnsafeRawBufferPointer(block)
        var offset = keys.layout.recordsOffset
        var isLost = false
        // A batch has one mark for all its records.
        var lastMark: (offset: Int, isSet: Bool) = (-1, false)
        while offset < bytes.count {
            let isBlank = bytes.part(offset, min(16, bytes.count - offset)).isBlank
            if isBlank, bytes[offset...].isBlankSlice { break }
            let asItIs = RecordHeader(in: bytes, at: offset, ring: ring, sequence: sequence, keys: keys)
            guard
                let header = asItIs
                    ?? RecordHeader(mending: block, at: offset, ring: ring, sequence: sequence, keys: keys)
            else {
                isLost = true
                offset += 16
                continue
            }
            let record = WalkedRecord(offset: offset, header: header)
            if record.markOffset != lastMark.offset {
                damagedPlaces += mendedAtEnd
                mendedAtEnd = 0
            }
            if asItIs == nil { mendedAtEnd += 1 }
            offset += header.storedBytes
            if header.isLast { offset = keys.layout.offset(behindMarkAt: record.markOffset) }
            if record.markOffset != lastMark.offset {
                var isSet = CommitMark.isSet(in: bytes, at: record.markOffset, sequence: sequence, keys: keys)
                if !isSet, CommitMark.mend(in: block, at: record.markOffset, sequence: sequence, keys: keys) {
                    mendedAtEnd += 1
                    isSet = true
                }
                lastMark = (record.markOffset, isSet)
            }
            unmarked.append(record)
            guard lastMark.isSet else { continue }
            if isLost || unmarked.count > 1 { damagedPlaces += 1 }
            isLost = false
            records += unmarked
            unmarked = []
        }
        isUnfinished = isLost || !unmarked.isEmpty
        endOffset = isUnfinished ? bytes.count : min(offset, bytes.count)
    }
}
