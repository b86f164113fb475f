import RingStore

/// A part of a `LabFlash` as a flash of its own: so two media have one list of steps, and can be cut as one.
public final class LabRegion: Flash {
    public let geometry: FlashGeometry
    public let promises: FlashPromises
    private let whole: LabFlash
    private let first: Int
    /// Blocks of the whole for one of this.
    private let gang: Int

    /// - Parameter blocks: of the whole.
    public init(_ whole: LabFlash, blocks: Range<Int>, gang: Int, promises: FlashPromises) {
        (self.whole, first, self.gang, self.promises) = (whole, blocks.lowerBound, gang, promises)
        geometry = FlashGeometry(
            blockCount: blocks.count / gang, blockBytes: whole.geometry.blockBytes * gang,
            programUnitBytes: whole.geometry.programUnitBytes)
    }

    public func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer)
        throws(FlashError)
    {
        for (part, offset, range) in parts(block, offsetBytes, buffer.count) {
            try whole.read(part, offsetBytes: offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[range]))
        }
    }

    public func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
        for (part, offset, range) in parts(block, offsetBytes, bytes.count) {
            try whole.program(part, offsetBytes: offset, UnsafeRawBufferPointer(rebasing: bytes[range]))
        }
    }

    public func erase(_ block: BlockIndex) throws(FlashError) {
        for (part, _, _) in parts(block, 0, geometry.blockBytes) { try whole.erase(part) }
    }

    public func overwriteWithZeros(_ block: BlockIndex) throws(FlashError) -> Bool {
        for (part, _, _) in parts(block, 0, geometry.blockBytes) { _ = try whole.overwriteWithZeros(part) }
        return true
    }

    private func parts(_ block: BlockIndex, _ offset: Int, _ count: Int) -> [(BlockIndex, Int, Range<Int>)] {
        let size = whole.geometry.blockBytes
        var parts: [(BlockIndex, Int, Range<Int>)] = []
        var done = 0
        while done < count {
            let at = offset + done
            let length = min(count - done, size - at % size)
            parts.append((BlockIndex(first + block.number * gang + at / size), at % size, done..<done + length))
            done += length
        }
        return parts
    }
}
