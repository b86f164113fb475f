/// The end of every batch: 16 bytes of commitment, programmed with the batch, then the mark of 16 random bytes, programmed
/// alone when everything before it has been read back.
///
///     commitment = BLAKE2b-16(header key; block sequence, offset of the mark, mark)
///     record key = BLAKE2b-32(cohort key; store id ‖ ring ‖ kind ‖ cohort ‖ mark)
///
/// The mark is a part of the key of every record of its batch. Until it stands on flash nobody can read the batch, not
/// even with every key: uncommitted means unreadable, and mount erases it all the same.
enum CommitMark {
    static let byteCount = 16
    static let commitmentBytes = 16

    static func writeCommitment(
        of mark: UnsafeRawBufferPointer, at markOffset: Int, sequence: UInt64, keys: StoreKeys,
        into output: UnsafeMutableRawBufferPointer
    ) {
        keys.mac(.commitment, sequence, UInt64(markOffset), over: mark, into: output)
    }

    /// Whether the mark at `markOffset` of this block is the one its batch was begun with.
    static func isSet(in block: UnsafeRawBufferPointer, at markOffset: Int, sequence: UInt64, keys: StoreKeys) -> Bool {
        guard markOffset >= commitmentBytes, markOffset + byteCount <= block.count else { return false }
        return withUnsafeTemporaryAllocation(byteCount: commitmentBytes, alignment: 16) { expected in
            writeCommitment(
                of: block.part(markOffset, byteCount), at: markOffset, sequence: sequence, keys: keys, into: expected)
            return UnsafeRawBufferPointer(expected).isEqual(
                to: block.part(markOffset - commitmentBytes, commitmentBytes))
        }
    }

    /// Mends one flipped bit of a mark or its commitment; false when that is not what is wrong.
    static func mend(
        in block: UnsafeMutableRawBufferPointer, at markOffset: Int, sequence: UInt64, keys: StoreKeys
    ) -> Bool {
        let bytes = UnsafeRawBufferPointer(block)
        guard markOffset >= commitmentBytes, markOffset + byteCount <= block.count,
            !bytes.part(markOffset, byteCount).isBlank
        else { return false }
        return SingleBit.repair(block.part(markOffset - commitmentBytes, commitmentBytes + byteCount)) { _ in
            isSet(in: bytes, at: markOffset, sequence: sequence, keys: keys)
        }
    }
}
