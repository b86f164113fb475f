import CSodium
import Synchronization

/// Bytes that stay secret: on pages of their own with guard pages around, locked into memory and left out of core files,
/// zeroed before they go. Comes from `sodium_malloc`.
///
/// Locking can fail (its limit is small on some systems). What is secret is kept all the same, for a door must go on; but from
/// then on `allAreLocked` is false, and faces are off (R39).
public final class LockedBytes {
    public let bytes: UnsafeMutableRawBufferPointer

    /// Zero-filled.
    public init(count: Int) {
        Sodium.start()
        guard let start = sodium_malloc(max(count, 1)) else {
            preconditionFailure("no memory for \(count) secret bytes")
        }
        // libsodium does not report its own attempt, and locking twice is harmless.
        if sodium_mlock(start, max(count, 1)) != 0 { Self.lockFailed.store(true, ordering: .relaxed) }
        sodium_memzero(start, count)
        bytes = UnsafeMutableRawBufferPointer(start: start, count: count)
    }

    public convenience init(copying source: UnsafeRawBufferPointer) {
        self.init(count: source.count)
        bytes.copyMemory(from: source)
    }

    deinit { sodium_free(bytes.baseAddress) }

    public var count: Int { bytes.count }
    public var readOnly: UnsafeRawBufferPointer { UnsafeRawBufferPointer(bytes) }

    /// Zeroes now, with a call the optimiser may not drop.
    public func zero() { bytes.zero() }

    private static let lockFailed = Atomic(false)

    /// False once any secret of this process could not be locked: it can have reached swap.
    public static var allAreLocked: Bool { !lockFailed.load(ordering: .relaxed) }
}

extension UnsafeMutableRawBufferPointer {
    /// Zeroes a part of secret memory, with a call the optimiser may not drop.
    func zero() {
        if let baseAddress { sodium_memzero(baseAddress, count) }
    }
}

/// The terminal's 32-byte root secret. It is an input of every mount and is never written to a ring.
public struct DeviceKey: ~Copyable {
    public static let byteCount = 32
    let secret: LockedBytes

    /// Copies the key; the caller zeroes its own copy.
    /// - Precondition: `bytes` holds 32 bytes.
    public init(copying bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count == Self.byteCount, "a device key has 32 bytes")
        secret = LockedBytes(copying: bytes)
    }

    /// - Parameter fill: writes 32 bytes straight into locked memory; they are zero before it runs.
    public init(fill: (UnsafeMutableRawBufferPointer) -> Void) {
        secret = LockedBytes(count: Self.byteCount)
        fill(secret.bytes)
    }

    /// A new key, for a terminal that has none yet.
    public init(from entropy: any Entropy) {
        secret = LockedBytes(count: Self.byteCount)
        entropy.fill(secret.bytes)
    }

    /// For whoever keeps the key: a credential or a file of mode 0600.
    public func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R { body(secret.readOnly) }
}
