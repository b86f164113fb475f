/// Blocks 0 and 1: who the store is, which erases are under way, and the time floor. Everything else stands on it.
///
///     block 0  | header, epoch 7 | slot | slot | … | 0xFF     the living one
///     block 1  | header, epoch 6 | slots, all done            the one before: may be erased at any time
///
/// A block of a ring is only ever erased after `eraseBegun` stands here, so a block that cannot be read is either under
/// erase (finish it) or damaged (leave it alone): the two are never confused. When the slots are used up the other block
/// is erased and gets a header with the next epoch; at that moment no erase is under way, so nothing has to be copied.
final class RootLog {
    private let flash: any Flash
    private let keys: StoreKeys
    private(set) var header: RootHeader
    private var current: Int
    private var nextOffset: Int
    private var otherEraseCount: UInt32
    /// Erases begun and not known to be done, by block.
    private(set) var underErase: [Int: (sequence: UInt64, eraseCount: UInt32)] = [:]
    /// Blocks whose opening was begun and that have not been erased since.
    private(set) var opened: Set<Int> = []
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
        let bytes = header.written(keys: keys)
        try flashing { () throws(FlashError) in try flash.program(BlockIndex(0), offsetBytes: 0, bytes.readOnly) }
    }

    /// Mounts: reads, changes nothing.
    init(mounting flash: any Flash, deviceKey: borrowing DeviceKey) throws(RingStoreError) {
        let blockBytes = flash.geometry.blockBytes
        guard blockBytes >= 1024, flash.geometry.blockCount > StoreLayout.rootBlocks else { throw RingStoreError(.notFormatted) }
        let images = [Scratch(count: blockBytes), Scratch(count: blockBytes)]
        for (index, image) in images.enumerated() {
            try flashing { () throws(FlashError) in try flash.read(BlockIndex(index), offsetBytes: 0, into: image.bytes) }
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
        replay(images[current].readOnly)
    }

    var storeKeys: StoreKeys { keys }
    var eraseCounts: [UInt32] { [header.eraseCount, otherEraseCount] }

    /// Durable when it returns.
    func append(_ slot: RootSlot) throws(RingStoreError) {
        switch slot {
        case .eraseBegun:
            // Room for its `eraseDone` as well, so that no switch falls between the two.
            if freeSlots < 2 { try switchBlocks() }
        case .eraseDone(let block, _):
            underErase[block] = nil
            // The block is labelled already: a switch forgets the erase, and that says the same.
            if freeSlots < 1 { return try switchBlocks() }
        case .floor, .opening:
            if freeSlots < 1 { try switchBlocks() }
        }
        let bytes = slot.written(epoch: header.epoch, offset: nextOffset, keys: keys)
        let (block, offset) = (BlockIndex(current), nextOffset)
        nextOffset += RootSlot.byteCount
        try flashing { () throws(FlashError) in try flash.program(block, offsetBytes: offset, bytes.readOnly) }
        apply(slot)
    }

    private var freeSlots: Int { (flash.geometry.blockBytes - nextOffset) / RootSlot.byteCount }

    private func replay(_ block: UnsafeRawBufferPointer) {
        while nextOffset + RootSlot.byteCount <= block.count {
            let bytes = block.part(nextOffset, RootSlot.byteCount)
            if bytes.isBlank, block[nextOffset...].isBlankSlice {
                // A cut may have touched this slot and left it looking blank: it is not programmed again.
                nextOffset += RootSlot.byteCount
                return
            }
            if let slot = RootSlot(bytes, epoch: header.epoch, offset: nextOffset, keys: keys) { apply(slot) }
            nextOffset += RootSlot.byteCount
        }
    }

    private func apply(_ slot: RootSlot) {
        switch slot {
        case .eraseBegun(let block, let sequence, let count): underErase[block] = (sequence, count)
        case .eraseDone(let block, _):
            underErase[block] = nil
            opened.remove(block)
        case .opening(let block, _): opened.insert(block)
        case .floor(let seconds, let day): (floorSeconds, today) = (max(floorSeconds, seconds), max(today, day))
        }
    }

    private func switchBlocks() throws(RingStoreError) {
        precondition(underErase.isEmpty, "an erase is finished before the next one begins")
        let other = BlockIndex(1 - current)
        var next = header
        next.epoch += 1
        (next.floorSeconds, next.today, next.eraseCount) = (floorSeconds, today, otherEraseCount + 1)
        let bytes = next.written(keys: keys)
        try flashing { () throws(FlashError) in
            try flash.erase(other)
            try flash.program(other, offsetBytes: 0, bytes.readOnly)
        }
        otherEraseCount = header.eraseCount
        header = next
        current = other.number
        nextOffset = RootHeader.byteCount
    }

    private static func reasonForNone(_ findings: [RootHeader.Finding]) -> RingStoreError {
        for finding in findings { if case .whole = finding { return RingStoreError(.wrongDeviceKey) } }
        for finding in findings { if case .unknownVersion(let version) = finding { return RingStoreError(.unknownVersion(version)) } }
        return RingStoreError(findings.contains(.damaged) ? .rootDamaged : .notFormatted)
    }
}
