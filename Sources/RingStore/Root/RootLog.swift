/// Blocks 0 and 1: who the store is, which erases are under way, and the time floor. Everything else stands on it.
///
///     block 0  | header, epoch 7 | slot | slot | … | 0xFF     the living one
///     block 1  | header, epoch 6 | slots                      the one before: may be erased at any time
///
/// A block of a ring is only ever erased after `eraseBegun` stands here, so a block that cannot be read is either under
/// erase (finish it) or damaged (leave it alone): the two are never confused.
///
/// A program that was cut off can leave its unit looking blank while its bits are weak. So nothing is programmed after a
/// mount where something may have been begun before: openings and the first append after a mount are announced here, and
/// the log itself begins its first write after a mount in the other block. That block is erased, gets what is still open of
/// the old one as slots, and its header with the next epoch **last**: until then the old one counts.
final class RootLog {
    private let flash: any Flash
    private let keys: StoreKeys
    private(set) var header: RootHeader
    private var current: Int
    private var nextOffset: Int
    private var otherEraseCount: UInt32
    /// Erases begun and not known to be done, by block.
    private(set) var underErase: [Int: (sequence: UInt64, eraseCount: UInt32)] = [:]
    /// Blocks whose opening was begun and is not known to stand.
    private(set) var opening: [Int: UInt64] = [:]
    /// Where the first append after the last mount began, by block.
    private(set) var resumed: [Int: Int] = [:]
    /// False until the first write after a mount.
    private var isFresh: Bool
    private(set) var floorSeconds: Int64
    private(set) var today: Int32

    /// Formats: writes the first header, as the very last step.
    init(formatting flash: any Flash, header: RootHeader, keys: StoreKeys) throws(RingStoreError) {
        self.flash = flash
        self.keys = keys
        self.header = header
        current = 0
        nextOffset = RootHeader.byteCount
        otherEraseCount = header.eraseCount
        floorSeconds = header.floorSeconds
        today = header.today
        isFresh = true
        let bytes = header.written(keys: keys)
        try flashing { () throws(FlashError) in try flash.program(BlockIndex(0), offsetBytes: 0, bytes.readOnly) }
    }

    /// Mounts: reads, changes nothing.
    init(mounting flash: any Flash, deviceKey: borrowing DeviceKey) throws(RingStoreError) {
        let blockBytes = flash.geometry.blockBytes
        guard blockBytes >= 1024, flash.geometry.blockCount > StoreLayout.rootBlocks else {
            throw RingStoreError(.notFormatted)
        }
        let images = [Scratch(count: blockBytes), Scratch(count: blockBytes)]
        for (index, image) in images.enumerated() {
            try flashing { () throws(FlashError) in try flash.read(BlockIndex(index), offsetBytes: 0, into: image.bytes)
            }
        }
        let findings = images.map { RootHeader.find(in: $0.readOnly) }
        let authentic = (0..<2).compactMap { index -> (index: Int, header: RootHeader, keys: StoreKeys)? in
            guard case .whole(let header) = findings[index] else { return nil }
            let keys = StoreKeys(deviceKey: deviceKey, storeID: header.storeID)
            return RootHeader.isAuthentic(images[index].readOnly, keys: keys) ? (index, header, keys) : nil
        }
        guard let newest = authentic.max(by: { $0.header.epoch < $1.header.epoch }) else {
            throw Self.reasonForNone(findings)
        }
        guard newest.header.geometry == flash.geometry else {
            throw RingStoreError(.wrongGeometry(found: newest.header.geometry))
        }
        self.flash = flash
        keys = newest.keys
        header = newest.header
        current = newest.index
        floorSeconds = newest.header.floorSeconds
        today = newest.header.today
        otherEraseCount = authentic.first { $0.index != newest.index }?.header.eraseCount ?? newest.header.eraseCount
        nextOffset = RootHeader.byteCount
        isFresh = false
        replay(images[current].readOnly)
    }

    var storeKeys: StoreKeys { keys }
    var eraseCounts: [UInt32] { [header.eraseCount, otherEraseCount] }

    /// Durable when it returns.
    func append(_ slot: RootSlot) throws(RingStoreError) {
        if !isFresh || freeSlots < 1 { try switchBlocks() }
        try program(slot, to: current)
        apply(slot)
    }

    /// The block is open for certain: mount has read it, or its opening was read back.
    func confirmOpening(of block: Int) { opening[block] = nil }

    private var freeSlots: Int { (flash.geometry.blockBytes - nextOffset) / RootSlot.byteCount }

    private func replay(_ block: UnsafeRawBufferPointer) {
        while nextOffset + RootSlot.byteCount <= block.count {
            let bytes = block.part(nextOffset, RootSlot.byteCount)
            if bytes.isBlank, block[nextOffset...].isBlankSlice { return }
            if let slot = RootSlot(bytes, epoch: header.epoch, offset: nextOffset, keys: keys) { apply(slot) }
            nextOffset += RootSlot.byteCount
        }
    }

    private func apply(_ slot: RootSlot) {
        switch slot {
        case .eraseBegun(let block, let sequence, let count): underErase[block] = (sequence, count)
        case .eraseDone(let block, _): (underErase[block], opening[block], resumed[block]) = (nil, nil, nil)
        case .opening(let block, let sequence): opening[block] = sequence
        case .resuming(let block, let offset): resumed[block] = offset
        case .floor(let seconds, let day): (floorSeconds, today) = (max(floorSeconds, seconds), max(today, day))
        }
    }

    private func program(_ slot: RootSlot, to block: Int) throws(RingStoreError) {
        let bytes = slot.written(epoch: header.epoch, offset: nextOffset, keys: keys)
        let offset = nextOffset
        nextOffset += RootSlot.byteCount
        try flashing { () throws(FlashError) in
            try flash.program(BlockIndex(block), offsetBytes: offset, bytes.readOnly)
        }
    }

    private func switchBlocks() throws(RingStoreError) {
        let other = 1 - current
        let image = Scratch(count: flash.geometry.blockBytes)
        try flashing { () throws(FlashError) in
            try flash.erase(BlockIndex(other))
            try flash.read(BlockIndex(other), offsetBytes: 0, into: image.bytes)
        }
        guard image.readOnly.isBlank else { throw RingStoreError(.eraseFailed(BlockIndex(other))) }
        let oldEraseCount = header.eraseCount
        header.epoch += 1
        (header.floorSeconds, header.today, header.eraseCount) = (floorSeconds, today, otherEraseCount + 1)
        nextOffset = RootHeader.byteCount
        for (block, erase) in underErase.sorted(by: { $0.key < $1.key }) {
            try program(.eraseBegun(block: block, sequence: erase.sequence, eraseCount: erase.eraseCount), to: other)
        }
        for (block, sequence) in opening.sorted(by: { $0.key < $1.key }) {
            try program(.opening(block: block, sequence: sequence), to: other)
        }
        for (block, offset) in resumed.sorted(by: { $0.key < $1.key }) {
            try program(.resuming(block: block, offset: offset), to: other)
        }
        let bytes = header.written(keys: keys)
        try flashing { () throws(FlashError) in
            try flash.program(BlockIndex(other), offsetBytes: 0, bytes.readOnly)
        }
        otherEraseCount = oldEraseCount
        current = other
        isFresh = true
    }

    private static func reasonForNone(_ findings: [RootHeader.Finding]) -> RingStoreError {
        for finding in findings { if case .whole = finding { return RingStoreError(.wrongDeviceKey) } }
        for finding in findings {
            if case .unknownVersion(let version) = finding { return RingStoreError(.unknownVersion(version)) }
        }
        return RingStoreError(findings.contains(.damaged) ? .rootDamaged : .notFormatted)
    }
}
