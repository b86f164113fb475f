/// The residual sum: two branches as int32 with 8 fractional bits, added, then one rounding (half up) and the clamp.
///
///     int8 = clamp((branch + identity + 2^7) >> 8, to: low...127)
public enum Residual {
    public static let fractionalBits = 8
    /// A branch saturates here, so that the sum of two stays inside int32.
    public static let limit: Int32 = 1 << 29

    /// Brings an accumulator to 8 fractional bits: saturate((accumulator * multiplier + 2^(shift-1)) >> shift).
    ///
    /// - Parameter shift: 1...62, and `multiplier` > 0; both were checked when they were read.
    @inlinable @inline(__always)
    public static func branch(_ accumulator: Int32, multiplier: Int32, shift: Int64) -> Int32 {
        let scaled = scaleHalfUp(accumulator, multiplier: multiplier, shift: shift)
        return Int32(truncatingIfNeeded: min(max(scaled, Int64(-limit)), Int64(limit)))
    }

    /// - Parameters:
    ///   - branch: within ±`limit`.
    ///   - identity: within ±`limit`.
    @inlinable @inline(__always)
    public static func sum(_ branch: Int32, _ identity: Int32, low: Int8) -> Int8 {
        let rounded = (branch &+ identity &+ (1 &<< Int32(fractionalBits - 1))) &>> Int32(fractionalBits)
        return max(low, Int8(clamping: rounded))
    }
}
