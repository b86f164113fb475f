/// The largest integer whose square is not above `value`, exactly.
///
/// Digit by digit from the top: 32 rounds at most, no division, the same on every machine.
@inlinable
public func integerSquareRoot(_ value: UInt64) -> UInt32 {
    guard value > 0 else { return 0 }
    var remainder = value
    var root: UInt64 = 0
    // The highest power of four that is not above `value`.
    var bit: UInt64 = 1 << UInt64((63 - value.leadingZeroBitCount) & ~1)
    while bit != 0 {
        if remainder >= root + bit {
            remainder -= root + bit
            root = (root >> 1) + bit
        } else {
            root >>= 1
        }
        bit >>= 2
    }
    return UInt32(root)
}
