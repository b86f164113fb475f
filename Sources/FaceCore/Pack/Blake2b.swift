import CSodium

/// A running BLAKE2b over several pieces.
struct Blake2b: ~Copyable {
    private let state: UnsafeMutableRawPointer
    private let digestBytes: Int

    /// - Precondition: `digestBytes` is 16...64.
    init(digestBytes: Int) {
        precondition((16...64).contains(digestBytes))
        self.digestBytes = digestBytes
        // The C struct asks for 64-byte alignment and comes to Swift without a layout.
        state = .allocate(byteCount: crypto_generichash_statebytes(), alignment: 64)
        crypto_generichash_init(OpaquePointer(state), nil, 0, digestBytes)
    }

    deinit { state.deallocate() }

    func update(_ bytes: UnsafeRawBufferPointer) {
        let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        crypto_generichash_update(OpaquePointer(state), start, UInt64(bytes.count))
    }

    consuming func finish() -> [UInt8] {
        var result = [UInt8](repeating: 0, count: digestBytes)
        crypto_generichash_final(OpaquePointer(state), &result, digestBytes)
        return result
    }
}
