/// Blocks 0 and 1: who the store is, which erases are under way, and the time floor. Everything else stands on it.
///
///     block 0  | header, epoch 7 | slot | slot | … | 0xFF     the living one
///     block 1  | header, epoch 6 | slots                      the one before: may be erased at any time
///
/// A block of a ring is only ever erased after `eraseBegun` stands here, so a block that cannot be read is either under
/// erase (finish it) or damaged (leave it alone): the two are never confused.
///
/// A program that was cut off leaves weak bits, which read one way today and another way tomorrow. So a block is **in doubt**
/// from the slot that announces its first program until another one is opened or its erase has begun; mount moves what it
/// finds in such a block to another one. The log itself goes on in the other root block at each mount: that block is
/// erased, gets its header with the next epoch, then what is still open of the old one as slots, then a slot that proves
/// all this: until then the old one counts.
final class RootLog {
    /// Why a block is not to be trusted.
    struct Doubt: Equatable {
        /// The block's; should it have another one, it is not meant any more.
        var sequence: UInt64
        /// The block whose content it takes over.
        var source: Int?
    }

    private let flash: any Flash
    private let keys: StoreKeys
    private(set) var header: RootHeader
    /// The root block that counts.
    private(set) var current: Int
    private var nextOffset: Int
    private var otherEraseCount: UInt32
    /// Erases begun and not known to be done, by block; of a bad block, that nobody knows what still stands in it.
    private(set) var underErase: [Int: (sequence: UInt64, eraseCount: UInt32)] = [:]
    /// Blocks in which a cut may have left weak bits.
    private(set) var doubts: [Int: Doubt] = [:]
    /// Blocks that a mount went on without; see `RootSlot.outOfService`.
    private(set) var outOfService: Set<Int> = []
    /// By ring: no lower id is given again.
    private(set) var nextIDs: [Int: UInt64] = [:]
    /// What the blocks of all rings must come to at the next mount.
    private(set) var eraseSum = EraseSum.unknown
    private(set) var floorSeconds: Int64
    private(set) var today: Int32
    /// Blocks that the log said were erased, when it was read: since it went on in its block, in that order.
    let erasedBefore: [Int]
    /// Places of the log that cannot be read, and that no cut can have left so.
    let damagedPlaces: Int

    /// Formats: writes the first header, as the very last step.
    init(formatting flash: any Flash, header: RootHeader, keys: StoreKeys) throws(RingStoreError) {
        self.flash = flash
        self.keys = keys
        self.header = header
        current = 0
        nextOffset = keys.layout.rootHeaderBytes
        otherEraseCount = header.eraseCount
        floorSeconds = header.floorSeconds
        today = header.today
        damagedPlaces = 0
        erasedBefore = []
        try program(header.written(keys: keys), to: 0, offset: 0)
    }

    /// Mounts: reads, changes nothing. `settle` comes before any other call that writes.
    init(
        mounting flash: any Flash, deviceKey: borrowing DeviceKey, writing version: UInt8 = FormatVersion.current
    ) throws(RingStoreError) {
        guard flash.geometry.blockBytes >= 1024, flash.geometry.blockCount > StoreLayout.rootBlocks else {
            throw RingStoreError(.notFormatted)
        }
        let layout = PageLayout(flash.geometry, writing: version)
        let found = try RootFinding(reading: flash, deviceKey: deviceKey, layout: layout)
        guard found.header.geometry == flash.geometry else {
            throw RingStoreError(.wrongGeometry(found: found.header.geometry))
        }
        self.flash = flash
        keys = found.keys
        header = found.header
        current = found.block
        damagedPlaces = found.damagedPlaces
        floorSeconds = found.header.floorSeconds
        today = found.header.today
        otherEraseCount = found.otherEraseCount
        nextOffset = found.replay.endOffset
        erasedBefore = found.replay.slots.compactMap { if case .eraseDone(let block, _) = $0 { block } else { nil } }
        for slot in found.replay.slots { apply(slot) }
        // An `erase done` that cannot be read may be in a later sum, or not.
        if found.replay.damagedSlots > 0 { eraseSum = .unknown }
    }

    /// Before a mount acts on what it has read: the last slot may be torn, its bits weak, even where it looks blank. What it says
    /// now is true from here on, in a fresh block.
    func settle() throws(RingStoreError) { try switchBlocks() }

    var storeKeys: StoreKeys { keys }
    var eraseCounts: [UInt32] { [header.eraseCount, otherEraseCount] }

    /// Durable when it returns.
    func append(_ slot: RootSlot) throws(RingStoreError) {
        if freeSlots < 1 { try switchBlocks() }
        try program(slot, to: current, isLater: true)
        apply(slot)
    }

    /// The next slots may not fit: one append takes no more than 16, a new key and a new head included. With pages there may be no
    /// more in all: then half of what a fresh block has left.
    var isNearlyFull: Bool {
        freeSlots < min(16, (keys.layout.slotsPerRootBlock - carriedSlots - 1) / 2)
    }

    /// What a switch to the other block carries over, the proof aside.
    private var carriedSlots: Int { underErase.count + doubts.count + outOfService.count + idsToCarry.count }

    /// How many blocks more may be put out of service: for each ring an opening, its source's erase and its ids must still fit.
    var roomForBlocksOutOfService: Int {
        keys.layout.slotsPerRootBlock - underErase.count - outOfService.count - 3 * header.layout.rings.count - 2
    }

    /// At the end of a mount that has counted: from now on the blocks come to this. Written only when the log says otherwise.
    func keep(_ sum: EraseSum) throws(RingStoreError) {
        // Version 1 has no place for it.
        if sum != eraseSum, keys.layout.version > FormatVersion.first {
            try append(.floor(seconds: floorSeconds, day: today, sum: sum))
        }
    }

    /// Goes on in the other block before it must, when nobody waits for its erase.
    func renewEarly() throws(RingStoreError) { try switchBlocks() }

    /// Whether a cut may have left weak bits in this block, as long as it has this sequence.
    func isInDoubt(_ block: Int, sequence: UInt64) -> Bool { doubts[block]?.sequence == sequence }

    private var freeSlots: Int { (flash.geometry.blockBytes - nextOffset) / keys.layout.slotBytes }

    private func apply(_ slot: RootSlot) {
        switch slot {
        case .eraseBegun(let block, let sequence, let count):
            endDoubt(of: block)
            if let other = underErase[block], other.eraseCount != count { eraseSum = .unknown }
            underErase[block] = (sequence, count)
        case .eraseDone(let block, _):
            endDoubt(of: block)
            isErased(block)
        case .opening(let block, let sequence, let source, let next):
            beginDoubt(of: block, Doubt(sequence: sequence, source: source))
            if let ring = ring(of: block) { raiseNextID(of: ring.number, to: next) }
        case .outOfService(let block):
            outOfService.insert(block)
            eraseSum = .unknown
        case .ids(let ring, let next): raiseNextID(of: UInt8(clamping: ring), to: next)
        case .resuming(let block, let sequence): beginDoubt(of: block, Doubt(sequence: sequence, source: nil))
        case .floor(let seconds, let day, let sum):
            (floorSeconds, today) = (max(floorSeconds, seconds), max(today, day))
            eraseSum = sum
        }
    }

    private func isErased(_ block: Int) {
        underErase[block] = nil
        // What was out of service was not counted; the next mount counts anew.
        if outOfService.remove(block) == nil { eraseSum.erases &+= 1 } else { eraseSum = .unknown }
    }

    /// Of each ring only the newest block is appended to, and nothing is appended to a block under erase.
    private func beginDoubt(of block: Int, _ doubt: Doubt) {
        // Opened again, so it has been erased: even if the slot that said so is damaged.
        if underErase[block] != nil || outOfService.contains(block) { isErased(block) }
        if doubt.source == nil { doubts = doubts.filter { !isSameRing($0.key, block) } }
        doubts[block] = doubt
    }

    /// What took over from the block is whole: it was read back before the erase was declared.
    private func endDoubt(of block: Int) {
        doubts[block] = nil
        doubts = doubts.filter { $0.value.source != block }
    }

    private func isSameRing(_ a: Int, _ b: Int) -> Bool { ring(of: a) == ring(of: b) }

    private func ring(of block: Int) -> RingID? {
        header.layout.rings.first { header.layout.blocks(of: $0).contains(block) }
    }

    private func raiseNextID(of ring: UInt8, to next: UInt64) {
        nextIDs[Int(ring)] = max(nextIDs[Int(ring)] ?? 1, next)
    }

    /// Of a ring that has a block in doubt its opening says it.
    private var idsToCarry: [(ring: Int, next: UInt64)] {
        let said = Set(doubts.keys.compactMap { ring(of: $0).map { Int($0.number) } })
        return nextIDs.filter { $0.value > 1 && (!said.contains($0.key) || $0.value > UInt64(UInt32.max)) }
            .sorted { $0.key < $1.key }.map { (ring: $0.key, next: $0.value) }
    }

    private func program(_ slot: RootSlot, to block: Int, isLater: Bool) throws(RingStoreError) {
        let offset = nextOffset
        nextOffset += keys.layout.slotBytes
        try program(
            slot.written(epoch: header.epoch, offset: offset, isLater: isLater, keys: keys), to: block, offset: offset)
    }

    /// Programs and reads back.
    private func program(_ bytes: Scratch, to block: Int, offset: Int) throws(RingStoreError) {
        let check = Scratch(count: bytes.bytes.count)
        try flashing { () throws(FlashError) in
            try flash.program(BlockIndex(block), offsetBytes: offset, bytes.readOnly)
            try flash.read(BlockIndex(block), offsetBytes: offset, into: check.bytes)
        }
        guard check.readOnly.isEqual(to: bytes.readOnly) else {
            throw RingStoreError(.programFailed(BlockIndex(block)))
        }
    }

    private func switchBlocks() throws(RingStoreError) {
        // Besides what is carried over there are the proof and what has to be said next.
        guard carriedSlots + 2 <= keys.layout.slotsPerRootBlock else {
            throw RingStoreError(.rootFull(erasesBegun: underErase.count))
        }
        let other = 1 - current
        let image = Scratch(count: flash.geometry.blockBytes)
        try flashing { () throws(FlashError) in
            try flash.erase(BlockIndex(other))
            try flash.read(BlockIndex(other), offsetBytes: 0, into: image.bytes)
        }
        guard image.readOnly.isBlank else { throw RingStoreError(.eraseFailed(BlockIndex(other))) }
        let oldEraseCount = header.eraseCount
        header.epoch += 1
        header.version = keys.layout.version
        (header.floorSeconds, header.today, header.eraseCount) = (floorSeconds, today, otherEraseCount + 1)
        nextOffset = keys.layout.rootHeaderBytes
        try program(header.written(keys: keys), to: other, offset: 0)
        for (block, erase) in underErase.sorted(by: { $0.key < $1.key }) {
            let slot = RootSlot.eraseBegun(block: block, sequence: erase.sequence, eraseCount: erase.eraseCount)
            try program(slot, to: other, isLater: false)
        }
        // The oldest first: one that takes over does not end the doubts of its ring.
        for (block, doubt) in doubts.sorted(by: { ($0.value.sequence, $0.key) < ($1.value.sequence, $1.key) }) {
            let next = ring(of: block).flatMap { nextIDs[Int($0.number)] } ?? 0
            let slot = RootSlot.opening(block: block, sequence: doubt.sequence, from: doubt.source, nextID: next)
            try program(slot, to: other, isLater: false)
        }
        for block in outOfService.sorted() { try program(.outOfService(block: block), to: other, isLater: false) }
        for (ring, next) in idsToCarry { try program(.ids(ring: ring, next: next), to: other, isLater: false) }
        // The proof that all this is whole: until it stands, the other block counts.
        try program(.floor(seconds: floorSeconds, day: today, sum: eraseSum), to: other, isLater: true)
        otherEraseCount = oldEraseCount
        current = other
    }
}
