import RingStore

/// What is broken about a flash.
public struct FlashFaults: Sendable {
    /// Blocks that answer a read with an error.
    public var unreadable: Set<Int> = []
    /// Blocks that take neither a program nor an erase, and say so.
    public var dead: Set<Int> = []
    /// Bits by byte of the image that are 0 whatever is done, and that are 1.
    public var stuckLow: [Int: UInt8] = [:]
    public var stuckHigh: [Int: UInt8] = [:]
    /// Where the next program lands instead, by byte of the image. Only bits fall there, as everywhere.
    public var misdirectsTo: Int?
    private var hasMisdirected = false

    public init() {}

    var isNone: Bool {
        unreadable.isEmpty && dead.isEmpty && stuckLow.isEmpty && stuckHigh.isEmpty && misdirectsTo == nil
            && !hasMisdirected
    }

    func checkReadable(_ block: BlockIndex) throws(FlashError) {
        if unreadable.contains(block.number) { throw FlashError(.medium(5), at: block) }
    }

    func checkWritable(_ block: BlockIndex) throws(FlashError) {
        if dead.contains(block.number) { throw FlashError(.medium(5), at: block) }
    }

    /// Where so many bytes land.
    mutating func place(of count: Int, at wanted: Int) -> Int {
        guard let other = misdirectsTo else { return wanted }
        (misdirectsTo, hasMisdirected) = (nil, true)
        return other
    }

    func disturb(_ buffer: UnsafeMutableRawBufferPointer, at start: Int) {
        for (index, bits) in stuckLow where buffer.indices.contains(index - start) { buffer[index - start] &= ~bits }
        for (index, bits) in stuckHigh where buffer.indices.contains(index - start) { buffer[index - start] |= bits }
    }
}
