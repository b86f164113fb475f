/// A face as the terminal keeps it: 128 Int8, the largest magnitude 127, in a domain that only its key names.
///
/// Locked into memory, zeroed when it goes; no textual form, cannot be copied or encoded. Only Records can seal one
/// (`import` of FaceCore with `@_spi(Sealing)`).
public struct Template: ~Copyable, @unchecked Sendable {
    public static let length = 128

    let values: UnsafeMutableBufferPointer<Int8>
    /// Names the key without telling it: templates under different keys are never compared.
    let domain: UInt64

    /// Transforms with the key, then quantises once: int8 = round half up (value * 127 / largest magnitude).
    /// An embedding of zeros gives a template of zeros, which scores 0 against everything.
    public init(_ embedding: borrowing Embedding, key: borrowing TemplateKey) {
        self.init(domain: Self.domain(of: key))
        let transformed = Embedding()
        let transform = KeyedTransform(key)
        transform.apply(UnsafePointer(embedding.values.baseAddress!), transformed.values.baseAddress!)
        quantise(transformed)
    }

    private init(domain: UInt64) {
        values = LockedSlots.allocate(byteCount: Self.length).bindMemory(to: Int8.self)
        self.domain = domain
    }

    deinit { LockedSlots.free(UnsafeMutableRawBufferPointer(values)) }

    private func quantise(_ transformed: borrowing Embedding) {
        // A running maximum: an array of magnitudes would stay on the heap, unzeroed.
        var largest: Int64 = 0
        for value in transformed.values { largest = max(largest, Int64(value.magnitude)) }
        guard largest > 0 else { return }
        for index in 0..<Self.length {
            // floor((2 * 127 * value + largest) / (2 * largest)); the division is made floor by hand.
            let numerator = 2 * 127 * Int64(transformed.values[index]) + largest
            let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: 2 * largest)
            values[index] = Int8(remainder < 0 ? quotient - 1 : quotient)
        }
    }

    private static func domain(of key: borrowing TemplateKey) -> UInt64 {
        withUnsafeTemporaryAllocation(byteCount: 32, alignment: 16) { bytes in
            key.derive("menshen template domain 1", into: bytes)
            return bytes.load(as: UInt64.self)
        }
    }
}

/// For Records alone, which holds the key that seals and the consent that allows it.
@_spi(Sealing)
extension Template {
    public static let sealableByteCount = length

    /// Hands out the 128 bytes for sealing; they are gone when the template is.
    public borrowing func withSealableBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(values))
    }

    /// Makes a template of bytes that were sealed, under the key that it was made with.
    ///
    /// - Returns: nil unless there are `sealableByteCount` bytes and none is -128, which no template holds.
    public init?(sealedBytes: RawSpan, key: borrowing TemplateKey) {
        guard sealedBytes.byteCount == Self.sealableByteCount,
            sealedBytes.withUnsafeBytes({ !$0.contains(0x80) })
        else { return nil }
        self.init(domain: Self.domain(of: key))
        sealedBytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(values).copyMemory(from: $0) }
    }
}
