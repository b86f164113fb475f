import SeededRandom
import FixedPoint
import Testing

@Suite("Requantise: one rounding, ties up")
struct RequantiseHalfUpTests {
    /// floor(a / 2^shift) by definition, in wider integers: what the implementation must equal.
    private static func oracle(_ accumulator: Int32, _ multiplier: Int32, _ shift: Int, low: Int8) -> Int8 {
        let product = Int128(accumulator) * Int128(multiplier) + (Int128(1) << Int128(shift - 1))
        let divisor = Int128(1) << Int128(shift)
        let (quotient, remainder) = product.quotientAndRemainder(dividingBy: divisor)
        let floored = remainder < 0 ? quotient - 1 : quotient
        return Int8(max(Int128(low), min(127, floored)))
    }

    static let multipliers: [Int32] = [1, 2, 3, 127, 65_536, 1 << 30, (1 << 30) + 1, .max - 1, .max]
    static let accumulators: [Int32] = {
        var values: [Int32] = [.min, .min + 1, .max - 1, .max, 0]
        for bit in 0..<31 as Range<Int32> {
            let power: Int32 = 1 << bit
            values += [power, -power, power - 1, 1 - power]
        }
        return values
    }()

    @Test("every shift, extreme multipliers and accumulators", arguments: 1...62)
    func everyShift(shift: Int) {
        for multiplier in Self.multipliers {
            for low: Int8 in [-128, -127, 0] {
                let requantise = RequantiseHalfUp(multiplier: multiplier, shift: shift, low: low)
                for accumulator in Self.accumulators {
                    let want = Self.oracle(accumulator, multiplier, shift, low: low)
                    #expect(requantise(accumulator) == want, "\(accumulator) * \(multiplier) >> \(shift), low \(low)")
                }
            }
        }
    }

    @Test("halves go up, also below zero")
    func ties() {
        let half = RequantiseHalfUp(multiplier: 1, shift: 1, low: -128)
        let rows: [(Int32, Int8)] = [(-5, -2), (-3, -1), (-2, -1), (-1, 0), (0, 0), (1, 1), (2, 1), (3, 2), (5, 3)]
        for (accumulator, want) in rows { #expect(half(accumulator) == want, "\(accumulator) / 2") }
    }

    @Test("it saturates at 127 and at low")
    func saturation() {
        let one = RequantiseHalfUp(multiplier: 1 << 30, shift: 30, low: 0)
        for (accumulator, want): (Int32, Int8) in [(126, 126), (127, 127), (128, 127), (.max, 127), (-1, 0), (.min, 0)]
        {
            #expect(one(accumulator) == want)
        }
        #expect(RequantiseHalfUp(multiplier: 1 << 30, shift: 30, low: -127)(.min) == -127)
    }

    @Test("random values equal the definition", arguments: [1, 2, 3] as [UInt64])
    func random(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<20_000 {
            let multiplier = Int32.random(in: 1 ... .max, using: &generator)
            let shift = Int.random(in: 1...62, using: &generator)
            let accumulator =
                Int32.random(in: .min ... .max, using: &generator) >> Int32.random(in: 0..<32, using: &generator)
            let have = RequantiseHalfUp(multiplier: multiplier, shift: shift, low: 0)(accumulator)
            #expect(
                have == Self.oracle(accumulator, multiplier, shift, low: 0),
                "seed=\(seed) \(accumulator) * \(multiplier) >> \(shift)")
        }
    }
}
