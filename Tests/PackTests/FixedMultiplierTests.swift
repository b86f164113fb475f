import SeededRandom
import Testing

@testable import menshen_pack

@Suite("Real scales become multiplier and shift")
struct FixedMultiplierTests {
    @Test("31 bits are used, and the error is below half of the last", arguments: [1, 2] as [UInt64])
    func precision(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<5000 {
            let real =
                Double.random(in: 1..<2, using: &generator) * [0x1p-31, 0x1p-10, 1, 0x1p20, 0x1p28].randomElement(
                    using: &generator)!
            let fixed = FixedMultiplier(real)
            #expect(fixed.multiplier >= 1 << 30 && (1...62).contains(fixed.shift), "seed=\(seed) \(real)")
            #expect(abs(fixed.real / real - 1) <= 0x1p-31, "seed=\(seed) \(real)")
        }
    }

    @Test("the edges of the range, and rounding up into the next power of two")
    func edges() {
        #expect(FixedMultiplier(1) == FixedMultiplier(1.0) && FixedMultiplier(1).shift == 30)
        #expect(FixedMultiplier(0x1p-31).shift == 61 && FixedMultiplier(0x1p28).shift == 2)
        let almost = FixedMultiplier(1 - 0x1p-50)
        #expect(almost.multiplier == 1 << 30 && almost.shift == 30)
        #expect(FixedMultiplier(0x1p29.nextDown).shift == 1)
    }
}

@Suite("Weights become int8, symmetric per output channel")
struct QuantisedWeightsTests {
    @Test("the largest of a channel is ±127, each is within half a step, the order is row, column, channel")
    func channels() {
        var generator = SplitMix64(seed: 4)
        let (outputs, inputs, kernel) = (4, 3, 3)
        let weights = (0..<outputs * inputs * 9).map { _ in Float.random(in: -2...2, using: &generator) }
        let quantised = QuantisedWeights(
            FoldedConvolution(
                outputs: outputs, inputs: inputs, kernel: kernel, stride: 1, padding: 0, weights: weights,
                bias: [Float](repeating: 0, count: outputs)))
        #expect(quantised.patchBytes == 32)
        for output in 0..<outputs {
            let row = Array(quantised.bytes[output * 32..<(output + 1) * 32])
            #expect(row.map { abs(Int($0)) }.max() == 127)
            #expect(row[27...].allSatisfy { $0 == 0 })
            for channel in 0..<inputs {
                var sum = 0
                for place in 0..<9 {
                    let value = row[place * inputs + channel]
                    let real = Double(weights[(output * inputs + channel) * 9 + place])
                    #expect(abs(Double(value) * quantised.scales[output] - real) <= quantised.scales[output] * 0.5001)
                    sum += Int(value)
                }
                #expect(quantised.sums[output][channel] == sum)
            }
        }
    }

    @Test("a channel of zeros stays zero")
    func zeros() {
        let quantised = QuantisedWeights(
            FoldedConvolution(
                outputs: 1, inputs: 1, kernel: 1, stride: 1, padding: 0, weights: [0], bias: [0]))
        #expect(quantised.bytes.allSatisfy { $0 == 0 } && quantised.scales == [1])
    }
}
