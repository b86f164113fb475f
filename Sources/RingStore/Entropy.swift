import CSodium

/// Where random bytes come from: a port, so that a test repeats exactly.
public protocol Entropy: AnyObject {
    /// Fills the whole buffer with bytes nobody can guess.
    func fill(_ buffer: UnsafeMutableRawBufferPointer)
}

/// The kernel's random bytes. The corresponding C function is `randombytes_buf`.
public final class SodiumEntropy: Entropy, Sendable {
    public init() { Sodium.start() }
    public func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        guard let start = buffer.baseAddress else { return }
        randombytes_buf(start, buffer.count)
    }
}

/// A repeatable stream for tests and benches: the same seed gives the same bytes. Never for a terminal.
public final class SeededEntropy: Entropy {
    private var seed: (UInt64, UInt64, UInt64, UInt64)

    public init(seed: UInt64) {
        Sodium.start()
        self.seed = (seed, 0, 0, 0)
    }

    /// The corresponding C function is `randombytes_buf_deterministic` (ChaCha20), with a counter in its seed.
    public func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        guard let start = buffer.baseAddress else { return }
        seed.1 += 1
        withUnsafeBytes(of: seed) { bytes in
            randombytes_buf_deterministic(start, buffer.count, bytes.bindMemory(to: UInt8.self).baseAddress!)
        }
    }
}

extension Entropy {
    func fill(_ bytes: inout [UInt8]) { bytes.withUnsafeMutableBytes { fill($0) } }

    /// `count` fresh bytes that need not stay secret: a nonce, a salt, an identifier.
    public func bytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        fill(&bytes)
        return bytes
    }

    /// A fresh number, every value equally likely.
    public func number() -> UInt64 {
        var number: UInt64 = 0
        withUnsafeMutableBytes(of: &number) { fill($0) }
        return number
    }
}

/// libsodium has to be started once before its first use; every way in comes through here.
enum Sodium {
    private static let isStarted: Bool = sodium_init() >= 0
    static func start() { precondition(isStarted, "libsodium did not start") }
}
