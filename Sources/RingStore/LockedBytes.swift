import CSodium

/// Bytes that stay secret: on pages of their own with guard pages around, locked into memory where the system lets us,
/// zeroed before they go. Comes from `sodium_malloc`.
///
/// `mlock` can fail (its limit is small on some systems) and libsodium then goes on without it; `isLockable` says whether
/// this process can lock at all.
public final class LockedBytes {
    public let bytes: UnsafeMutableRawBufferPointer

    /// Zero-filled.
    public init(count: Int) {
        Sodium.start()
        guard let start = sodium_malloc(max(count, 1)) else {
            preconditionFailure("no memory for \(count) secret bytes")
        }
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

    /// Whether this process may lock one page: false means that secrets can reach swap (R39).
    public static var isLockable: Bool {
        let probe = LockedBytes(count: 4096)
        guard let start = probe.bytes.baseAddress else { return false }
        // Locking twice is harmless; libsodium does not report its own attempt.
        return sodium_mlock(start, 4096) == 0
    }
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
