/// What the network says about one face: 128 numbers, Int32 with 16 fractional bits, not normalised.
///
/// Flip averaged: the sum of the outputs for the chip and for its mirror image, so each number is within ±2^23.
/// Zeroed when it goes; no textual form, cannot be copied or encoded.
public struct Embedding: ~Copyable, @unchecked Sendable {
    public static let length = 128
    public static let fractionalBits = 16
    /// One output of the network saturates here: ±64.
    static let outputLimit: Int32 = (1 << 22) - 1

    let values: UnsafeMutableBufferPointer<Int32>

    /// All zero.
    init() {
        values = .allocate(capacity: Self.length)
        values.initialize(repeating: 0)
    }

    deinit { UnsafeMutableRawBufferPointer(values).zeroAndFree() }
}
