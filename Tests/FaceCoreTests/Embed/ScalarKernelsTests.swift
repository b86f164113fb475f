import SeededRandom
import Testing

@testable import FaceCore

@Suite("Inner loops equal their formulas")
struct ScalarKernelsTests {
    @Test("dot panels: every panel size, counts, channels", arguments: [1, 2] as [UInt64])
    func dotPanels(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for count in [16, 32, 48, 80, 160, 576] {
            for channels in [4, 8, 20] {
                for patches in 1...9 {
                    expectDots(patches: patches, channels: channels, count: count, &generator, "seed=\(seed)")
                }
            }
        }
    }

    private func expectDots(patches: Int, channels: Int, count: Int, _ generator: inout SplitMix64, _ note: String) {
        let panel = (0..<patches * count).map { _ in Int8.random(in: -128...127, using: &generator) }
        let weights = (0..<channels * count).map { _ in Int8.random(in: -128...127, using: &generator) }
        var out = [Int32](repeating: 0x5555_5555, count: patches * channels + 1)
        ScalarKernels.dotPanelS8(panel, patchCount: patches, weights, channelCount: channels, count: count, &out)
        var want: [Int32] = []
        for patch in 0..<patches {
            for channel in 0..<channels {
                want.append(
                    (0..<count).reduce(0) {
                        $0 + Int32(panel[patch * count + $1]) * Int32(weights[channel * count + $1])
                    })
            }
        }
        #expect(Array(out.dropLast()) == want, "\(note) \(patches) x \(channels) x \(count)")
        #expect(out.last == 0x5555_5555, "it wrote beyond its end")
    }

    @Test("the longest patch of extremes does not overflow")
    func extremes() {
        let count = 32_768
        let panel = [Int8](repeating: -128, count: count)
        let weights = [Int8](repeating: -128, count: 4 * count)
        var out = [Int32](repeating: 0, count: 4)
        ScalarKernels.dotPanelS8(panel, patchCount: 1, weights, channelCount: 4, count: count, &out)
        #expect(out == [Int32](repeating: 1 << 29, count: 4))
    }

    @Test("maximum and sum") func maximumAndSum() {
        let row: [Int8] = [1, -2, 127, -128, 0]
        var largest: [Int8] = [0, -3, 5, -128, 1, 9]
        ScalarKernels.maximumS8(row, count: 5, &largest)
        #expect(largest == [1, -2, 127, -128, 1, 9])
        var sums: [Int32] = [10, 10, 10, 10, 10, 10]
        ScalarKernels.addS8(row, count: 5, &sums)
        #expect(sums == [11, 8, 137, -118, 10, 10])
    }
}
