/// The beginning of every block but the root's: two parts of 48 bytes, each in units of its own, little-endian.
///
/// The **label** is the erased-mark: programmed when an erase has been verified. A block without one is not blank.
///
///     at  bytes  field
///      0      4  magic       "MBLK"
///      4      1  version     2; 1 is read as well
///      5      1  ring
///      6      2  unitBytes   of the layout, 16…4096; in version 1 zero, which means 16
///      8      4  block       its index
///     12      4  eraseCount
///     16     16  store id
///     32     16  mac         over block index, bytes 0..<32
///
/// The **opening** makes it the ring's head. It stands in the next unit: at 48 when units have 16 bytes.
///
///      0      4  magic       "MOPN"
///      4      1  version     2; 1 is read as well
///      5      1  ring
///      6      2  zero
///      8      8  sequence    1, 2, 3, … within the ring; for the key ring: the generation
///     16     16  check       of a generation of keys: which secret of the anchor it belongs to; zero without an anchor
///     32     16  mac         over block index, erase count, bytes 0..<32
enum BlockHeader {
    static let labelBytes = 48
    static let openingBytes = 48
    static let macBytes = 16
    static let checkBytes = 16

    private static let labelMagic: UInt32 = 0x4B4C_424D, openingMagic: UInt32 = 0x4E50_4F4D
    private static let magic = Field<UInt32>(at: 0), versionField = Field<UInt8>(at: 4), ringField = Field<UInt8>(at: 5)
    private static let unitBytes = Field<UInt16>(at: 6)
    private static let block = Field<UInt32>(at: 8), eraseCount = Field<UInt32>(at: 12)
    private static let sequence = Field<UInt64>(at: 8)

    static func label(block index: Int, ring: RingID, eraseCount count: UInt32, keys: StoreKeys) -> Scratch {
        let half = begin(labelMagic, ring, keys.layout)
        if keys.layout.version > FormatVersion.first { unitBytes.set(UInt16(keys.layout.unitBytes), in: half.bytes) }
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
        let half = bytes.part(0, labelBytes)
        guard magic.get(half) == labelMagic, isReadable(half), ringField.get(half) == ring.number,
            keys.isAuthentic(.label, UInt64(index), 0, half, macBytes: macBytes)
        else { return nil }
        return eraseCount.get(half)
    }

    /// The version of a label that is authentic, or was mended.
    static func labelVersion(_ bytes: UnsafeRawBufferPointer) -> UInt8 { versionField.get(bytes) }

    /// Whether label or opening is authentic but for a version that this firmware does not read.
    static func isOfUnknownVersion(_ bytes: UnsafeRawBufferPointer, block index: Int, ring: RingID, keys: StoreKeys)
        -> Bool
    {
        let label = bytes.part(0, labelBytes), half = opening(of: bytes, keys)
        guard keys.isAuthentic(.label, UInt64(index), 0, label, macBytes: macBytes) else { return false }
        if !isReadable(label) { return true }
        let count = UInt64(eraseCount.get(label))
        return !isReadable(half) && keys.isAuthentic(.opening, UInt64(index), count, half, macBytes: macBytes)
    }

    static func opening(
        block index: Int, ring: RingID, eraseCount: UInt32, sequence number: UInt64, check: Scratch? = nil,
        keys: StoreKeys
    ) -> Scratch {
        let half = begin(openingMagic, ring, keys.layout)
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
        let half = opening(of: bytes, keys)
        let isOpen = isOpening(half, block: index, ring: ring, eraseCount: eraseCount, keys: keys)
        return isOpen ? sequence.get(half) : nil
    }

    private static func isOpening(
        _ half: UnsafeRawBufferPointer, block index: Int, ring: RingID, eraseCount: UInt32, keys: StoreKeys
    ) -> Bool {
        magic.get(half) == openingMagic && isReadable(half) && ringField.get(half) == ring.number
            && keys.isAuthentic(.opening, UInt64(index), UInt64(eraseCount), half, macBytes: macBytes)
    }

    /// Of a block whose label cannot be read: what its opening was authenticated with. The erase count is found by trial.
    static func openedWithoutLabel(
        _ bytes: UnsafeRawBufferPointer, block index: Int, ring: RingID, keys: StoreKeys, trials: EraseCountTrials
    ) -> (eraseCount: UInt32, sequence: UInt64)? {
        let half = opening(of: bytes, keys)
        guard magic.get(half) == openingMagic, isReadable(half), ringField.get(half) == ring.number else { return nil }
        let count = trials.search {
            keys.isAuthentic(.opening, UInt64(index), UInt64($0), half, macBytes: macBytes)
        }
        return count.map { ($0, sequence.get(half)) }
    }

    /// What an opening says of its sequence, authentic or not: for the forensic search alone.
    static func claimedSequence(_ bytes: UnsafeRawBufferPointer, _ keys: StoreKeys) -> UInt64? {
        let half = opening(of: bytes, keys)
        return magic.get(half) == openingMagic ? sequence.get(half) : nil
    }

    /// A label for this place with one bit flipped: what it was.
    static func mendedLabel(_ bytes: UnsafeRawBufferPointer, block index: Int, ring: RingID, keys: StoreKeys)
        -> Scratch?
    {
        let expected = versions.map { version in
            let label = label(block: index, ring: ring, eraseCount: 0, keys: keys)
            versionField.set(version, in: label.bytes)
            if version == FormatVersion.first { unitBytes.set(0, in: label.bytes) }
            return label
        }
        return mended(bytes.part(0, labelBytes), like: expected, fields: [0..<12, 16..<32]) {
            labelledEraseCount($0, block: index, ring: ring, keys: keys) != nil
        }
    }

    /// An opening for this place with one bit flipped: its sequence as it was.
    static func mendedSequence(
        _ bytes: UnsafeRawBufferPointer, block index: Int, ring: RingID, eraseCount: UInt32, keys: StoreKeys
    ) -> UInt64? {
        let expected = versions.map { version in
            let opening = begin(openingMagic, ring, keys.layout)
            versionField.set(version, in: opening.bytes)
            return opening
        }
        let half = mended(opening(of: bytes, keys), like: expected, fields: [0..<8]) {
            isOpening($0, block: index, ring: ring, eraseCount: eraseCount, keys: keys)
        }
        return half.map { sequence.get($0.readOnly) }
    }

    /// - Parameter fields: where at most one bit may differ from what is expected, or it is not worth trying.
    private static func mended(
        _ half: UnsafeRawBufferPointer, like expected: [Scratch], fields: [Range<Int>],
        isAuthentic: (UnsafeRawBufferPointer) -> Bool
    ) -> Scratch? {
        let isNear = expected.contains { expected in
            fields.joined().reduce(0) { $0 + (half[$1] ^ expected.readOnly[$1]).nonzeroBitCount } <= 1
        }
        guard isNear else { return nil }
        let copy = Scratch(count: half.count)
        copy.bytes.copyMemory(from: half)
        return SingleBit.repair(copy.bytes, isAuthentic: isAuthentic) ? copy : nil
    }

    static func opening(of bytes: UnsafeRawBufferPointer, _ keys: StoreKeys) -> UnsafeRawBufferPointer {
        bytes.part(keys.layout.openingOffset, openingBytes)
    }

    private static let versions = FormatVersion.first...FormatVersion.current

    private static func isReadable(_ half: UnsafeRawBufferPointer) -> Bool {
        FormatVersion.isReadable(versionField.get(half))
    }

    private static func begin(_ magicValue: UInt32, _ ring: RingID, _ layout: PageLayout) -> Scratch {
        let half = Scratch(count: labelBytes, in: layout)
        magic.set(magicValue, in: half.bytes)
        versionField.set(layout.version, in: half.bytes)
        ringField.set(ring.number, in: half.bytes)
        return half
    }
}

extension Slice where Base == UnsafeRawBufferPointer {
    var isBlankSlice: Bool { UnsafeRawBufferPointer(rebasing: self).isBlank }
}
