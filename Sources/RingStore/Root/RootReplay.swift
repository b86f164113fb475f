/// What stands in one root block behind its header.
struct RootReplay {
    private(set) var slots: [RootSlot] = []
    /// Slots that were not carried over: they prove that header and carried slots were finished.
    private(set) var laterSlots = 0
    /// Every slot is authentic, but perhaps the last one, which a cut may have torn.
    private(set) var isIntact = true
    /// Slots that are not blank and not authentic, the last one aside.
    private(set) var damagedSlots = 0
    private(set) var endOffset: Int

    init(_ block: UnsafeRawBufferPointer, epoch: UInt64, keys: StoreKeys) {
        endOffset = keys.layout.rootHeaderBytes
        var lastIsDamaged = false
        while endOffset + keys.layout.slotBytes <= block.count {
            let bytes = block.part(endOffset, RootSlot.byteCount)
            if bytes.isBlank, block[endOffset...].isBlankSlice { break }
            if lastIsDamaged { damagedSlots += 1 }
            lastIsDamaged = false
            if let slot = RootSlot(bytes, epoch: epoch, offset: endOffset, keys: keys) {
                slots.append(slot)
                laterSlots += RootSlot.isLater(bytes) ? 1 : 0
            } else {
                lastIsDamaged = true
            }
            endOffset += keys.layout.slotBytes
        }
        isIntact = damagedSlots == 0
    }
}
