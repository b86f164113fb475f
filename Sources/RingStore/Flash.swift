/// One erase block of a flash region, counted from 0.
public struct BlockIndex: Hashable, Comparable, Sendable {
    public var number: Int
    public init(_ number: Int) { self.number = number }
    public static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// The shape of a flash region.
public struct FlashGeometry: Equatable, Sendable {
    public let blockCount: Int
    public let blockBytes: Int
    /// The smallest unit that can be programmed, a page of NAND flash; once between two erases, and within a block in
    /// ascending order.
    public let programUnitBytes: Int

    public init(blockCount: Int, blockBytes: Int, programUnitBytes: Int) {
        precondition(blockCount > 0 && programUnitBytes > 0 && blockBytes % programUnitBytes == 0)
        (self.blockCount, self.blockBytes, self.programUnitBytes) = (blockCount, blockBytes, programUnitBytes)
    }
}

/// Erase blocks whose bits only fall until the next `erase`.
public protocol Flash: AnyObject {
    var geometry: FlashGeometry { get }
    /// What the medium can promise; of two media, the one that the records lie on.
    var promises: FlashPromises { get }
    /// Of the medium that the root and the cohort keys lie on.
    var keyPromises: FlashPromises { get }
    func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FlashError)
    /// Programs whole units; `offsetBytes` and the count are multiples of `geometry.programUnitBytes`.
    /// Power cut: any prefix of `bytes` may be there, and its last unit may be torn.
    func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError)
    /// Sets every bit. Power cut: any bit may be anything until the next `erase`.
    func erase(_ block: BlockIndex) throws(FlashError)
    /// Whether a block is marked as bad, by its maker or by `markBad`. Then nobody reads, programs or erases it.
    func isBad(_ block: BlockIndex) throws(FlashError) -> Bool
    /// Whether `markBad` can mark this block.
    func takesBadMark(_ block: BlockIndex) -> Bool
    /// Marks a block as bad, for ever. False when the medium has no such marks.
    func markBad(_ block: BlockIndex) throws(FlashError) -> Bool
    /// Clears every bit of a block that takes no erase any more, of programmed units, too: so that nothing of what stands in it
    /// can be read. False when the medium does not let it, or hides what it does.
    func overwriteWithZeros(_ block: BlockIndex) throws(FlashError) -> Bool
}

extension Flash {
    /// A medium without bad blocks, or one that hides them.
    public func isBad(_ block: BlockIndex) throws(FlashError) -> Bool { false }
    public func takesBadMark(_ block: BlockIndex) -> Bool { false }
    public func markBad(_ block: BlockIndex) throws(FlashError) -> Bool { false }
    public func overwriteWithZeros(_ block: BlockIndex) throws(FlashError) -> Bool { false }

    /// Every block that is marked as bad.
    func badBlocks() throws(FlashError) -> Set<Int> {
        var bad: Set<Int> = []
        for block in 0..<geometry.blockCount where try isBad(BlockIndex(block)) { bad.insert(block) }
        return bad
    }
}

extension Flash {
    public var keyPromises: FlashPromises { promises }
}

/// Why a flash did not do what it was asked to.
public struct FlashError: Error, Equatable, Sendable {
    public enum Code: Equatable, Sendable {
        /// The medium answered with an error; the number is errno where there is one, else 0.
        case medium(Int32)
        /// The program would have raised a bit from 0 to 1.
        case raisesBits
        /// A unit was programmed already since its last erase.
        case programmedTwice
        /// Offset and count are not multiples of the program unit.
        case notWholeUnits
        /// Within a block units are programmed in ascending order.
        case outOfOrder
        /// Nobody touches a block that is marked as bad.
        case markedBad
        /// No such block, or beyond its end.
        case outOfBlock
        /// The file or partition does not have the geometry's size.
        case wrongSize(expectedBytes: Int, actualBytes: Int)
        case gone
    }
    public let code: Code
    public let block: BlockIndex
    public init(_ code: Code, at block: BlockIndex) { (self.code, self.block) = (code, block) }
}
