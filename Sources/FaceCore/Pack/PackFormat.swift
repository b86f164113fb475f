/// A model pack: a header, a table of sections, the sections. Little-endian, made to be mapped and used in place.
///
///     at  bytes  field
///      0      8  magic         89 4D 50 4B 0D 0A 1A 0A (a text transfer would break it)
///      8      4  version       1
///     12      4  sectionCount  1...32
///     16      8  totalBytes    of the whole file
///     24      8  zero
///     32     32  digest        BLAKE2b-256 of the whole file, these 32 bytes taken as zero
///     64    32n  table         per section: name 4, zero 4, offset 8, bytes 8, zero 8
///
/// Each section begins at the next multiple of 64 after the one before it (the first after the table), in the table's
/// order; the gaps are zero and the file ends where the last section ends.
public enum PackFormat {
    public static let magic: [UInt8] = [0x89, 0x4D, 0x50, 0x4B, 0x0D, 0x0A, 0x1A, 0x0A]
    public static let version: UInt32 = 1
    public static let headerBytes = 64
    public static let tableEntryBytes = 32
    public static let alignmentBytes = 64
    public static let maximumSectionCount = 32
    public static let digestOffset = 32
    public static let digestBytes = 32

    /// The next multiple of `alignmentBytes`.
    public static func aligned(_ offset: Int) -> Int { (offset + alignmentBytes - 1) / alignmentBytes * alignmentBytes }

    /// BLAKE2b-256 over `bytes` as if the digest field were zero.
    /// - Precondition: `bytes` holds at least a header.
    public static func digest(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
        precondition(bytes.count >= headerBytes)
        let after = digestOffset + digestBytes
        let hash = Blake2b(digestBytes: digestBytes)
        hash.update(UnsafeRawBufferPointer(rebasing: bytes[..<digestOffset]))
        [UInt8](repeating: 0, count: digestBytes).withUnsafeBytes { hash.update($0) }
        hash.update(UnsafeRawBufferPointer(rebasing: bytes[after...]))
        return hash.finish()
    }
}
