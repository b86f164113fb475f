import RingStore
import SeededRandom

/// A `MemoryFlash` that records every step. Breaking one of its rules traps, so a store that breaks one fails its tests; but not
/// once it has faults, for then what is programmed is not what stands there.
public final class LabFlash: Flash {
    public enum Step: Sendable {
        case program(block: Int, offset: Int, bytes: [UInt8])
        case erase(block: Int)
        /// Every bit was cleared, of a block that takes no erase.
        case zeros(block: Int)
        /// Marked as bad.
        case mark(block: Int)
        /// A slot of the anchor was rewritten.
        case anchor(slot: Int, bytes: [UInt8])
    }

    public var geometry: FlashGeometry { memory.geometry }
    public var promises: FlashPromises { memory.promises }
    public var image: [UInt8] {
        get { memory.image }
        set { memory.image = newValue }
    }
    /// Both slots of the anchor beside it.
    public private(set) var anchorImage: [UInt8]
    public private(set) var steps: [Step] = []
    /// After so many more steps the medium answers nothing but `.gone`.
    public var stepsUntilGone: Int?
    /// How the bits read that a cut has left weak.
    public var reading: WeakReading
    /// What is broken.
    public var faults = FlashFaults()
    private let memory: MemoryFlash
    private var weak: WeakBits
    private var noise = SplitMix64(seed: 0)

    /// - Parameters:
    ///   - touched: units that a cut has touched, even if they look blank: not to be programmed before an erase.
    ///   - weak: bits that a cut has left between 0 and 1; they are so until their block is erased.
    public init(
        _ geometry: FlashGeometry, image: [UInt8]? = nil, anchor: [UInt8]? = nil, touched: Set<Int> = [],
        weak: WeakBits = WeakBits(), reading: WeakReading = .unsteady
    ) {
        let blank = [UInt8](repeating: 0xFF, count: geometry.blockCount * geometry.blockBytes)
        memory = MemoryFlash(geometry, image: image ?? blank, touched: touched)
        (self.weak, self.reading) = (weak, reading)
        anchorImage = anchor ?? Medium.blankAnchor
    }

    /// Marked as bad: whoever touches one breaks a rule.
    public var badBlocks: Set<Int> {
        get { memory.badBlocks }
        set { memory.badBlocks = newValue }
    }
    public func isBad(_ block: BlockIndex) -> Bool { memory.isBad(block) }
    public func takesBadMark(_ block: BlockIndex) -> Bool { memory.takesBadMark(block) }

    public func markBad(_ block: BlockIndex) throws(FlashError) -> Bool {
        guard takesBadMark(block) else { return false }
        try countDown(block)
        steps.append(.mark(block: block.number))
        return memory.markBad(block)
    }

    public func overwriteWithZeros(_ block: BlockIndex) throws(FlashError) -> Bool {
        try countDown(block)
        try faults.checkWritable(block)
        weak.settle(block.number * geometry.blockBytes..<(block.number + 1) * geometry.blockBytes)
        steps.append(.zeros(block: block.number))
        return try memory.overwriteWithZeros(block)
    }

    public func forgetSteps() { steps = [] }

    public func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer)
        throws(FlashError)
    {
        try faults.checkReadable(block)
        keepingRules { () throws(FlashError) in try memory.read(block, offsetBytes: offsetBytes, into: buffer) }
        faults.disturb(buffer, at: block.number * geometry.blockBytes + offsetBytes)
        weak.disturb(buffer, at: block.number * geometry.blockBytes + offsetBytes, reading, &noise)
    }

    public func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
        try countDown(block)
        try faults.checkWritable(block)
        let start = block.number * geometry.blockBytes + offsetBytes
        if let lie = faults.lieDue(at: steps.count) {
            program(bytes, at: start, lie)
        } else if faults.isNone {
            keepingRules { () throws(FlashError) in try memory.program(block, offsetBytes: offsetBytes, bytes) }
        } else {
            let place = faults.place(of: bytes.count, at: start)
            for index in bytes.indices { memory.image[place + index] &= bytes[index] }
        }
        steps.append(.program(block: block.number, offset: offsetBytes, bytes: [UInt8](bytes)))
    }

    public func erase(_ block: BlockIndex) throws(FlashError) {
        try countDown(block)
        try faults.checkErasable(block)
        let range = block.number * geometry.blockBytes..<(block.number + 1) * geometry.blockBytes
        let lie = faults.lieDue(at: steps.count)
        let old = lie == nil ? [] : [UInt8](image[range])
        keepingRules { () throws(FlashError) in try memory.erase(block) }
        weak.settle(range)
        if case .incomplete(let seed)? = lie {
            let missed = FlashLie.missed(old.map(~), seed: seed)
            for index in missed.indices { memory.image[range.lowerBound + index] &= ~missed[index] }
        }
        steps.append(.erase(block: block.number))
    }

    private func program(_ bytes: UnsafeRawBufferPointer, at start: Int, _ lie: FlashLie) {
        switch lie {
        case .misdirected(let place): for index in bytes.indices { memory.image[place + index] &= bytes[index] }
        case .incomplete(let seed):
            let missed = FlashLie.missed(bytes.indices.map { memory.image[start + $0] & ~bytes[$0] }, seed: seed)
            for index in bytes.indices { memory.image[start + index] &= bytes[index] | missed[index] }
        }
    }

    private func keepingRules(_ body: () throws(FlashError) -> Void) {
        do { try body() } catch { preconditionFailure("block \(error.block.number): \(error.code)") }
    }

    private func countDown(_ block: BlockIndex) throws(FlashError) {
        guard let left = stepsUntilGone else { return }
        if left == 0 { throw FlashError(.gone, at: block) }
        stepsUntilGone = left - 1
    }
}

/// The anchor's cells are of another kind: rewritten in place, torn by a cut, never weak.
extension LabFlash: AnchorSlots {
    public var anchorPromises: AnchorPromises { .memory }

    public func read(slot: Int, into bytes: UnsafeMutableRawBufferPointer) throws(AnchorError) {
        bytes.copyBytes(from: anchorImage[slot * bytes.count..<(slot + 1) * bytes.count])
    }

    public func write(slot: Int, _ bytes: UnsafeRawBufferPointer) throws(AnchorError) {
        if stepsUntilGone == 0 { throw .medium(0) }
        stepsUntilGone = stepsUntilGone.map { $0 - 1 }
        anchorImage.replaceSubrange(slot * bytes.count..<(slot + 1) * bytes.count, with: bytes)
        steps.append(.anchor(slot: slot, bytes: [UInt8](bytes)))
    }
}
