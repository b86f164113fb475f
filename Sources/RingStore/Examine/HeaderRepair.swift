/// Says which record a damaged header belonged to. Nothing is repaired on flash: this is for naming what is lost.
struct HeaderRepair {
    private let block: Scratch

    init(_ bytes: UnsafeRawBufferPointer) {
        block = Scratch(count: bytes.count)
        block.bytes.copyMemory(from: bytes)
    }

    /// The header that stands here when one of its bits is turned back; its MAC says that it is the one.
    func header(at offset: Int, ring: RingID, sequence: UInt64, keys: StoreKeys) -> RecordHeader? {
        guard offset + RecordHeader.byteCount <= block.bytes.count, looksLikeHeader(at: offset) else { return nil }
        for bit in 0..<RecordHeader.byteCount * 8 {
            flip(offset, bit)
            defer { flip(offset, bit) }
            if let header = RecordHeader(in: block.readOnly, at: offset, ring: ring, sequence: sequence, keys: keys) {
                return header
            }
        }
        return nil
    }

    /// Whether a commit mark is there but for one bit.
    func isMarked(at markOffset: Int, sequence: UInt64, keys: StoreKeys) -> Bool {
        guard markOffset + CommitMark.byteCount <= block.bytes.count else { return false }
        return (0..<CommitMark.byteCount * 8).contains { bit in
            flip(markOffset, bit)
            defer { flip(markOffset, bit) }
            return CommitMark.isSet(in: block.readOnly, at: markOffset, sequence: sequence, keys: keys)
        }
    }

    private func flip(_ offset: Int, _ bit: Int) { block.bytes[offset + bit / 8] ^= 1 << UInt8(bit % 8) }

    /// Magic and version, but for one bit.
    private func looksLikeHeader(at offset: Int) -> Bool {
        let magic = RecordHeader.magicValue
        let expected = [UInt8(truncatingIfNeeded: magic), UInt8(magic >> 8), RecordHeader.version]
        return zip(expected, block.readOnly[offset...]).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount } <= 1
    }
}
