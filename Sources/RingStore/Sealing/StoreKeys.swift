import CSodium

/// What a MAC is made over; a byte of its own, so that one structure never passes for another.
enum MACDomain: UInt8 { case root = 1, slot, label, opening, record, commitment, anchor }

/// The keys one store derives from the device key, and the layout of its blocks: what it takes to write and to read each
/// structure on the flash. The device key itself is not kept.
///
///     store root   = BLAKE2b-32(device key; "menshen store" ‖ store id)
///     any other    = BLAKE2b-32(store root; purpose)
final class StoreKeys {
    static let storeIDBytes = 16
    static let anchorBytes = 32

    let storeID: [UInt8]
    let layout: PageLayout
    /// All of them, one behind the other: locked pages are dear.
    private let memory = LockedBytes(count: 128)
    private var root: UnsafeRawBufferPointer { memory.readOnly.part(0, 32) }
    /// Authenticates headers, labels, slots and commit marks.
    private var header: UnsafeRawBufferPointer { memory.readOnly.part(32, 32) }
    /// Seals the cohort keys.
    var cohortSealing: UnsafeRawBufferPointer { memory.readOnly.part(64, 32) }
    /// Of the living generation, where the store is anchored.
    var anchorSecret: UnsafeMutableRawBufferPointer { memory.bytes.part(96, Self.anchorBytes) }
    private let message = Scratch(count: 512)

    init(deviceKey: borrowing DeviceKey, storeID: [UInt8], layout: PageLayout) {
        precondition(storeID.count == Self.storeIDBytes)
        (self.storeID, self.layout) = (storeID, layout)
        blake2b(into: memory.bytes.part(0, 32), key: deviceKey.secret.readOnly, Array("menshen store".utf8) + storeID)
        blake2b(into: memory.bytes.part(32, 32), key: root, Array("menshen headers".utf8))
        blake2b(into: memory.bytes.part(64, 32), key: root, Array("menshen cohort keys".utf8))
    }

    /// From now on the cohort keys are sealed with what the store root and the anchor's secret give together.
    func sealCohortKeysWithAnchor() {
        let sealing = anchoredSealing(UnsafeRawBufferPointer(anchorSecret))
        memory.bytes.part(64, 32).copyMemory(from: sealing.readOnly)
    }

    /// What seals the cohort keys of a generation with this secret.
    func anchoredSealing(_ secret: UnsafeRawBufferPointer) -> LockedBytes {
        let key = LockedBytes(count: 32)
        let purpose = Array("menshen anchored keys".utf8)
        withUnsafeTemporaryAllocation(byteCount: purpose.count + Self.anchorBytes, alignment: 16) { message in
            message.copyBytes(from: purpose)
            message.part(purpose.count, Self.anchorBytes).copyMemory(from: secret)
            blake2b(into: key.bytes, key: root, UnsafeRawBufferPointer(message))
            message.zero()
        }
        return key
    }

    /// A 32-byte key for the caller's own use, e.g. to hash card numbers with.
    func derive(_ purpose: String) -> LockedBytes {
        let key = LockedBytes(count: 32)
        blake2b(into: key.bytes, key: root, Array("menshen use ".utf8) + Array(purpose.utf8))
        return key
    }

    /// BLAKE2b over domain, store id, two numbers that say where, and the bytes; keyed; `output.count` bytes of it.
    /// - Precondition: `bytes` is at most 400 long.
    func mac(
        _ domain: MACDomain, _ first: UInt64, _ second: UInt64, over bytes: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer
    ) {
        let length = 40 + bytes.count
        precondition(length <= message.bytes.count)
        Field<UInt64>(at: 0).set(UInt64(domain.rawValue), in: message.bytes)
        message.bytes.part(8, 16).copyBytes(from: storeID)
        Field<UInt64>(at: 24).set(first, in: message.bytes)
        Field<UInt64>(at: 32).set(second, in: message.bytes)
        message.bytes.part(40, bytes.count).copyMemory(from: bytes)
        // Computed at its full 32 bytes, then cut: BLAKE2b's shorter outputs are other functions.
        withUnsafeTemporaryAllocation(byteCount: 32, alignment: 16) { full in
            blake2b(into: full, key: header, message.readOnly.part(0, length))
            output.copyMemory(from: UnsafeRawBufferPointer(full).part(0, output.count))
        }
    }

    /// Whether the last `macBytes` of `bytes` are the MAC of what stands before them.
    func isAuthentic(
        _ domain: MACDomain, _ first: UInt64, _ second: UInt64, _ bytes: UnsafeRawBufferPointer, macBytes: Int
    ) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 16, alignment: 16) { expected in
            let body = bytes.count - macBytes
            mac(domain, first, second, over: bytes.part(0, body), into: expected.part(0, macBytes))
            return sodium_memcmp(expected.baseAddress!, bytes.baseAddress! + body, macBytes) == 0
        }
    }
}

/// The corresponding C function is `crypto_generichash_blake2b`.
func blake2b(
    into output: UnsafeMutableRawBufferPointer, key: UnsafeRawBufferPointer?, _ message: UnsafeRawBufferPointer
) {
    let status = crypto_generichash_blake2b(
        output.bindMemory(to: UInt8.self).baseAddress!, output.count,
        message.bindMemory(to: UInt8.self).baseAddress, UInt64(message.count),
        key?.bindMemory(to: UInt8.self).baseAddress, key?.count ?? 0)
    precondition(status == 0)
}

func blake2b(into output: UnsafeMutableRawBufferPointer, key: UnsafeRawBufferPointer?, _ message: [UInt8]) {
    message.withUnsafeBytes { blake2b(into: output, key: key, $0) }
}
