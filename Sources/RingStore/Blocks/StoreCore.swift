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
    /// What the medium says is bad: never touched.
    private(set) var badBlocks: Set<Int>
    /// Blocks that take no erase any more, and in which nothing stands: zeros all over, or blank behind a label that failed.
    private(set) var emptied: Set<Int> = []
    /// Blocks whose label is of an earlier version; as far as they have been looked at.
    private(set) var oldBlocks: Set<Int> = []
    /// Erased and verified blank, and nobody has been told of it.
    private var erasedBlocks: Set<Int> = []

    init(flash: any Flash, root: RootLog, badBlocks: Set<Int>, entropy: any Entropy) {
        self.flash = flash
        self.root = root
        keys = root.storeKeys
        self.entropy = entropy
        self.badBlocks = badBlocks
        image = Scratch(count: flash.geometry.blockBytes)
        check = Scratch(count: flash.geometry.blockBytes)
    }

    var blockBytes: Int { flash.geometry.blockBytes }
    var layout: PageLayout { keys.layout }
    var batchLimitBytes: Int { layout.batchLimitBytes }

    func readImage(of block: Int) throws(RingStoreError) -> UnsafeRawBufferPointer {
        let bytes = image.bytes
        try flashing { () throws(FlashError) in try flash.read(BlockIndex(block), offsetBytes: 0, into: bytes) }
        return image.readOnly
    }

    /// Nil when the medium answers with an error for this block.
    func readImageIfPossible(of block: Int) throws(RingStoreError) -> UnsafeRawBufferPointer? {
        try flash.canRead(BlockIndex(block), into: image.bytes) ? image.readOnly : nil
    }

    /// Whether a block that was to be erased has been, and was opened after that.
    func wasOpened(_ block: Int, ring: RingID, since eraseCount: UInt32) -> Bool {
        guard let image = try? readImageIfPossible(of: block),
            BlockHeader.labelledEraseCount(image, block: block, ring: ring, keys: keys) == eraseCount
        else { return false }
        return BlockHeader.openedSequence(image, block: block, ring: ring, eraseCount: eraseCount, keys: keys) != nil
    }

    func announceDone(_ block: Int, eraseCount: UInt32) throws(RingStoreError) {
        try writing { () throws(RingStoreError) in try root.append(.eraseDone(block: block, eraseCount: eraseCount)) }
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
    /// - Parameters:
    ///   - source: a block that counts until its erase has begun, and whose content goes to this one.
    ///   - nextID: of the ring, now.
    ///   - check: for the opening, 16 bytes.
    func open(
        _ block: Int, ring: RingID, eraseCount: UInt32, sequence: UInt64, nextID: UInt64,
        takingOverFrom source: Int? = nil, check: Scratch? = nil
    ) throws(RingStoreError) {
        try writing { () throws(RingStoreError) in
            try root.append(.opening(block: block, sequence: sequence, from: source, nextID: nextID))
        }
        let opening = BlockHeader.opening(
            block: block, ring: ring, eraseCount: eraseCount, sequence: sequence, check: check, keys: keys)
        try program(block, offset: layout.openingOffset, opening.readOnly)
    }

    /// Before each append: announces it, unless the block is in doubt already.
    func beginAppending(to block: Int, sequence: UInt64) throws(RingStoreError) {
        if root.doubts[block] != nil { return }
        try writing { () throws(RingStoreError) in try root.append(.resuming(block: block, sequence: sequence)) }
    }

    /// No id below `next` is given again in this ring, whatever is erased.
    func keepNextID(_ next: UInt64, of ring: RingID) throws(RingStoreError) {
        // Version 1 has no entry for it.
        if layout.version == FormatVersion.first || root.nextIDs[Int(ring.number)] ?? 1 >= next { return }
        try writing { () throws(RingStoreError) in try root.append(.ids(ring: Int(ring.number), next: next)) }
    }

    /// This mount goes on without the block: from now on it does not count before it has been erased.
    func putOutOfService(_ block: Int) throws(RingStoreError) {
        try writing { () throws(RingStoreError) in try root.append(.outOfService(block: block)) }
    }

    /// Left alone by this mount, and not yet known to be out of service.
    func isNewlyOut(_ block: Int) -> Bool {
        !badBlocks.contains(block) && !root.outOfService.contains(block) && root.underErase[block] == nil
    }

    /// Keeps the latest time and day that have passed.
    func keep(floorSeconds: Int64, day: Int32) throws(RingStoreError) {
        try writing { () throws(RingStoreError) in
            try root.append(.floor(seconds: floorSeconds, day: day, sum: root.eraseSum))
        }
    }

    /// Like `erase`; nil when the block cannot be erased or labelled any more.
    func tryToErase(_ block: Int, ring: RingID, sequence: UInt64, eraseCount: UInt32) throws(RingStoreError) -> UInt32?
    {
        try announceErase(of: block, sequence: sequence, eraseCount: eraseCount + 1)
        return try tryToFinishErase(block, ring: ring, eraseCount: eraseCount + 1) ? eraseCount + 1 : nil
    }

    /// Finishes an erase that a cut interrupted; false when the block cannot be erased or labelled any more.
    func tryToFinishErase(_ block: Int, ring: RingID, eraseCount: UInt32) throws(RingStoreError) -> Bool {
        do { try finishErase(block, ring: ring, eraseCount: eraseCount) } catch {
            switch error.code {
            case .eraseFailed(BlockIndex(block)), .programFailed(BlockIndex(block)): break
            case .flash(let cause):
                guard case .medium = cause.code, cause.block.number == block else { throw error }
            default: throw error
            }
            // Nothing else depends on this block.
            mustRemount = false
            try giveUp(block, eraseCount: eraseCount)
            return false
        }
        return true
    }

    /// The block stays declared, and is tried again by the next mount, unless its medium can remember that it is bad. What stands
    /// in it was moved or is dead, but it can still be read: what takes no erase often takes a program, so it is overwritten.
    private func giveUp(_ block: Int, eraseCount: UInt32) throws(RingStoreError) {
        // Zeros, too: an earlier mount may have been cut in writing them.
        if !isBlankBehindLabel(block) { _ = try? flash.overwriteWithZeros(BlockIndex(block)) }
        if holdsNothing(block) { emptied.insert(block) }
        guard flash.takesBadMark(BlockIndex(block)) else { return }
        // Once it is bad nobody reads it any more, and only the root can say whether something may still stand there: so what is
        // empty is said to be before it is marked.
        if emptied.contains(block) { try announceDone(block, eraseCount: eraseCount) }
        if (try? flash.markBad(BlockIndex(block))) == true { badBlocks.insert(block) }
    }

    private func holdsNothing(_ block: Int) -> Bool {
        isBlankBehindLabel(block) || (try? readImageIfPossible(of: block))?.allSatisfy { $0 == 0 } == true
    }

    private func isBlankBehindLabel(_ block: Int) -> Bool {
        (try? readImageIfPossible(of: block))?[layout.openingOffset...].isBlankSlice == true
    }

    /// An erase of it was begun, and it took none; what it held may still be read by whoever opens the chip.
    func isNotErased(_ block: Int) -> Bool { root.underErase[block] != nil && !emptied.contains(block) }

    /// Declares the erase, erases, verifies that every bit is set, labels, declares it done. Each step is durable before
    /// the next begins; a cut between any two is finished by `finishErase` at the next mount.
    /// - Returns: the block's new erase count.
    @discardableResult
    func erase(_ block: Int, ring: RingID, sequence: UInt64, eraseCount: UInt32) throws(RingStoreError) -> UInt32 {
        try announceErase(of: block, sequence: sequence, eraseCount: eraseCount + 1)
        try finishErase(block, ring: ring, eraseCount: eraseCount + 1)
        return eraseCount + 1
    }

    private func announceErase(of block: Int, sequence: UInt64, eraseCount: UInt32) throws(RingStoreError) {
        // Whoever tries a worn block again may not know what stands in it; the root does.
        let sequence = sequence > 0 ? sequence : root.underErase[block]?.sequence ?? 0
        try writing { () throws(RingStoreError) in
            try root.append(.eraseBegun(block: block, sequence: sequence, eraseCount: eraseCount))
        }
    }

    /// - Parameter eraseCount: the count that the block has after it.
    func finishErase(_ block: Int, ring: RingID, eraseCount: UInt32) throws(RingStoreError) {
        try eraseAndLabel(block, ring: ring, eraseCount: eraseCount)
        erasedBlocks.insert(block)
        try announceDone(block, eraseCount: eraseCount)
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
        oldBlocks.remove(block)
    }

    /// Of a block whose label is authentic, or was mended.
    func noteVersion(of block: Int, _ label: UInt8) {
        if label < FormatVersion.current { oldBlocks.insert(block) }
    }

    func takeErasedBlocks() -> Set<Int> {
        defer { erasedBlocks = [] }
        return erasedBlocks
    }

    /// Ahead of need; see `RootLog.renewEarly`.
    func renewRootEarly() throws(RingStoreError) -> Bool {
        guard root.isNearlyFull else { return false }
        try writing { () throws(RingStoreError) in try root.renewEarly() }
        return true
    }

    /// Refuses once a write has failed, and remembers when this one does.
    func writing(_ body: () throws(RingStoreError) -> Void) throws(RingStoreError) {
        if mustRemount { throw RingStoreError(.mustRemount) }
        do { try body() } catch {
            mustRemount = true
            throw error
        }
    }
}
