import CSodium
import Synchronization

/// A place for each secret of a face — a template, the key of its transform, what is made of that key — on pages that are locked
/// into memory, left out of core files, and guarded on both sides (`sodium_malloc`).
///
/// One terminal holds a few dozen at a time. Whoever holds more than `count` (a host that measures a model with thousands of
/// templates) gets ordinary memory for the rest, zeroed all the same; `allAreLocked` tells.
public enum LockedSlots {
    /// Bytes of a slot: a template, and more than any key.
    static let slotBytes = 128
    static let count = 256

    private struct Pool: @unchecked Sendable {
        var start: UnsafeMutableRawPointer?
        var free: [Int] = []
        var isLocked = true
    }

    private static let pool = Mutex(Pool())

    /// False once any secret of a face had to be kept where it can reach swap.
    public static var allAreLocked: Bool { pool.withLock { $0.isLocked } }

    /// Zero-filled.
    /// - Precondition: 1...`slotBytes`.
    static func allocate(byteCount: Int) -> UnsafeMutableRawBufferPointer {
        precondition((1...slotBytes).contains(byteCount))
        let slot = pool.withLock { take(from: &$0) }
        let bytes =
            slot.map { UnsafeMutableRawBufferPointer(start: $0, count: byteCount) }
            ?? .allocate(byteCount: byteCount, alignment: 16)
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
        return bytes
    }

    /// Zeroes, and gives the place back.
    static func free(_ bytes: UnsafeMutableRawBufferPointer) {
        bytes.zero()
        let wasSlot = pool.withLock { pool in
            guard let start = pool.start, let at = bytes.baseAddress else { return false }
            let offset = at - start
            guard (0..<count * slotBytes).contains(offset) else { return false }
            pool.free.append(offset / slotBytes)
            return true
        }
        if !wasSlot { bytes.deallocate() }
    }

    private static func take(from pool: inout Pool) -> UnsafeMutableRawPointer? {
        if pool.start == nil { begin(&pool) }
        guard let start = pool.start, let slot = pool.free.popLast() else {
            pool.isLocked = false
            return nil
        }
        return start + slot * slotBytes
    }

    private static func begin(_ pool: inout Pool) {
        precondition(sodium_init() >= 0)
        pool.start = sodium_malloc(count * slotBytes)
        guard let start = pool.start else { return }
        // libsodium does not report its own attempt, and locking twice is harmless.
        if sodium_mlock(start, count * slotBytes) != 0 { pool.isLocked = false }
        pool.free = Array((0..<count).reversed())
    }
}
