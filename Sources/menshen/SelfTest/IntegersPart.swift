import FixedPoint

/// The arithmetic under everything that decides: requantisation, residual sum and square root over the extremes and a seeded
/// sweep, every shift there is.
struct IntegersPart {
    /// BLAKE2b-256 of all results in their order, little-endian. Made with Python's integers, which have no width, from the
    /// formulas in `FixedPoint`, not with this code.
    static let knownAnswer = Digest(
        hexadecimal: "f95c869d1ff816819257c2bc7c0a32eefcfaf4492786088b4908dc0eec3fd048")

    var expected = knownAnswer

    func run() -> SelfTestReport {
        var sweep = IntegerSweep()
        sweep.run()
        var report = SelfTestReport()
        let digest = Digest(of: sweep.results)
        report.summary = "\(sweep.count) results, digest \(digest.short)"
        report.expect("digest of \(sweep.count) results", expected, came: digest)
        return report
    }
}

/// Runs the operations and keeps what they give.
private struct IntegerSweep {
    private(set) var results: [UInt8] = []
    private(set) var count = 0
    private var numbers = Congruence(state: 20_260_301)
    private static let lows: [Int8] = [-127, 0]

    mutating func run() {
        var accumulators: [Int32] = [
            .min, .min + 1, -1 << 30, -65_536, -255, -128, -1, 0, 1, 127, 65_535, 1 << 30, .max,
        ]
        accumulators += (0..<64).map { _ in Int32(bitPattern: numbers.next()) }
        let multipliers: [Int32] =
            [1, 3, 65_536, 1 << 30, .max] + (0..<4).map { _ in Int32(numbers.next() >> 1) | 1 }
        requantise(accumulators, multipliers)
        addResiduals(accumulators, multipliers)
        takeRoots()
    }

    private mutating func requantise(_ accumulators: [Int32], _ multipliers: [Int32]) {
        for accumulator in accumulators {
            for multiplier in multipliers {
                for shift in 1...62 {
                    for low in Self.lows {
                        let requantise = RequantiseHalfUp(multiplier: multiplier, shift: shift, low: low)
                        keep(requantise(accumulator))
                    }
                }
            }
        }
    }

    private mutating func addResiduals(_ accumulators: [Int32], _ multipliers: [Int32]) {
        var identity: Int32 = 0
        for accumulator in accumulators {
            for multiplier in multipliers {
                for shift: Int64 in [1, 8, 24, 31, 40, 62] {
                    let branch = Residual.branch(accumulator, multiplier: multiplier, shift: shift)
                    keep(branch)
                    for low in Self.lows { keep(Residual.sum(branch, identity, low: low)) }
                    identity = branch
                }
            }
        }
    }

    private mutating func takeRoots() {
        var squares: [UInt64] = (0..<64).flatMap { bit -> [UInt64] in
            let power: UInt64 = 1 << UInt64(bit)
            return [power - 1, power, power + 1]
        }
        squares.append(.max)
        for root: UInt64 in [1, 2, 3, 65_535, 65_536, 1 << 31 - 1, 1 << 31, 1 << 32 - 1] {
            squares += [root * root - 1, root * root, root * root + 1]
        }
        for _ in 0..<4096 { squares.append(UInt64(numbers.next()) << 32 | UInt64(numbers.next())) }
        for square in squares { keep(integerSquareRoot(square)) }
    }

    private mutating func keep<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.littleEndian) { results.append(contentsOf: $0) }
        count += 1
    }
}

/// state = state * 6364136223846793005 + 1442695040888963407 (mod 2^64); the upper half is the number.
private struct Congruence {
    var state: UInt64

    mutating func next() -> UInt32 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt32(state >> 32)
    }
}
