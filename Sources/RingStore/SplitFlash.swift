/// Two media as one flash: the root's blocks and the cohort keys on the first, the records on the second.
///
///     first    | 0 1 | 2 … k+1 |             e.g. a small NOR chip, which erases physically
///     second                   | k+2 … last | e.g. a partition, which cannot promise that
///
/// An erase block here is as large as the larger one of the two; smaller ones are ganged. A program unit likewise.
public final class SplitFlash: Flash {
    public let geometry: FlashGeometry
    public var promises: FlashPromises { second.promises }
    public var keyPromises: FlashPromises { first.promises }
    private let first: any Flash, second: any Flash
    private let firstBlocks: Int

    /// - Parameter keyBlocks: blocks of the composite flash that lie on the first medium, the root's included; nil: as many as
    ///   it has.
    /// - Throws: `.unsuitable` when the sizes are no whole multiples, or the first medium is too small.
    public init(keys first: any Flash, keyBlocks: Int? = nil, records second: any Flash) throws(RingStoreError) {
        guard let geometry = Self.geometry(keys: first.geometry, keyBlocks: keyBlocks, records: second.geometry) else {
            throw RingStoreError(
                .unsuitable(
                    "a medium of \(first.geometry.blockCount) blocks of \(first.geometry.blockBytes) bytes cannot hold the keys of a store in blocks of \(second.geometry.blockBytes) bytes"
                ))
        }
        (self.first, self.second, self.geometry) = (first, second, geometry)
        firstBlocks = keyBlocks ?? first.geometry.blockCount * first.geometry.blockBytes / geometry.blockBytes
    }

    /// Of both together; nil when they do not go together.
    public static func geometry(keys: FlashGeometry, keyBlocks: Int?, records: FlashGeometry) -> FlashGeometry? {
        let blockBytes = max(keys.blockBytes, records.blockBytes)
        let unitBytes = max(keys.programUnitBytes, records.programUnitBytes)
        let available = keys.blockCount * keys.blockBytes / blockBytes
        guard blockBytes % keys.blockBytes == 0, blockBytes % records.blockBytes == 0,
            unitBytes % keys.programUnitBytes == 0, unitBytes % records.programUnitBytes == 0,
            blockBytes % unitBytes == 0, available > 0, keyBlocks ?? available <= available,
            case let behind = records.blockCount * records.blockBytes / blockBytes, behind > 0
        else { return nil }
        return FlashGeometry(
            blockCount: (keyBlocks ?? available) + behind, blockBytes: blockBytes, programUnitBytes: unitBytes)
    }

    public func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer)
        throws(FlashError)
    {
        try onParts(block, offsetBytes, buffer.count) { (medium, part, offset, range) throws(FlashError) in
            try medium.read(part, offsetBytes: offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[range]))
        }
    }

    public func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
        let unit = geometry.programUnitBytes
        guard offsetBytes % unit == 0, bytes.count % unit == 0 else { throw FlashError(.notWholeUnits, at: block) }
        try onParts(block, offsetBytes, bytes.count) { (medium, part, offset, range) throws(FlashError) in
            try medium.program(part, offsetBytes: offset, UnsafeRawBufferPointer(rebasing: bytes[range]))
        }
    }

    public func erase(_ block: BlockIndex) throws(FlashError) {
        try onParts(block, 0, geometry.blockBytes) { (medium, part, _, _) throws(FlashError) in try medium.erase(part) }
    }

    /// A ganged block is bad when any part of it is.
    public func isBad(_ block: BlockIndex) throws(FlashError) -> Bool {
        var isBad = false
        try onParts(block, 0, geometry.blockBytes) { (medium, part, _, _) throws(FlashError) in
            if try medium.isBad(part) { isBad = true }
        }
        return isBad
    }

    /// True when every part of a ganged block does it.
    public func overwriteWithZeros(_ block: BlockIndex) throws(FlashError) -> Bool {
        var isDone = true
        try onParts(block, 0, geometry.blockBytes) { (medium, part, _, _) throws(FlashError) in
            if try !medium.overwriteWithZeros(part) { isDone = false }
        }
        return isDone
    }

    /// True when any part of a ganged block does.
    public func takesBadMark(_ block: BlockIndex) -> Bool {
        var takes = false
        try? onParts(block, 0, geometry.blockBytes) { (medium, part, _, _) in
            if medium.takesBadMark(part) { takes = true }
        }
        return takes
    }

    public func markBad(_ block: BlockIndex) throws(FlashError) -> Bool {
        var isMarked = false
        try onParts(block, 0, geometry.blockBytes) { (medium, part, _, _) throws(FlashError) in
            if try medium.markBad(part) { isMarked = true }
        }
        return isMarked
    }

    /// Calls `body` for each erase block of a medium that is touched, in order: with its offset there, and what of the whole it is.
    private func onParts(
        _ block: BlockIndex, _ offset: Int, _ count: Int,
        _ body: (any Flash, BlockIndex, Int, Range<Int>) throws(FlashError) -> Void
    ) throws(FlashError) {
        guard (0..<geometry.blockCount).contains(block.number), offset >= 0, offset + count <= geometry.blockBytes
        else { throw FlashError(.outOfBlock, at: block) }
        let isFirst = block.number < firstBlocks
        let medium = isFirst ? first : second
        let partBytes = medium.geometry.blockBytes
        let firstPart = (isFirst ? block.number : block.number - firstBlocks) * (geometry.blockBytes / partBytes)
        var done = 0
        while done < count {
            let at = offset + done
            let length = min(count - done, partBytes - at % partBytes)
            do throws(FlashError) {
                try body(medium, BlockIndex(firstPart + at / partBytes), at % partBytes, done..<done + length)
            } catch {
                // In the numbers of the whole.
                throw FlashError(error.code, at: block)
            }
            done += length
        }
    }
}
