/// int8 = clamp((accumulator * multiplier + 2^(shift-1)) >> shift, to: low...127); low is 0 after ReLU.
///
/// One rounding, ties up. With `multiplier` > 0 and `shift` in 1...62 nothing overflows.
public struct RequantiseHalfUp: Equatable, Sendable {
    public let multiplier: Int32
    public let shift: Int64
    public let low: Int8

    /// - Precondition: `multiplier` > 0, `shift` in 1...62.
    @inlinable
    public init(multiplier: Int32, shift: Int, low: Int8) {
        precondition(multiplier > 0 && (1...62).contains(shift))
        (self.multiplier, self.shift, self.low) = (multiplier, Int64(shift), low)
    }

    @inlinable
    public func callAsFunction(_ accumulator: Int32) -> Int8 {
        max(low, Int8(clamping: scaleHalfUp(accumulator, multiplier: multiplier, shift: shift)))
    }
}

/// (value * multiplier + 2^(shift-1)) >> shift: the project's only rounding.
///
/// - Parameters:
///   - multiplier: above 0.
///   - shift: 1...62. Neither is checked here: tables of them are checked once, when they are read.
@inlinable @inline(__always)
public func scaleHalfUp(_ value: Int32, multiplier: Int32, shift: Int64) -> Int64 {
    // |product| <= 2^62 and half <= 2^61: the sum stays below 2^63.
    (Int64(value) &* Int64(multiplier) &+ (1 &<< (shift &- 1))) &>> shift
}
