import CSodium

/// The secret of a template's transform: 32 bytes, per person in verify, per device in identify. Locked into memory, zeroed when it goes.
public struct TemplateKey: ~Copyable, @unchecked Sendable {
    public static let byteCount = 32

    private let bytes: UnsafeMutableRawBufferPointer

    /// - Parameter fill: writes `byteCount` random bytes; they are zero before it runs.
    public init(fill: (UnsafeMutableRawBufferPointer) -> Void) {
        bytes = LockedSlots.allocate(byteCount: Self.byteCount)
        fill(bytes)
    }

    /// - Precondition: `secret` holds `byteCount` bytes.
    public init(copying secret: UnsafeRawBufferPointer) {
        precondition(secret.count == Self.byteCount)
        self.init { $0.copyMemory(from: secret) }
    }

    deinit { LockedSlots.free(bytes) }

    /// BLAKE2b-256, keyed with the secret, of `purpose`: keys for different uses have nothing to do with each other.
    func derive(_ purpose: StaticString, into out: UnsafeMutableRawBufferPointer) {
        precondition((16...64).contains(out.count))
        let result = crypto_generichash(
            out.baseAddress!.assumingMemoryBound(to: UInt8.self), out.count, purpose.utf8Start,
            UInt64(purpose.utf8CodeUnitCount), bytes.baseAddress!.assumingMemoryBound(to: UInt8.self), bytes.count)
        precondition(result == 0)
    }
}
