/// permutation and signs, Walsh–Hadamard of 128, permutation and signs; all of it in Int32, both permutations and both
/// sets of signs drawn from the key.
///
/// Orthogonal up to the factor √128, so it keeps every angle; what two keys make of one face has nothing in common
/// that could be compared.
struct KeyedTransform: ~Copyable {
    /// Inputs within ±2^23 stay within ±2^30.
    static let inputLimit: Int32 = 1 << 23

    private let before: SignedPermutation
    private let after: SignedPermutation

    init(_ key: borrowing TemplateKey) {
        var stream = KeyStream(key, "menshen template transform 1")
        before = SignedPermutation(&stream)
        after = SignedPermutation(&stream)
    }

    /// - Parameters:
    ///   - input: 128 numbers within ±`inputLimit`.
    ///   - output: 128 numbers, not the input; scaled by √128.
    func apply(_ input: UnsafePointer<Int32>, _ output: UnsafeMutablePointer<Int32>) {
        let middle = Embedding()
        before.apply(input, middle.values.baseAddress!)
        walshHadamard(middle.values.baseAddress!)
        after.apply(UnsafePointer(middle.values.baseAddress!), output)
    }
}

/// The unnormalised Walsh–Hadamard transform of 128 numbers, in place. Twice gives 128 times the input.
func walshHadamard(_ values: UnsafeMutablePointer<Int32>) {
    var half = 1
    while half < Embedding.length {
        var start = 0
        while start < Embedding.length {
            for index in start..<start + half {
                let (a, b) = (values[index], values[index + half])
                values[index] = a &+ b
                values[index + half] = a &- b
            }
            start += 2 * half
        }
        half *= 2
    }
}

/// output[i] = ±input[place[i]]. Zeroed when it goes: with the key gone nothing of it may stay.
struct SignedPermutation: ~Copyable {
    /// The place in the low seven bits, the sign in the top one.
    private let codes: UnsafeMutableRawBufferPointer

    /// Fisher–Yates, then the signs, a bit each.
    init(_ stream: inout KeyStream) {
        codes = LockedSlots.allocate(byteCount: Embedding.length)
        for index in 0..<Embedding.length { codes[index] = UInt8(index) }
        for index in stride(from: Embedding.length - 1, to: 0, by: -1) {
            codes.swapAt(index, stream.next(through: index))
        }
        for start in stride(from: 0, to: Embedding.length, by: 8) {
            let signs = stream.nextByte()
            for bit in 0..<8 where signs >> UInt8(bit) & 1 == 1 { codes[start + bit] |= 0x80 }
        }
    }

    deinit { LockedSlots.free(codes) }

    func apply(_ input: UnsafePointer<Int32>, _ output: UnsafeMutablePointer<Int32>) {
        for index in 0..<Embedding.length {
            let value = input[Int(codes[index] & 0x7F)]
            output[index] = codes[index] & 0x80 == 0 ? value : -value
        }
    }
}
