/// What mount finds in one block of a ring.
enum BlockFinding: Equatable {
    /// Labelled and blank behind the label: may become the head.
    case blank(eraseCount: UInt32)
    /// Erased again: its opening was cut off (even if it looks blank), or its label has a flipped bit; blank behind.
    case spoiled(eraseCount: UInt32)
    /// - isMended: its label cannot be read, or a bit of its opening is flipped.
    case open(eraseCount: UInt32, sequence: UInt64, isMended: Bool)
    /// Not readable as any of these, and no erase of it was under way: it is left alone and set aside.
    case damaged

    /// - Parameters:
    ///   - openingBegun: the root log says that its opening was begun, and perhaps not finished.
    ///   - trials: shared by all blocks that are looked at together.
    init(
        _ bytes: UnsafeRawBufferPointer, block index: Int, ring: RingID, openingBegun: Bool, keys: StoreKeys,
        trials: EraseCountTrials
    ) {
        let label = BlockHeader.labelledEraseCount(bytes, block: index, ring: ring, keys: keys)
        let mended = label == nil ? BlockHeader.mendedLabel(bytes, block: index, ring: ring, keys: keys) : nil
        let count =
            label
            ?? mended.flatMap {
                BlockHeader.labelledEraseCount($0.readOnly, block: index, ring: ring, keys: keys)
            }
        guard let count else {
            let isKnown = !BlockHeader.isOfUnknownVersion(bytes, block: index, ring: ring, keys: keys)
            let opening =
                isKnown
                ? BlockHeader.openedWithoutLabel(bytes, block: index, ring: ring, keys: keys, trials: trials) : nil
            self = opening.map { .open(eraseCount: $0, sequence: $1, isMended: true) } ?? .damaged
            return
        }
        trials.likely = count
        let isBlankBehind = bytes[keys.layout.recordsOffset...].isBlankSlice
        if let sequence = BlockHeader.openedSequence(bytes, block: index, ring: ring, eraseCount: count, keys: keys) {
            self = .open(eraseCount: count, sequence: sequence, isMended: mended != nil)
        } else if isBlankBehind {
            let isBlank = bytes[keys.layout.openingOffset...].isBlankSlice && !openingBegun && mended == nil
            self = isBlank ? .blank(eraseCount: count) : .spoiled(eraseCount: count)
        } else if let sequence = BlockHeader.mendedSequence(
            bytes, block: index, ring: ring, eraseCount: count, keys: keys)
        {
            self = .open(eraseCount: count, sequence: sequence, isMended: true)
        } else {
            self = .damaged
        }
    }

    var eraseCount: UInt32? {
        switch self {
        case .blank(let count), .spoiled(let count), .open(let count, _, _): count
        case .damaged: nil
        }
    }
}
