/// What every ring of one store stands on: the flash, the store's keys, the root log, and the three things that are done
/// to a block. One of each per store.
final class StoreCore {
    let flash: any Flash
    let keys: StoreKeys
    let root: RootLog
    let entropy: any Entropy
    /// One block, as last read; valid until the next read of one.
    let image: Scratch
    /// For reading back what was programmed.
    private let check: Scratch
    /// A write failed half-way: what stands on flash is unknown until the next mount.
    private(set) var mustRemount = false
    private(set) var programmedBytes = 0
    private(set) var erases = 0

    init(flash: any Flash, root: RootLog, entropy: any Entropy) {
        self.flash = flash
        self.root = root
        keys = root.storeKeys
        self.entropy = entropy
        image = Scratch(count: flash.geometry.blockBytes)
        check = Scratch(count: flash.geometry.blockBytes)
    }

    var blockBytes: Int { flash.geometry.blockBytes }
    var batchLimitBytes: Int { RingCapacity.batchLimitBytes(blockBytes: blockBytes) }

    func readImage(of block: Int) throws(RingStoreError) -> UnsafeRawBufferPointer {
        let bytes = image.bytes
        try flashing { () throws(FlashError) in try flash.read(BlockIndex(block), offsetBytes: 0, into: bytes) }
        return image.readOnly
    }

    func read(_ block: Int, offset: Int, into bytes: UnsafeMutableRawBufferPointer) throws(RingStoreError) {
        try flashing { () throws(FlashError) in try flash.read(BlockIndex(block), offsetBytes: offset, into: bytes) }
    }

    /// Programs and reads back.
    func program(_ block: Int, offset: Int, _ bytes: UnsafeRawBufferPointer) throws(RingStoreError) {
        try writing { () throws(RingStoreError) in
            programmedBytes += bytes.count
            try flashing { () throws(FlashError) in
                try flash.program(BlockIndex(block), offsetBytes: offset, bytes)
                try flash.read(BlockIndex(block), offsetBytes: offset, into: check.bytes.part(0, bytes.count))
            }
            guard check.readOnly.part(0, bytes.count).isEqual(to: bytes) else {
                throw RingStoreError(.programFailed(BlockIndex(block)))
            }
        }
    }

    /// Makes a blank block the head of its ring.
    func open(_ block: Int, ring: RingID, eraseCount: UInt32, sequence: UInt64) throws(RingStoreError) {
        try writing { () throws(RingStoreError) in try root.append(.opening(block: block, sequence: sequence)) }
        let opening = BlockHeader.opening(
            block: block, ring: ring, eraseCount: eraseCount, sequence: sequence, keys: keys)
        try program(block, offset: BlockHeader.halfBytes, opening.readOnly)
        root.confirmOpening(of: block)
    }

    /// Keeps the latest time and day that have passed.
    func keep(floorSeconds: Int64, day: Int32) throws(RingStoreError) {
        try writing { () throws(RingStoreError) in try root.append(.floor(seconds: floorSeconds, day: day)) }
    }

    /// Where the first append after a mount may begin in a block that ends, as far as it can be seen, at `endOffset`: one
    /// unit further, for a cut may have touched the next one; and announced, so that being cut here again moves on again.
    func resume(_ block: Int, endOffset: Int) throws(RingStoreError) -> Int {
        let start = max(endOffset, root.resumed[block] ?? 0) + 16
        if start < blockBytes {
            try writing { () throws(RingStoreError) in try root.append(.resuming(block: block, offset: start)) }
        }
        return start
    }

    /// Declares the erase, erases, verifies that every bit is set, labels, declares it done. Each step is durable before
    /// the next begins; a cut between any two is finished by `finishErase` at the next mount.
    /// - Returns: the block's new erase count.
    @discardableResult
    func erase(_ block: Int, ring: RingID, sequence: UInt64, eraseCount: UInt32) throws(RingStoreError) -> UInt32 {
        try writing { () throws(RingStoreError) in
            try root.append(.eraseBegun(block: block, sequence: sequence, eraseCount: eraseCount + 1))
        }
        try finishErase(block, ring: ring, eraseCount: eraseCount + 1)
        return eraseCount + 1
    }

    /// - Parameter eraseCount: the count that the block has after it.
    func finishErase(_ block: Int, ring: RingID, eraseCount: UInt32) throws(RingStoreError) {
        try eraseAndLabel(block, ring: ring, eraseCount: eraseCount)
        try writing { () throws(RingStoreError) in try root.append(.eraseDone(block: block, eraseCount: eraseCount)) }
    }

    private func eraseAndLabel(_ block: Int, ring: RingID, eraseCount: UInt32) throws(RingStoreError) {
        try writing { () throws(RingStoreError) in
            erases += 1
            try flashing { () throws(FlashError) in
                try flash.erase(BlockIndex(block))
                try flash.read(BlockIndex(block), offsetBytes: 0, into: check.bytes)
            }
            guard check.readOnly.isBlank else { throw RingStoreError(.eraseFailed(BlockIndex(block))) }
        }
        let label = BlockHeader.label(block: block, ring: ring, eraseCount: eraseCount, keys: keys)
        try program(block, offset: 0, label.readOnly)
    }

    /// Refuses once a write has failed, and remembers when this one does.
    private func writing(_ body: () throws(RingStoreError) -> Void) throws(RingStoreError) {
        if mustRemount { throw RingStoreError(.mustRemount) }
        do { try body() } catch {
            mustRemount = true
            throw error
        }
    }
}
