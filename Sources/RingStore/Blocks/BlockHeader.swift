/// The first 96 bytes of every block but the root's. Two halves of 48, each programmed once, little-endian.
///
/// The **label** is the erased-mark: programmed when an erase has been verified. A block without one is not blank.
///
///     at  bytes  field
///      0      4  magic       "MBLK"
///      4      1  version     1
///      5      1  ring
///      6      2  zero
///      8      4  block       its index
///     12      4  eraseCount
///     16     16  store id
///     32     16  mac         over block index, bytes 0..<32
///
/// The **opening** makes it the ring's head.
///
///     48      4  magic       "MOPN"
///     52      1  version     1
///     53      1  ring
///     54      2  zero
///     56      8  sequence    1, 2, 3, … within the ring; for the key ring: the generation
///     64     16  check       of a generation of keys: which secret of the anchor it belongs to; zero without an anchor
///     80     16  mac         over block index, erase count, bytes 48..<80
enum BlockHeader {
    static let halfBytes = 48
    static let byteCount = 96
    static let macBytes = 16
    static let checkBytes = 16

    private static let labelMagic: UInt32 = 0x4B4C_424D, openingMagic: UInt32 = 0x4E50_4F4D
    private static let version: UInt8 = 1
    private static let magic = Field<UInt32>(at: 0), versionField = Field<UInt8>(at: 4), ringField = Field<UInt8>(at: 5)
    private static let block = Field<UInt32>(at: 8), eraseCount = Field<UInt32>(at: 12)
    private static let sequence = Field<UInt64>(at: 8)

    static func label(block index: Int, ring: RingID, eraseCount count: UInt32, keys: StoreKeys) -> Scratch {
        let half = begin(labelMagic, ring)
        block.set(UInt32(index), in: half.bytes)
        eraseCount.set(count, in: half.bytes)
        half.bytes.part(16, 16).copyBytes(from: keys.storeID)
        keys.mac(.label, UInt64(index), 0, over: half.readOnly.part(0, 32), into: half.bytes.part(32, macBytes))
        return half
    }

    /// The erase count, when the block starts with an authentic label for this place.
    static func labelledEraseCount(_ bytes: UnsafeRawBufferPointer, block index: Int, ring: RingID, keys: StoreKeys)
        -> UInt32?
    {
        let half = bytes.part(0, halfBytes)
        guard magic.get(half) == labelMagic, versionField.get(half) == version, ringField.get(half) == ring.number,
            keys.isAuthentic(.label, UInt64(index), 0, half, macBytes: macBytes)
        else { return nil }
        return eraseCount.get(half)
    }

    static func opening(
        block index: Int, ring: RingID, eraseCount: UInt32, sequence number: UInt64, check: Scratch? = nil,
        keys: StoreKeys
    ) -> Scratch {
        let half = begin(openingMagic, ring)
        sequence.set(number, in: half.bytes)
        if let check { half.bytes.part(16, checkBytes).copyMemory(from: check.readOnly) }
        keys.mac(
            .opening, UInt64(index), UInt64(eraseCount), over: half.readOnly.part(0, 32),
            into: half.bytes.part(32, macBytes))
        return half
    }

    /// The block's sequence, when it is authentically open.
    static func openedSequence(
        _ bytes: UnsafeRawBufferPointer, block index: Int, ring: RingID, eraseCount: UInt32, keys: StoreKeys
    ) -> UInt64? {
        let half = bytes.part(halfBytes, halfBytes)
        let isOpen = isOpening(half, block: index, ring: ring, eraseCount: eraseCount, keys: keys)
        return isOpen ? sequence.get(half) : nil
    }

    private static func isOpening(
        _ half: UnsafeRawBufferPointer, block index: Int, ring: RingID, eraseCount: UInt32, keys: StoreKeys
    ) -> Bool {
        magic.get(half) == openingMagic && versionField.get(half) == version && ringField.get(half) == ring.number
            && keys.isAuthentic(.opening, UInt64(index), UInt64(eraseCount), half, macBytes: macBytes)
    }

    /// What an opening says of its sequence, authentic or not: for the forensic search alone.
    static func claimedSequence(_ bytes: UnsafeRawBufferPointer) -> UInt64? {
        let half = bytes.part(halfBytes, halfBytes)
        return magic.get(half) == openingMagic ? sequence.get(half) : nil
    }

    /// A label for this place with one bit flipped: what it was.
    static func mendedLabel(_ bytes: UnsafeRawBufferPointer, block index: Int, ring: RingID, keys: StoreKeys)
        -> Scratch?
    {
        let expected = label(block: index, ring: ring, eraseCount: 0, keys: keys)
        return mended(bytes.part(0, halfBytes), like: expected, fields: [0..<12, 16..<32]) {
            labelledEraseCount($0, block: index, ring: ring, keys: keys) != nil
        }
    }

    /// An opening for this place with one bit flipped: its sequence as it was.
    static func mendedSequence(
        _ bytes: UnsafeRawBufferPointer, block index: Int, ring: RingID, eraseCount: UInt32, keys: StoreKeys
    ) -> UInt64? {
        let expected = begin(openingMagic, ring)
        let half = mended(bytes.part(halfBytes, halfBytes), like: expected, fields: [0..<8]) {
            isOpening($0, block: index, ring: ring, eraseCount: eraseCount, keys: keys)
        }
        return half.map { sequence.get($0.readOnly) }
    }

    /// - Parameter fields: where at most one bit may differ from what is expected, or it is not worth trying.
    private static func mended(
        _ half: UnsafeRawBufferPointer, like expected: Scratch, fields: [Range<Int>],
        isAuthentic: (UnsafeRawBufferPointer) -> Bool
    ) -> Scratch? {
        let strange = fields.joined().reduce(0) { $0 + (half[$1] ^ expected.readOnly[$1]).nonzeroBitCount }
        guard strange <= 1 else { return nil }
        let copy = Scratch(count: halfBytes)
        copy.bytes.copyMemory(from: half)
        return SingleBit.repair(copy.bytes, isAuthentic: isAuthentic) ? copy : nil
    }

    private static func begin(_ magicValue: UInt32, _ ring: RingID) -> Scratch {
        let half = Scratch(count: halfBytes)
        magic.set(magicValue, in: half.bytes)
        versionField.set(version, in: half.bytes)
        ringField.set(ring.number, in: half.bytes)
        return half
    }
}

extension Slice where Base == UnsafeRawBufferPointer {
    var isBlankSlice: Bool { UnsafeRawBufferPointer(rebasing: self).isBlank }
}
