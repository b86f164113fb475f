import CSodium

/// ChaCha20 (IETF, nonce 0) as a source of unbiased draws. Zeroed when it goes.
struct KeyStream: ~Copyable {
    private static let blockBytes = 64

    private let key: UnsafeMutableRawBufferPointer
    private let block: UnsafeMutableRawBufferPointer
    private var counter: UInt32 = 0
    private var used = blockBytes

    init(_ templateKey: borrowing TemplateKey, _ purpose: StaticString) {
        key = LockedSlots.allocate(byteCount: Int(crypto_stream_chacha20_ietf_KEYBYTES))
        block = LockedSlots.allocate(byteCount: Self.blockBytes)
        templateKey.derive(purpose, into: key)
    }

    deinit {
        LockedSlots.free(key)
        LockedSlots.free(block)
    }

    mutating func nextByte() -> UInt8 {
        if used == Self.blockBytes { refill() }
        defer { used += 1 }
        return block[used]
    }

    /// Uniform in 0...last: bytes beyond the largest multiple are drawn again.
    /// - Precondition: `last` is 0...255.
    mutating func next(through last: Int) -> Int {
        precondition((0...255).contains(last))
        let count = last + 1
        let limit = 256 / count * count
        while true {
            let byte = Int(nextByte())
            if byte < limit { return byte % count }
        }
    }

    private mutating func refill() {
        let nonce = [UInt8](repeating: 0, count: Int(crypto_stream_chacha20_ietf_NONCEBYTES))
        block.initializeMemory(as: UInt8.self, repeating: 0)
        let bytes = block.baseAddress!.assumingMemoryBound(to: UInt8.self)
        crypto_stream_chacha20_ietf_xor_ic(
            bytes, bytes, UInt64(Self.blockBytes), nonce, counter,
            key.baseAddress!.assumingMemoryBound(to: UInt8.self))
        counter += 1
        used = 0
    }
}
