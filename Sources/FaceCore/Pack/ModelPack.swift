/// An opened model pack: checked as a whole, then used in place.
///
/// Sections are handed out as raw bytes; whoever reads one checks its content and reports `.malformed`.
public final class ModelPack: @unchecked Sendable {
    // Sendable: everything is immutable after init, and nothing writes to the bytes.

    /// In the file's order, with sizes in bytes.
    public let sections: [(name: SectionName, byteCount: Int)]
    /// The digest in the header, which `init` has found to be right: names exactly this pack.
    public let digest: [UInt8]

    private let bytes: UnsafeRawBufferPointer
    private let owner: AnyObject?
    private let ownedCopy: UnsafeMutableRawBufferPointer?
    private let ranges: [SectionName: Range<Int>]

    /// Opens the pack in a mapped file and keeps the mapping alive.
    public convenience init(_ file: MappedFile) throws(PackError) {
        try self.init(bytes: file.bytes, owner: file, ownedCopy: nil)
    }

    /// Opens a copy of `content`.
    public convenience init(copying content: [UInt8]) throws(PackError) {
        let copy = UnsafeMutableRawBufferPointer.allocate(
            byteCount: content.count, alignment: PackFormat.alignmentBytes)
        copy.copyBytes(from: content)
        do throws(PackError) {
            try self.init(bytes: UnsafeRawBufferPointer(copy), owner: nil, ownedCopy: copy)
        } catch {
            copy.deallocate()
            throw error
        }
    }

    private init(
        bytes: UnsafeRawBufferPointer, owner: AnyObject?, ownedCopy: UnsafeMutableRawBufferPointer?
    ) throws(PackError) {
        let table = try PackTable(checking: bytes)
        sections = table.entries.map { ($0.name, $0.range.count) }
        ranges = Dictionary(uniqueKeysWithValues: table.entries.map { ($0.name, $0.range) })
        digest = table.digest
        (self.bytes, self.owner, self.ownedCopy) = (bytes, owner, ownedCopy)
    }

    deinit { ownedCopy?.deallocate() }

    /// The bytes of a section, 64-byte aligned, valid as long as the pack lives.
    /// - Throws: `.missing`.
    public func section(_ name: SectionName) throws(PackError) -> UnsafeRawBufferPointer {
        guard let range = ranges[name] else { throw PackError(.missing(name)) }
        return UnsafeRawBufferPointer(rebasing: bytes[range])
    }
}

/// The header and the table, checked: everything that can be said without knowing what a section means.
struct PackTable {
    let entries: [(name: SectionName, range: Range<Int>)]
    let digest: [UInt8]

    init(checking bytes: UnsafeRawBufferPointer) throws(PackError) {
        guard bytes.count >= PackFormat.headerBytes,
            bytes.prefix(PackFormat.magic.count).elementsEqual(PackFormat.magic)
        else { throw PackError(.foreign) }
        let version = bytes.littleEndian(UInt32.self, at: 8)
        guard version == PackFormat.version else { throw PackError(.wrongVersion(version)) }
        let promised = bytes.littleEndian(UInt64.self, at: 16)
        guard promised == UInt64(bytes.count) else {
            throw PackError(.wrongSize(promisedBytes: promised, actualBytes: bytes.count))
        }
        digest = Array(bytes[PackFormat.digestOffset..<PackFormat.digestOffset + PackFormat.digestBytes])
        guard PackFormat.digest(of: bytes) == digest else { throw PackError(.damaged) }
        entries = try Self.readEntries(bytes)
    }

    private static func readEntries(
        _ bytes: UnsafeRawBufferPointer
    ) throws(PackError) -> [(name: SectionName, range: Range<Int>)] {
        let count = Int(bytes.littleEndian(UInt32.self, at: 12))
        guard (1...PackFormat.maximumSectionCount).contains(count) else {
            throw PackError(
                .badTable("it lists \(count) sections, 1 to \(PackFormat.maximumSectionCount) are possible"))
        }
        guard bytes.littleEndian(UInt64.self, at: 24) == 0 else {
            throw PackError(.badTable("reserved bytes are used"))
        }
        var end = PackFormat.headerBytes + count * PackFormat.tableEntryBytes
        guard end <= bytes.count else { throw PackError(.badTable("it reaches beyond the file")) }
        var entries: [(name: SectionName, range: Range<Int>)] = []
        for index in 0..<count {
            let at = PackFormat.headerBytes + index * PackFormat.tableEntryBytes
            guard let name = SectionName(rawValue: bytes.littleEndian(UInt32.self, at: at)) else {
                throw PackError(.badTable("entry \(index) has no readable name"))
            }
            guard !entries.contains(where: { $0.name == name }) else {
                throw PackError(.badTable("section \(name) is listed twice"))
            }
            guard bytes.littleEndian(UInt32.self, at: at + 4) == 0, bytes.littleEndian(UInt64.self, at: at + 24) == 0
            else { throw PackError(.badTable("reserved bytes of section \(name) are used")) }
            let offset = bytes.littleEndian(UInt64.self, at: at + 8)
            let length = bytes.littleEndian(UInt64.self, at: at + 16)
            guard offset == UInt64(PackFormat.aligned(end)) else {
                throw PackError(.badTable("section \(name) begins at \(offset), not at \(PackFormat.aligned(end))"))
            }
            guard offset <= UInt64(bytes.count), length <= UInt64(bytes.count) - offset else {
                throw PackError(.badTable("section \(name) reaches beyond the file"))
            }
            end = Int(offset) + Int(length)
            entries.append((name, Int(offset)..<end))
        }
        guard end == bytes.count else { throw PackError(.badTable("bytes follow the last section")) }
        return entries
    }
}

extension UnsafeRawBufferPointer {
    /// A little-endian integer at any alignment.
    /// - Precondition: it lies inside the buffer.
    func littleEndian<T: FixedWidthInteger>(_ type: T.Type, at offset: Int) -> T {
        precondition(offset >= 0 && offset + MemoryLayout<T>.size <= count)
        return T(littleEndian: loadUnaligned(fromByteOffset: offset, as: T.self))
    }
}
