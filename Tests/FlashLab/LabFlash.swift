import RingStore

/// Flash in memory with the port's strictness: bits only fall, a unit is programmed once between two erases, whole units.
/// Breaking a rule traps, so a store that breaks one fails its tests. Every step is recorded.
public final class LabFlash: Flash {
    public enum Step: Sendable {
        case program(block: Int, offset: Int, bytes: [UInt8])
        case erase(block: Int)
    }

    public let geometry: FlashGeometry
    public let erasesPhysically = true
    public var image: [UInt8]
    public private(set) var steps: [Step] = []
    /// Per program unit, since the last erase.
    private var isProgrammed: [Bool]
    /// After so many more steps the medium answers nothing but `.gone`.
    public var stepsUntilGone: Int?

    /// - Parameter touched: units that a cut has touched, even if they look blank: not to be programmed before an erase.
    public init(_ geometry: FlashGeometry, image: [UInt8]? = nil, touched: Set<Int> = []) {
        self.geometry = geometry
        let count = geometry.blockCount * geometry.blockBytes
        self.image = image ?? [UInt8](repeating: 0xFF, count: count)
        precondition(self.image.count == count)
        // What is known of an image that comes from elsewhere: a unit that is not blank has been programmed.
        let unit = geometry.programUnitBytes
        let bytes = self.image
        isProgrammed = bytes.withUnsafeBytes { all in
            stride(from: 0, to: count, by: unit).map { at in
                UnsafeRawBufferPointer(rebasing: all[at..<at + unit]).contains { $0 != 0xFF }
            }
        }
        for unit in touched { isProgrammed[unit] = true }
    }

    public func forgetSteps() { steps = [] }

    public func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer)
        throws(FlashError)
    {
        let at = place(block, offsetBytes, buffer.count)
        image.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[at..<at + buffer.count])) }
    }

    public func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
        let unit = geometry.programUnitBytes
        precondition(offsetBytes % unit == 0 && bytes.count % unit == 0, "not whole units")
        let at = place(block, offsetBytes, bytes.count)
        try countDown(block)
        for index in at / unit..<(at + bytes.count) / unit {
            precondition(!isProgrammed[index], "block \(block.number): a unit is programmed twice")
            isProgrammed[index] = true
        }
        image.withUnsafeMutableBytes { all in
            for index in 0..<bytes.count {
                precondition(bytes[index] & ~all[at + index] == 0, "block \(block.number): a bit is raised")
                all[at + index] = bytes[index]
            }
        }
        steps.append(.program(block: block.number, offset: offsetBytes, bytes: [UInt8](bytes)))
    }

    public func erase(_ block: BlockIndex) throws(FlashError) {
        let at = place(block, 0, geometry.blockBytes)
        try countDown(block)
        let unit = geometry.programUnitBytes
        for index in at / unit..<(at + geometry.blockBytes) / unit { isProgrammed[index] = false }
        image.replaceSubrange(at..<at + geometry.blockBytes, with: repeatElement(0xFF, count: geometry.blockBytes))
        steps.append(.erase(block: block.number))
    }

    private func countDown(_ block: BlockIndex) throws(FlashError) {
        guard let left = stepsUntilGone else { return }
        if left == 0 { throw FlashError(.gone, at: block) }
        stepsUntilGone = left - 1
    }

    private func place(_ block: BlockIndex, _ offset: Int, _ count: Int) -> Int {
        precondition((0..<geometry.blockCount).contains(block.number) && offset >= 0)
        precondition(offset + count <= geometry.blockBytes, "beyond the block")
        return block.number * geometry.blockBytes + offset
    }
}
