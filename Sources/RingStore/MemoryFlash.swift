/// Flash without a device, gone with the process: bits only fall, a unit is programmed once between two erases, whole units
/// inside a block in ascending order, and nobody touches a bad block. Whatever breaks a rule is an error, and changes
/// nothing.
public final class MemoryFlash: Flash {
    public let geometry: FlashGeometry
    public let promises = FlashPromises.memory
    /// Block after block.
    public var image: [UInt8]
    /// So many more program units until power fails: the unit it fails in is torn, everything after it is `.gone`.
    public var unitsUntilPowerFails: Int?
    /// Marked as bad. Like NAND flash it remembers these; with units of at most 16 bytes it is NOR flash, and takes no marks.
    public var badBlocks: Set<Int> = []
    /// Per program unit, since the last erase.
    private var isProgrammed: [Bool]
    /// Per block, behind the last unit that was programmed.
    private var endOffset: [Int]

    /// Erased.
    public convenience init(_ geometry: FlashGeometry) {
        self.init(geometry, image: [UInt8](repeating: 0xFF, count: geometry.blockCount * geometry.blockBytes))
    }

    /// A copy of another flash and its marks of bad blocks.
    public convenience init(copying flash: any Flash) throws(FlashError) {
        self.init(flash.geometry, image: try FlashSearch.image(of: flash))
        badBlocks = try flash.badBlocks()
    }

    /// What is known of an image that comes from elsewhere: a unit that is not blank has been programmed.
    /// - Parameter touched: units that a power cut has touched, even if they look blank: not to be programmed before an
    ///   erase.
    public init(_ geometry: FlashGeometry, image: [UInt8], touched: Set<Int> = []) {
        let unit = geometry.programUnitBytes
        precondition(image.count == geometry.blockCount * geometry.blockBytes)
        self.geometry = geometry
        self.image = image
        isProgrammed = image.withUnsafeBytes { all in
            stride(from: 0, to: all.count, by: unit).map { at in
                UnsafeRawBufferPointer(rebasing: all[at..<at + unit]).contains { $0 != 0xFF }
            }
        }
        for unit in touched { isProgrammed[unit] = true }
        endOffset = [Int](repeating: 0, count: geometry.blockCount)
        for index in isProgrammed.indices where isProgrammed[index] {
            let at = index * unit
            endOffset[at / geometry.blockBytes] = at % geometry.blockBytes + unit
        }
    }

    public func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer)
        throws(FlashError)
    {
        let at = try place(block, offsetBytes, buffer.count)
        guard unitsUntilPowerFails != 0 else { throw FlashError(.gone, at: block) }
        image.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[at..<at + buffer.count])) }
    }

    /// - Throws: `.notWholeUnits`, `.programmedTwice`, `.outOfOrder`, `.raisesBits`, `.gone`.
    public func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
        let unit = geometry.programUnitBytes
        guard offsetBytes % unit == 0, bytes.count % unit == 0 else { throw FlashError(.notWholeUnits, at: block) }
        let at = try place(block, offsetBytes, bytes.count)
        guard unitsUntilPowerFails != 0 else { throw FlashError(.gone, at: block) }
        guard !isProgrammed[at / unit..<(at + bytes.count) / unit].contains(true) else {
            throw FlashError(.programmedTwice, at: block)
        }
        guard offsetBytes >= endOffset[block.number] else { throw FlashError(.outOfOrder, at: block) }
        guard bytes.indices.allSatisfy({ bytes[$0] & ~image[at + $0] == 0 }) else {
            throw FlashError(.raisesBits, at: block)
        }
        for start in stride(from: 0, to: bytes.count, by: unit) {
            isProgrammed[(at + start) / unit] = true
            endOffset[block.number] = offsetBytes + start + unit
            let isTorn = unitsUntilPowerFails == 1
            // Of the unit in which power fails, the first half gets through.
            for index in start..<start + (isTorn ? unit / 2 : unit) { image[at + index] = bytes[index] }
            if let left = unitsUntilPowerFails { unitsUntilPowerFails = left - 1 }
            if isTorn { throw FlashError(.gone, at: block) }
        }
    }

    public func erase(_ block: BlockIndex) throws(FlashError) {
        let at = try place(block, 0, geometry.blockBytes)
        guard unitsUntilPowerFails != 0 else { throw FlashError(.gone, at: block) }
        let unit = geometry.programUnitBytes
        for index in at / unit..<(at + geometry.blockBytes) / unit { isProgrammed[index] = false }
        endOffset[block.number] = 0
        image.replaceSubrange(at..<at + geometry.blockBytes, with: repeatElement(0xFF, count: geometry.blockBytes))
    }

    public func isBad(_ block: BlockIndex) -> Bool { badBlocks.contains(block.number) }

    public func takesBadMark(_ block: BlockIndex) -> Bool { geometry.programUnitBytes > 16 }

    public func markBad(_ block: BlockIndex) -> Bool {
        guard takesBadMark(block) else { return false }
        badBlocks.insert(block.number)
        return true
    }

    public func overwriteWithZeros(_ block: BlockIndex) throws(FlashError) -> Bool {
        let at = try place(block, 0, geometry.blockBytes), unit = geometry.programUnitBytes
        guard unitsUntilPowerFails != 0 else { throw FlashError(.gone, at: block) }
        image.replaceSubrange(at..<at + geometry.blockBytes, with: repeatElement(0, count: geometry.blockBytes))
        for index in at / unit..<(at + geometry.blockBytes) / unit { isProgrammed[index] = true }
        endOffset[block.number] = geometry.blockBytes
        return true
    }

    /// - Throws: `.outOfBlock`, `.markedBad`.
    private func place(_ block: BlockIndex, _ offset: Int, _ count: Int) throws(FlashError) -> Int {
        guard (0..<geometry.blockCount).contains(block.number), offset >= 0, offset + count <= geometry.blockBytes
        else { throw FlashError(.outOfBlock, at: block) }
        guard !isBad(block) else { throw FlashError(.markedBad, at: block) }
        return block.number * geometry.blockBytes + offset
    }
}
