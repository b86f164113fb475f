/// Flash without a device, gone with the process: bits only fall, a unit is programmed once between two erases, whole units
/// inside a block. Whatever breaks a rule is an error, and changes nothing.
public final class MemoryFlash: Flash {
    public let geometry: FlashGeometry
    public let promises = FlashPromises.memory
    /// Block after block.
    public var image: [UInt8]
    /// So many more program units until power fails: the unit it fails in is torn, everything after it is `.gone`.
    public var unitsUntilPowerFails: Int?
    /// Per program unit, since the last erase.
    private var isProgrammed: [Bool]

    /// Erased.
    public convenience init(_ geometry: FlashGeometry) {
        self.init(geometry, image: [UInt8](repeating: 0xFF, count: geometry.blockCount * geometry.blockBytes))
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
    }

    public func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer)
        throws(FlashError)
    {
        let at = try place(block, offsetBytes, buffer.count)
        guard unitsUntilPowerFails != 0 else { throw FlashError(.gone, at: block) }
        image.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[at..<at + buffer.count])) }
    }

    /// - Throws: `.notWholeUnits`, `.programmedTwice`, `.raisesBits`, `.gone`.
    public func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
        let unit = geometry.programUnitBytes
        guard offsetBytes % unit == 0, bytes.count % unit == 0 else { throw FlashError(.notWholeUnits, at: block) }
        let at = try place(block, offsetBytes, bytes.count)
        guard unitsUntilPowerFails != 0 else { throw FlashError(.gone, at: block) }
        guard !isProgrammed[at / unit..<(at + bytes.count) / unit].contains(true) else {
            throw FlashError(.programmedTwice, at: block)
        }
        guard bytes.indices.allSatisfy({ bytes[$0] & ~image[at + $0] == 0 }) else {
            throw FlashError(.raisesBits, at: block)
        }
        for start in stride(from: 0, to: bytes.count, by: unit) {
            isProgrammed[(at + start) / unit] = true
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
        image.replaceSubrange(at..<at + geometry.blockBytes, with: repeatElement(0xFF, count: geometry.blockBytes))
    }

    /// - Throws: `.outOfBlock`.
    private func place(_ block: BlockIndex, _ offset: Int, _ count: Int) throws(FlashError) -> Int {
        guard (0..<geometry.blockCount).contains(block.number), offset >= 0, offset + count <= geometry.blockBytes
        else { throw FlashError(.outOfBlock, at: block) }
        return block.number * geometry.blockBytes + offset
    }
}
