import SeededRandom
import FixedPoint
import Testing

@Suite("Integer square root: exact")
struct IntegerSquareRootTests {
    private func expectExact(_ value: UInt64, _ note: String = "") {
        let root = UInt64(integerSquareRoot(value))
        #expect(root * root <= value, "isqrt(\(value)) = \(root) \(note)")
        let (next, overflow) = (root + 1).multipliedReportingOverflow(by: root + 1)
        #expect(overflow || next > value, "isqrt(\(value)) = \(root) \(note)")
    }

    @Test("every value below 2^17") func small() { for value in 0..<(1 << 17) as Range<UInt64> { expectExact(value) } }

    @Test("around every square of a number below 2^16")
    func aroundSquares() {
        for root in 1..<(1 << 16) as Range<UInt64> {
            #expect(UInt64(integerSquareRoot(root * root)) == root)
            #expect(UInt64(integerSquareRoot(root * root - 1)) == root - 1)
            #expect(UInt64(integerSquareRoot(root * root + 1)) == root)
        }
    }

    @Test("around the squares near every power of two, and at the end of the range")
    func extremes() {
        for bits in 1...32 as ClosedRange<UInt64> {
            for offset in -2...2 {
                let root = (1 << bits) &+ UInt64(bitPattern: Int64(offset))
                let (square, overflow) = root.multipliedReportingOverflow(by: root)
                guard !overflow else { continue }
                for near in [square &- 1, square, square &+ 1] { expectExact(near) }
            }
        }
        let largest: [UInt64] = [.max, .max - 1, 0xFFFF_FFFE_0000_0001, 0xFFFF_FFFE_0000_0000]
        for value in largest { expectExact(value) }
        #expect(integerSquareRoot(.max) == .max)
    }

    @Test("random values", arguments: [1, 2] as [UInt64])
    func random(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<50_000 {
            expectExact(generator.next() >> UInt64.random(in: 0..<64, using: &generator), "seed=\(seed)")
        }
    }
}
