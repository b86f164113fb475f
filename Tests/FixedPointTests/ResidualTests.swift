import FixedPoint
import Testing

@Suite("Residual: 8 fractional bits, added, rounded once")
struct ResidualTests {
    @Test("the sum rounds half up and clamps")
    func sum() {
        let rows: [(Int32, Int32, Int8)] = [
            (0, 0, 0), (127, 0, 0), (128, 0, 1), (64, 64, 1), (383, 0, 1), (384, 0, 2), (-1000, 1000, 0),
            (-128, 0, 0), (-129, 0, 0), (127 * 256, 127, 127), (127 * 256, 128, 127),
            (Residual.limit, Residual.limit, 127), (-Residual.limit, -Residual.limit, 0),
        ]
        for (branch, identity, want) in rows {
            #expect(Residual.sum(branch, identity, low: 0) == want, "\(branch) + \(identity)")
            #expect(Residual.sum(identity, branch, low: 0) == want, "\(identity) + \(branch)")
        }
        #expect(Residual.sum(-129, 0, low: -127) == -1)
        #expect(Residual.sum(-128, 0, low: -127) == 0)
        #expect(Residual.sum(-Residual.limit, -Residual.limit, low: -127) == -127)
    }

    @Test("one rounding of the sum is not two roundings of the parts")
    func oneRounding() {
        // 0.5 + 0.5 is 1; rounded apart it would be 2.
        #expect(Residual.sum(128, 128, low: 0) == 1)
    }

    @Test("a branch saturates, and the sum of two saturated ones does not overflow", arguments: 1...62)
    func branchSaturates(shift: Int64) {
        for multiplier: Int32 in [1, 1 << 30, .max] {
            for accumulator: Int32 in [.min, -1, 0, 1, .max] {
                let branch = Residual.branch(accumulator, multiplier: multiplier, shift: shift)
                let exact =
                    (Int128(accumulator) * Int128(multiplier) + (Int128(1) << Int128(shift - 1))) >> Int128(shift)
                let limit = Int128(Residual.limit)
                #expect(Int128(branch) == min(max(exact, -limit), limit))
            }
        }
    }
}
