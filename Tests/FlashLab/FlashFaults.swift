import RingStore

/// What is broken about a flash.
public struct FlashFaults: Sendable {
    /// Blocks that answer a read with an error.
    public var unreadable: Set<Int> = []
    /// Blocks that take neither a program nor an erase, and say so.
    public var dead: Set<Int> = []
    /// Blocks that take no erase, and say so; programs they take.
    public var worn: Set<Int> = []
    /// Bits by byte of the image that are 0 whatever is done, and that are 1.
    public var stuckLow: [Int: UInt8] = [:]
    public var stuckHigh: [Int: UInt8] = [:]
    /// Where the next program lands instead, by byte of the image. Only bits fall there, as everywhere.
    public var misdirectsTo: Int?
    private var hasMisdirected = false
    /// What one step of the work does, while it says that all is well; and which one: counted as `LabFlash.steps` are.
    public var lie: (step: Int, what: FlashLie)?
    /// The lie has been told: from here on what stands on the flash is not what was programmed.
    public internal(set) var hasLied = false

    public init() {}

    var isNone: Bool {
        unreadable.isEmpty && dead.isEmpty && stuckLow.isEmpty && stuckHigh.isEmpty && misdirectsTo == nil
            && !hasMisdirected && !hasLied
    }

    func checkReadable(_ block: BlockIndex) throws(FlashError) {
        if unreadable.contains(block.number) { throw FlashError(.medium(5), at: block) }
    }

    func checkWritable(_ block: BlockIndex) throws(FlashError) {
        if dead.contains(block.number) { throw FlashError(.medium(5), at: block) }
    }

    func checkErasable(_ block: BlockIndex) throws(FlashError) {
        try checkWritable(block)
        if worn.contains(block.number) { throw FlashError(.medium(5), at: block) }
    }

    /// Where so many bytes land.
    mutating func place(of count: Int, at wanted: Int) -> Int {
        guard let other = misdirectsTo else { return wanted }
        (misdirectsTo, hasMisdirected) = (nil, true)
        return other
    }

    /// The lie that is due at this step, once.
    mutating func lieDue(at step: Int) -> FlashLie? {
        guard let lie, lie.step == step, !hasLied else { return nil }
        hasLied = true
        return lie.what
    }

    func disturb(_ buffer: UnsafeMutableRawBufferPointer, at start: Int) {
        for (index, bits) in stuckLow where buffer.indices.contains(index - start) { buffer[index - start] &= ~bits }
        for (index, bits) in stuckHigh where buffer.indices.contains(index - start) { buffer[index - start] |= bits }
    }
}
