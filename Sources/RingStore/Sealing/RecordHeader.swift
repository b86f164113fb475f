/// Stands before each record's ciphertext: 64 bytes, little-endian.
///
///     at  bytes  field
///      0      2  magic        0x524D
///      2      1  version      2; 1 is read as well
///      3      1  ring
///      4      1  kind         the caller's
///      5      1  flags        bit 0: first of its batch · bit 1: lost, its body could not be opened when it had to move
///      6      2  padBytes     of 0xFF, between the last record of the batch and the commitment; 0 with units of 16 bytes
///      8      8  id           the record's logical number
///     16      4  revision     the highest one counts
///     20      4  cohort       last day it may be read, days since 1970-01-01; 0x7FFFFFFF never expires
///     24      4  bodyBytes    ciphertext without its tag
///     28      4  bytesToMark  from here to the batch's commit mark
///     32     24  nonce
///     56      8  mac          over block sequence, offset in the block, bytes 0..<56
///
/// The block's sequence and the offset are authenticated but not written: a header copied elsewhere is no header.
struct RecordHeader: Equatable {
    static let byteCount = 64
    static let magicValue: UInt16 = 0x524D
    static let tagBytes = 16
    static let nonceBytes = 24

    private static let magic = Field<UInt16>(at: 0), versionField = Field<UInt8>(at: 2), ringField = Field<UInt8>(at: 3)
    private static let kindField = Field<UInt8>(at: 4), flags = Field<UInt8>(at: 5)
    private static let padBytesField = Field<UInt16>(at: 6)
    private static let idField = Field<UInt64>(at: 8), revisionField = Field<UInt32>(at: 16)
    private static let cohortField = Field<Int32>(at: 20), bodyBytesField = Field<UInt32>(at: 24)
    private static let bytesToMarkField = Field<UInt32>(at: 28)
    static let nonceOffset = 32
    static let macOffset = 56

    var ring: UInt8
    var kind: UInt8
    var isFirst: Bool
    var isLost: Bool
    var id: UInt64
    var revision: UInt32
    var cohort: Int32
    var bodyBytes: Int
    var bytesToMark: Int
    var padBytes: Int

    var recordID: RecordID { RecordID(id) }

    /// Header, ciphertext, tag and padding to the next 16 bytes.
    var storedBytes: Int { Self.storedBytes(bodyBytes: bodyBytes) }
    static func storedBytes(bodyBytes: Int) -> Int { byteCount + roundedUp(bodyBytes + tagBytes, to: 16) }

    /// Of its batch: behind it come padding, commitment and mark.
    var isLast: Bool { bytesToMark == storedBytes + padBytes + CommitMark.commitmentBytes }

    /// Writes everything but nonce and MAC.
    func write(into bytes: UnsafeMutableRawBufferPointer, version: UInt8) {
        Self.magic.set(Self.magicValue, in: bytes)
        Self.versionField.set(version, in: bytes)
        Self.ringField.set(ring, in: bytes)
        Self.kindField.set(kind, in: bytes)
        Self.flags.set((isFirst ? 1 : 0) | (isLost ? 2 : 0), in: bytes)
        Self.padBytesField.set(UInt16(padBytes), in: bytes)
        Self.idField.set(id, in: bytes)
        Self.revisionField.set(revision, in: bytes)
        Self.cohortField.set(cohort, in: bytes)
        Self.bodyBytesField.set(UInt32(bodyBytes), in: bytes)
        Self.bytesToMarkField.set(UInt32(bytesToMark), in: bytes)
    }

    /// Reads the fields and asks nothing more: for the forensic search.
    init?(lenient bytes: UnsafeRawBufferPointer) {
        guard Self.magic.get(bytes) == Self.magicValue, FormatVersion.isReadable(Self.versionField.get(bytes)) else {
            return nil
        }
        ring = Self.ringField.get(bytes)
        kind = Self.kindField.get(bytes)
        isFirst = Self.flags.get(bytes) & 1 == 1
        isLost = Self.flags.get(bytes) & 2 == 2
        id = Self.idField.get(bytes)
        revision = Self.revisionField.get(bytes)
        cohort = Self.cohortField.get(bytes)
        bodyBytes = Int(Self.bodyBytesField.get(bytes))
        bytesToMark = Int(Self.bytesToMarkField.get(bytes))
        padBytes = Int(Self.padBytesField.get(bytes))
        guard bodyBytes < 1 << 24, bytesToMark < 1 << 24 else { return nil }
    }

    /// Reads and authenticates.
    /// - Parameter block: the whole block, its header included.
    init?(in block: UnsafeRawBufferPointer, at offset: Int, ring: RingID, sequence: UInt64, keys: StoreKeys) {
        guard offset + Self.byteCount <= block.count else { return nil }
        let bytes = block.part(offset, Self.byteCount)
        self.init(lenient: bytes)
        guard self.ring == ring.number, offset + storedBytes <= block.count,
            bytesToMark >= storedBytes + padBytes + CommitMark.commitmentBytes,
            offset + bytesToMark + CommitMark.byteCount <= block.count
        else { return nil }
        guard keys.isAuthentic(.record, sequence, UInt64(offset), bytes, macBytes: 8) else { return nil }
    }

    /// Mends one flipped bit; nil when that is not what is wrong.
    init?(
        mending block: UnsafeMutableRawBufferPointer, at offset: Int, ring: RingID, sequence: UInt64, keys: StoreKeys
    ) {
        guard offset + Self.byteCount <= block.count else { return nil }
        let bytes = block.part(offset, Self.byteCount)
        // What every header of the ring has: with more than one bit wrong there it is none.
        let padding = Self.padBytesField.get(UnsafeRawBufferPointer(bytes))
        let strange = [
            UInt64(Self.magic.get(UnsafeRawBufferPointer(bytes)) ^ Self.magicValue),
            UInt64(bytes[3] ^ ring.number), UInt64(bytes[5] & 0xFC),
            UInt64(padding & ~UInt16(keys.layout.unitBytes - PageLayout.smallestUnitBytes)),
        ]
        let wrongBits = strange.reduce(FormatVersion.wrongBits(in: bytes[2])) { $0 + $1.nonzeroBitCount }
        guard wrongBits <= 1 else { return nil }
        let whole = UnsafeRawBufferPointer(block)
        var mended: Self?
        _ = SingleBit.repair(bytes) { _ in
            mended = RecordHeader(in: whole, at: offset, ring: ring, sequence: sequence, keys: keys)
            return mended != nil
        }
        guard let mended else { return nil }
        self = mended
    }

    init(
        ring: RingID, kind: UInt8, isFirst: Bool, isLost: Bool, id: UInt64, revision: UInt32, cohort: Int32,
        bodyBytes: Int, bytesToMark: Int, padBytes: Int
    ) {
        self.ring = ring.number
        self.kind = kind
        self.isFirst = isFirst
        self.isLost = isLost
        self.id = id
        self.revision = revision
        self.cohort = cohort
        self.bodyBytes = bodyBytes
        self.bytesToMark = bytesToMark
        self.padBytes = padBytes
    }
}
