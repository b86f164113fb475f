import CSodium

/// Two places that are rewritten whole, for an anchor that survives a power cut in the middle of one.
public protocol AnchorSlots: AnyObject {
    /// What the medium can promise.
    var anchorPromises: AnchorPromises { get }
    /// Fills `SlottedAnchor.slotBytes` from place 0 or 1.
    func read(slot: Int, into bytes: UnsafeMutableRawBufferPointer) throws(AnchorError)
    /// Durable when it returns. Power cut: any of the old and the new bytes of this slot, and the same ones at each later read.
    func write(slot: Int, _ bytes: UnsafeRawBufferPointer) throws(AnchorError)
}

/// An anchor in two checked slots; the one with the higher count is the newer. Little-endian.
///
///     at  bytes  slot
///      0      8  magic     "MANCHOR" and a zero
///      8      8  count
///     16     32  secret
///     48     16  checksum  BLAKE2b-16 without a key of bytes 0..<48
///
/// A new secret goes to the older slot, then to the other one: when `replace` returns, the secret before it stands nowhere.
/// `read` finishes what a cut has left of that, so a secret that has been read is the only one.
public final class SlottedAnchor: Anchor {
    /// What one of the two places holds.
    public static let slotBytes = 64

    private static let magic = Array("MANCHOR".utf8) + [0]
    private static let count = Field<UInt64>(at: 8)
    private static let secretRange = 16..<48
    private let slots: any AnchorSlots
    private let isReadOnly: Bool
    /// A write failed: what can be read may stand in a cache, and not on the medium.
    private var isUnsure = false
    /// Both slots, as last read or written.
    private let memory = LockedBytes(count: 2 * slotBytes)

    /// - Parameter readOnly: nothing is written: for a look at a store that no terminal runs on.
    public init(_ slots: any AnchorSlots, readOnly: Bool = false) {
        Sodium.start()
        (self.slots, isReadOnly) = (slots, readOnly)
    }

    public var promises: AnchorPromises { slots.anchorPromises }

    public func read(into secret: UnsafeMutableRawBufferPointer) throws(AnchorError) {
        let counts = try load()
        guard let newest = Self.newest(counts) else { throw isBlank ? .blank : .damaged }
        secret.copyMemory(from: part(newest).part(Self.secretRange.lowerBound, StoreKeys.anchorBytes))
        let other = part(1 - newest).part(Self.secretRange.lowerBound, StoreKeys.anchorBytes)
        let isSettled = counts[1 - newest] != nil && other.isEqual(to: UnsafeRawBufferPointer(secret))
        if isReadOnly || isSettled && !isUnsure { return }
        try write(UnsafeRawBufferPointer(secret), count: counts[newest]! + 1, to: 1 - newest)
        if isUnsure { try write(UnsafeRawBufferPointer(secret), count: counts[newest]! + 2, to: newest) }
        isUnsure = false
    }

    public func replace(by secret: UnsafeRawBufferPointer) throws(AnchorError) {
        guard !isReadOnly else { throw .medium(0) }
        let counts = try load()
        let newest = Self.newest(counts) ?? 0
        let last = counts[newest] ?? 0
        try write(secret, count: last + 1, to: 1 - newest)
        try write(secret, count: last + 2, to: newest)
        isUnsure = false
    }

    /// - Returns: the count of each slot that is whole.
    private func load() throws(AnchorError) -> [UInt64?] {
        var counts: [UInt64?] = []
        var failure: AnchorError?
        for slot in 0..<2 {
            do throws(AnchorError) {
                try slots.read(slot: slot, into: memory.bytes.part(slot * Self.slotBytes, Self.slotBytes))
                counts.append(Self.isWhole(part(slot)) ? Self.count.get(part(slot)) : nil)
            } catch {
                // A torn sector often does not answer; the other slot says the same, or what was before.
                failure = error
                counts.append(nil)
            }
        }
        if let failure, counts == [nil, nil] { throw failure }
        return counts
    }

    private func write(_ secret: UnsafeRawBufferPointer, count: UInt64, to slot: Int) throws(AnchorError) {
        let bytes = memory.bytes.part(slot * Self.slotBytes, Self.slotBytes)
        bytes.part(0, 8).copyBytes(from: Self.magic)
        Self.count.set(count, in: bytes)
        bytes.part(Self.secretRange.lowerBound, StoreKeys.anchorBytes).copyMemory(from: secret)
        Self.writeChecksum(of: part(slot), into: bytes.part(48, 16))
        isUnsure = true
        try slots.write(slot: slot, part(slot))
        // Read back: what stands there now is all that opens the newest keys.
        let check = LockedBytes(count: Self.slotBytes)
        try slots.read(slot: slot, into: check.bytes)
        guard check.readOnly.isEqual(to: part(slot)) else { throw .damaged }
    }

    private func part(_ slot: Int) -> UnsafeRawBufferPointer {
        memory.readOnly.part(slot * Self.slotBytes, Self.slotBytes)
    }

    private var isBlank: Bool {
        memory.readOnly.isBlank || memory.readOnly.allSatisfy { $0 == 0 }
    }

    private static func newest(_ counts: [UInt64?]) -> Int? {
        switch (counts[0], counts[1]) {
        case (nil, nil): nil
        case (_?, nil): 0
        case (nil, _?): 1
        case (let first?, let second?): first > second ? 0 : 1
        }
    }

    private static func isWhole(_ slot: UnsafeRawBufferPointer) -> Bool {
        guard slot.prefix(8).elementsEqual(magic) else { return false }
        return withUnsafeTemporaryAllocation(byteCount: 16, alignment: 16) { checksum in
            writeChecksum(of: slot, into: checksum)
            return UnsafeRawBufferPointer(checksum).isEqual(to: slot.part(48, 16))
        }
    }

    private static func writeChecksum(of slot: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) {
        blake2b(into: output, key: nil, slot.part(0, 48))
    }
}
