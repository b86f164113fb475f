/// One entry of the root log: 32 bytes, little-endian, in units of its own. A torn one is skipped.
///
///     at  bytes  field
///      0      1  kind      1 erase begun · 2 erase done · 3 floor · 4 opening · 5 resuming · 6 out of service · 7 ids
///      1      1  later     1: written in this block · 0: carried over from the other one
///      2      2  zero
///      4      4  block     7: the ring · 3: how many blocks the sum is of, or 0
///      8      8  value     1, 4, 5: the block's sequence · 3: UTC seconds · 7: the id that the next new record gets
///     16      4  number    1, 2: the erase count that the block will have · 3: the day, since 1970-01-01 ·
///                          4: the block whose content it takes over, or 0
///     20      4  next id   4: of the ring, when the block is opened; clamped, 0 in version 1 ·
///                          3: the sum of the blocks' erase counts; see `EraseSum`
///     24      8  mac       over epoch, offset, bytes 0..<24
enum RootSlot: Equatable {
    case eraseBegun(block: Int, sequence: UInt64, eraseCount: UInt32)
    case eraseDone(block: Int, eraseCount: UInt32)
    case floor(seconds: Int64, day: Int32, sum: EraseSum)
    /// The block's opening is about to be programmed: from now on it is in doubt. Everything else in its ring is finished,
    /// unless it is opened to take over from a block that will be erased then: that one counts until its erase has begun.
    /// `nextID`: what has been given is below it, even if no header that had it stands any more.
    case opening(block: Int, sequence: UInt64, from: Int?, nextID: UInt64)
    /// A block from before the last mount is about to be appended to: from now on it is in doubt.
    case resuming(block: Int, sequence: UInt64)
    /// A mount could not make out what stands in the block, and went on without it: should it be readable again, it does not
    /// count until it has been erased, for what was deleted or revised meanwhile would come back.
    case outOfService(block: Int)
    /// No id below this one is given again.
    case ids(ring: Int, next: UInt64)

    static let byteCount = 32
    private static let kind = Field<UInt8>(at: 0), later = Field<UInt8>(at: 1), block = Field<UInt32>(at: 4),
        value = Field<UInt64>(at: 8)
    private static let number = Field<UInt32>(at: 16), nextID = Field<UInt32>(at: 20)

    func written(epoch: UInt64, offset: Int, isLater: Bool, keys: StoreKeys) -> Scratch {
        let scratch = Scratch(count: Self.byteCount, in: keys.layout)
        Self.later.set(isLater ? 1 : 0, in: scratch.bytes)
        switch self {
        case .eraseBegun(let block, let sequence, let count):
            Self.fill(scratch, 1, UInt32(block), sequence, count)
        case .eraseDone(let block, let count):
            Self.fill(scratch, 2, UInt32(block), 0, count)
        case .floor(let seconds, let day, let sum):
            let isFirst = keys.layout.version == FormatVersion.first
            Self.fill(scratch, 3, isFirst ? 0 : sum.blocks, UInt64(bitPattern: seconds), UInt32(bitPattern: day))
            if !isFirst { Self.nextID.set(sum.erases, in: scratch.bytes) }
        case .opening(let block, let sequence, let source, let next):
            Self.fill(scratch, 4, UInt32(block), sequence, UInt32(source ?? 0))
            if keys.layout.version > FormatVersion.first {
                Self.nextID.set(UInt32(clamping: next), in: scratch.bytes)
            }
        case .resuming(let block, let sequence):
            Self.fill(scratch, 5, UInt32(block), sequence, 0)
        case .outOfService(let block): Self.fill(scratch, 6, UInt32(block), 0, 0)
        case .ids(let ring, let next): Self.fill(scratch, 7, UInt32(ring), next, 0)
        }
        keys.mac(.slot, epoch, UInt64(offset), over: scratch.readOnly.part(0, 24), into: scratch.bytes.part(24, 8))
        return scratch
    }

    init?(_ bytes: UnsafeRawBufferPointer, epoch: UInt64, offset: Int, keys: StoreKeys) {
        guard keys.isAuthentic(.slot, epoch, UInt64(offset), bytes, macBytes: 8) else { return nil }
        switch Self.kind.get(bytes) {
        case 1:
            self = .eraseBegun(
                block: Int(Self.block.get(bytes)), sequence: Self.value.get(bytes), eraseCount: Self.number.get(bytes))
        case 2: self = .eraseDone(block: Int(Self.block.get(bytes)), eraseCount: Self.number.get(bytes))
        case 3:
            self = .floor(
                seconds: Int64(bitPattern: Self.value.get(bytes)), day: Int32(bitPattern: Self.number.get(bytes)),
                sum: EraseSum(blocks: Self.block.get(bytes), erases: Self.nextID.get(bytes)))
        case 4:
            let source = Int(Self.number.get(bytes))
            self = .opening(
                block: Int(Self.block.get(bytes)), sequence: Self.value.get(bytes), from: source == 0 ? nil : source,
                nextID: UInt64(Self.nextID.get(bytes)))
        case 5: self = .resuming(block: Int(Self.block.get(bytes)), sequence: Self.value.get(bytes))
        case 6: self = .outOfService(block: Int(Self.block.get(bytes)))
        case 7: self = .ids(ring: Int(Self.block.get(bytes)), next: Self.value.get(bytes))
        default: return nil
        }
    }

    /// Of an authentic slot: whether it was written when its block counted already, or to make it count.
    static func isLater(_ bytes: UnsafeRawBufferPointer) -> Bool { later.get(bytes) == 1 }

    private static func fill(_ scratch: Scratch, _ kind: UInt8, _ block: UInt32, _ value: UInt64, _ number: UInt32) {
        Self.kind.set(kind, in: scratch.bytes)
        Self.block.set(block, in: scratch.bytes)
        Self.value.set(value, in: scratch.bytes)
        Self.number.set(number, in: scratch.bytes)
    }
}
