import CSodium
import Synchronization

/// Memory for what must not linger: zero when it is taken, and zeroed before it goes. It is from `sodium_malloc`, locked and left
/// out of core files; where the system has none of that, ordinary memory, for a door does not end for what somebody types.
public final class SecretMemory: @unchecked Sendable {
    // Changed by the one holder there is then.
    let bytes: UnsafeMutableRawBufferPointer
    private let isApart: Bool

    /// - Parameter allocate: nil where it has no memory.
    /// - Precondition: one byte at least.
    init(byteCount: Int, allocate: (Int) -> UnsafeMutableRawPointer? = sodium_malloc) {
        precondition(byteCount > 0 && sodium_init() >= 0)
        if let start = allocate(byteCount) {
            (bytes, isApart) = (UnsafeMutableRawBufferPointer(start: start, count: byteCount), true)
        } else {
            (bytes, isApart) = (.allocate(byteCount: byteCount, alignment: 16), false)
            Self.hasFallenBack.store(true, ordering: .relaxed)
        }
        zero()
    }

    deinit {
        zero()
        if isApart { sodium_free(bytes.baseAddress) } else { bytes.deallocate() }
    }

    private func zero() { sodium_memzero(bytes.baseAddress!, bytes.count) }

    private static let hasFallenBack = Atomic(false)

    /// False once something was kept in ordinary memory: it can have reached swap.
    public static var allIsApart: Bool { !hasFallenBack.load(ordering: .relaxed) }
}
