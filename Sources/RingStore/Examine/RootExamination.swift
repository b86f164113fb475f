/// One root block, entry by entry. The block that does not count may be in any state: a cut leaves it so.
struct RootExamination {
    private let bytes: UnsafeRawBufferPointer
    private let block: Int
    private let root: RootLog

    init(_ bytes: UnsafeRawBufferPointer, block: Int, root: RootLog) {
        (self.bytes, self.block, self.root) = (bytes, block, root)
    }

    func report(into result: inout StoreExamination) {
        guard case .whole(let header) = RootHeader.find(in: bytes), header.epoch == root.header.epoch,
            RootHeader.isAuthentic(bytes, keys: root.storeKeys)
        else {
            // Known by its slots alone.
            if block == root.current {
                add(0, RootHeader.byteCount, .nothing, &result)
                reportSlots(epoch: root.header.epoch, into: &result)
            } else if !isExpected {
                result.unfinished.append(UnfinishedWork(what: .root, ring: nil, block: BlockIndex(block)))
            }
            return
        }
        reportSlots(epoch: header.epoch, into: &result)
    }

    private func reportSlots(epoch: UInt64, into result: inout StoreExamination) {
        var torn: Int?
        let layout = root.storeKeys.layout
        for offset in stride(from: layout.rootHeaderBytes, to: bytes.count, by: layout.slotBytes) {
            let slot = bytes.part(offset, min(RootSlot.byteCount, bytes.count - offset))
            if slot.isBlank, bytes[offset...].isBlankSlice { break }
            // The last one may have been torn by a cut; one with others behind it was not.
            if let torn { add(torn, RootSlot.byteCount, .unknown, &result) }
            torn = nil
            let isSlot = slot.count == RootSlot.byteCount
            if !isSlot || RootSlot(slot, epoch: epoch, offset: offset, keys: root.storeKeys) == nil {
                torn = offset
            }
        }
        if torn != nil { result.unfinished.append(UnfinishedWork(what: .root, ring: nil, block: BlockIndex(block))) }
    }

    /// Never used, or the one that counted before.
    private var isExpected: Bool {
        if bytes.isBlank { return true }
        guard case .whole(let header) = RootHeader.find(in: bytes) else { return false }
        return header.epoch < root.header.epoch && RootHeader.isAuthentic(bytes, keys: root.storeKeys)
    }

    private func add(_ offset: Int, _ byteCount: Int, _ loss: StoreDamage.Loss, _ result: inout StoreExamination) {
        result.damage.append(
            StoreDamage(.rootEntry, ring: nil, block: block, offset: offset, byteCount: byteCount, loss: loss))
    }
}
