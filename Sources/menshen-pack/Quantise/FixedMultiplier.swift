import Foundation

/// A positive real number as multiplier / 2^shift, the multiplier in 2^30 ..< 2^31.
struct FixedMultiplier: Equatable {
    let multiplier: Int32
    let shift: Int32

    /// - Precondition: `real` is in 2^-31 ..< 2^29, so that the shift is in 1...62.
    init(_ real: Double) {
        precondition(real >= 0x1p-31 && real < 0x1p29, "no fixed multiplier for \(real)")
        // real = significand * 2^exponent, significand in 1 ..< 2
        var exponent = Int32(real.exponent)
        var scaled = (real.significand * 0x1p30).rounded()
        if scaled == 0x1p31 { (scaled, exponent) = (0x1p30, exponent + 1) }
        multiplier = Int32(scaled)
        shift = 30 - exponent
    }

    var real: Double { Double(multiplier) * pow(2, -Double(shift)) }
}
