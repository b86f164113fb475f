/// Walks through a section's bytes and never beyond them.
///
/// Each read that would leave the section throws `.malformed`, so that a pack with a right checksum and wrong content
/// is refused like any other.
public struct SectionReader {
    public let name: SectionName
    public private(set) var offset = 0
    private let pack: ModelPack
    private let bytes: UnsafeRawBufferPointer

    public init(_ pack: ModelPack, _ name: SectionName) throws(PackError) {
        bytes = try pack.section(name)
        (self.pack, self.name) = (pack, name)
    }

    public var remainingBytes: Int { bytes.count - offset }

    public mutating func read<T: FixedWidthInteger>(_ type: T.Type) throws(PackError) -> T {
        guard MemoryLayout<T>.size <= remainingBytes else { throw malformed("it ends in the middle of a field") }
        defer { offset += MemoryLayout<T>.size }
        return bytes.littleEndian(type, at: offset)
    }

    /// Reads an integer that has to lie in `range`.
    public mutating func read<T: FixedWidthInteger>(
        _ type: T.Type, in range: ClosedRange<Int>, _ what: String
    ) throws(PackError) -> Int {
        let value = try read(type)
        guard let small = Int(exactly: value), range.contains(small) else {
            throw malformed("\(what) is \(value), it must be \(range.lowerBound)...\(range.upperBound)")
        }
        return small
    }

    /// `count` bytes in place; they live as long as the pack.
    public mutating func readBytes(_ count: Int) throws(PackError) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= remainingBytes else { throw malformed("it ends in the middle of a field") }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
    }

    /// Skips to the next multiple of `alignmentBytes` from the section's start.
    public mutating func align(to alignmentBytes: Int) throws(PackError) {
        _ = try readBytes((alignmentBytes - offset % alignmentBytes) % alignmentBytes)
    }

    /// Everything must have been read.
    public func finish() throws(PackError) {
        guard remainingBytes == 0 else { throw malformed("\(remainingBytes) bytes follow its end") }
    }

    public func malformed(_ reason: String) -> PackError { PackError(.malformed(name, reason)) }
}
