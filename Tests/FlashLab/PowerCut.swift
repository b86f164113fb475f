import RingStore
import SeededRandom

/// Where power goes away, and what it leaves; these numbers rerun it.
public struct PowerCut: CustomStringConvertible, Sendable {
    /// How a step is left behind.
    public enum Remains: Sendable {
        /// So many whole units of a program stand, and of the next one each bit as the seed says.
        case units(Int, torn: Bool)
        /// So many whole units stand, and in the next one some bits are weak: one, some or all of those that fall.
        case unsteadyUnit(Int)
        /// So many whole units stand, and the next one, a page, reads as garbage: it cannot be corrected, and is returned all the
        /// same.
        case garbledPage(Int)
        /// An erase that never began to bite.
        case untouched
        /// Each byte old, blank, zero or anything.
        case halfErased
        /// Most bytes old, a few gone.
        case barelyErased
        /// Erased but for a few bits.
        case nearlyErased
        /// Bits that rise are weak: a few, half of them or all.
        case unsteadyErase
        /// Of a block that is cleared each byte is old, zero, or has lost some bits.
        case halfCleared
        /// All is cleared, and some of the zeros are weak.
        case unsteadyZeros
        /// The block is marked as bad.
        case marked
    }

    private static let anchorUnitBytes = 16

    /// The step that is cut, counted from 0.
    public let step: Int
    public let remains: Remains
    public let seed: UInt64

    public var description: String { "cut=\(step) \(remains) seed=\(seed)" }

    public init(step: Int, remains: Remains, seed: UInt64) {
        (self.step, self.remains, self.seed) = (step, remains, seed)
    }

    /// All the ways in which this step can be left, the big ones sampled. No weak bits.
    public static func ways(of step: LabFlash.Step, at number: Int, seed: UInt64, unitBytes: Int) -> [PowerCut] {
        let seed = seed &+ UInt64(number) &* 1000
        switch step {
        case .program(_, _, let bytes):
            let units = bytes.count / unitBytes
            var generator = SplitMix64(seed: seed)
            var stops: Set<Int> = [0, units - 1]
            if units > 2 { stops.insert(Int.random(in: 1..<units - 1, using: &generator)) }
            var cuts = stops.sorted().map {
                PowerCut(step: number, remains: .units($0, torn: true), seed: seed &+ UInt64($0))
            }
            cuts.append(PowerCut(step: number, remains: .units(units / 2, torn: false), seed: seed))
            cuts.append(PowerCut(step: number, remains: .units(units, torn: false), seed: seed))
            return cuts
        case .erase:
            return [.untouched, .barelyErased, .halfErased, .nearlyErased].enumerated().map { index, remains in
                PowerCut(step: number, remains: remains, seed: seed &+ UInt64(index))
            }
        case .anchor, .zeros, .mark: return allWays(of: step, at: number, seed: seed, unitBytes: unitBytes)
        }
    }

    /// Does to the medium what the step had done when power went.
    public func apply(_ step: LabFlash.Step, to medium: inout Medium) {
        var generator = SplitMix64(seed: seed)
        let unit = medium.geometry.programUnitBytes
        switch (step, remains) {
        case (.program(let block, let offset, let bytes), .units(let whole, let torn)):
            let at = block * medium.geometry.blockBytes + offset
            for index in 0..<min(whole * unit, bytes.count) { medium.image[at + index] = bytes[index] }
            guard torn, whole * unit < bytes.count else { return }
            // From "not a bit fell" to "all but a few did".
            let strength = TearStrength(&generator)
            for index in whole * unit..<(whole + 1) * unit {
                let falling = medium.image[at + index] & ~bytes[index]
                medium.image[at + index] &= ~(falling & strength.next(&generator))
            }
            medium.touched.insert(at / unit + whole)
        case (.program(let block, let offset, let bytes), .unsteadyUnit(let whole)):
            let at = block * medium.geometry.blockBytes + offset
            for index in 0..<(whole + 1) * unit { medium.image[at + index] = bytes[index] }
            weaken(at + whole * unit..<at + (whole + 1) * unit, of: &medium, &generator)
            medium.touched.insert(at / unit + whole)
        case (.anchor(let slot, let bytes), .units(let whole, let torn)):
            let at = slot * bytes.count
            for index in 0..<whole * Self.anchorUnitBytes { medium.anchor[at + index] = bytes[index] }
            guard torn else { return }
            // In place: a bit may be the old one or the new one.
            for index in whole * Self.anchorUnitBytes..<(whole + 1) * Self.anchorUnitBytes {
                let mask = UInt8.random(in: 0...255, using: &generator)
                medium.anchor[at + index] = medium.anchor[at + index] & ~mask | bytes[index] & mask
            }
        case (.anchor, _): preconditionFailure("a flash's remains for an anchor")
        case (.zeros(let block), _):
            let range = block * medium.geometry.blockBytes..<(block + 1) * medium.geometry.blockBytes
            if case .unsteadyZeros = remains {
                weaken(range, of: &medium, &generator, clearing: true)
            } else {
                for index in range { medium.image[index] = remainder(of: medium.image[index], &generator) }
            }
        case (.mark(let block), .marked): medium.badBlocks.insert(block)
        case (.mark, _): break
        case (.program(let block, let offset, let bytes), .garbledPage(let whole)):
            let at = block * medium.geometry.blockBytes + offset
            for index in 0..<whole * unit { medium.image[at + index] = bytes[index] }
            for index in whole * unit..<(whole + 1) * unit {
                medium.image[at + index] = UInt8.random(in: 0...255, using: &generator)
            }
            medium.touched.insert(at / unit + whole)
        case (.erase(let block), _):
            let range = block * medium.geometry.blockBytes..<(block + 1) * medium.geometry.blockBytes
            if case .unsteadyErase = remains {
                weaken(range, of: &medium, &generator)
            } else {
                for index in range { medium.image[index] = remainder(of: medium.image[index], &generator) }
            }
            medium.touched.formUnion(range.lowerBound / unit..<range.upperBound / unit)
        case (.program, _):
            preconditionFailure("an erase's remains for a program")
        }
    }

    /// Of the zeros in a range: one, about a half of them, or all become weak.
    /// - Parameter clearing: of its ones, which are zeros then.
    private func weaken(
        _ range: Range<Int>, of medium: inout Medium, _ generator: inout SplitMix64, clearing: Bool = false
    ) {
        let strength = Int.random(in: 0..<3, using: &generator)
        func weakening(_ byte: UInt8) -> UInt8 { clearing ? byte : ~byte }
        let only = range.filter { weakening(medium.image[$0]) != 0 }.randomElement(using: &generator)
        for index in range {
            let zeros = weakening(medium.image[index])
            if clearing { medium.image[index] = 0 }
            let chosen: UInt8 =
                switch strength {
                case 0: index == only ? zeros & (~zeros &+ 1) : 0
                case 1: UInt8.random(in: 0...255, using: &generator)
                default: 0xFF
                }
            guard zeros & chosen != 0 else { continue }
            medium.weak.add(zeros & chosen, at: index, imageBytes: medium.image.count)
        }
    }

    private func remainder(of byte: UInt8, _ generator: inout SplitMix64) -> UInt8 {
        let die = Int.random(in: 0..<100, using: &generator)
        let noise = UInt8.random(in: 0...255, using: &generator)
        switch remains {
        case .untouched, .units, .unsteadyUnit, .garbledPage, .unsteadyErase, .unsteadyZeros, .marked: return byte
        case .halfCleared: return die < 40 ? byte : die < 80 ? 0 : byte & noise
        case .barelyErased: return die < 97 ? byte : byte | noise
        case .halfErased: return die < 40 ? byte : die < 80 ? 0xFF : die < 90 ? 0 : noise
        case .nearlyErased: return die < 98 ? 0xFF : 0xFF ^ (1 << (noise & 7))
        }
    }
}

extension PowerCut {
    /// Cuts before each unit of a program, and in each with some torn bits; the first, the last and one more unit with weak
    /// bits. Every kind of half-done erase, weak bits included. Of a long program the middle is sampled.
    public static func allWays(of step: LabFlash.Step, at number: Int, seed: UInt64, unitBytes: Int) -> [PowerCut] {
        let seed = seed &* 0x9E37_79B9 &+ UInt64(number) &* 1_000_003
        var generator = SplitMix64(seed: seed)
        var remains: [Remains] = []
        switch step {
        case .program(_, _, let bytes):
            let units = bytes.count / unitBytes
            let middle = units <= 24 ? 0..<units : 0..<0
            var stops = Set(middle).union([0, units - 1])
            while stops.count < min(units, 24) { stops.insert(Int.random(in: 0..<units, using: &generator)) }
            remains = stops.sorted().map { .units($0, torn: true) }
            if unitBytes >= 512 { remains += stops.sorted().map { .garbledPage($0) } }
            let weak: Set = [0, units - 1, Int.random(in: 0..<units, using: &generator)]
            remains += weak.sorted().map { .unsteadyUnit($0) }
            remains += [.units(units, torn: false)]
        case .erase:
            remains = [
                .untouched, .barelyErased, .halfErased, .halfErased, .nearlyErased, .unsteadyErase, .unsteadyErase,
                .unsteadyErase,
            ]
        case .zeros: remains = [.untouched, .halfCleared, .halfCleared, .unsteadyZeros, .unsteadyZeros]
        case .mark: remains = [.untouched, .marked]
        case .anchor(_, let bytes):
            let units = bytes.count / anchorUnitBytes
            remains = (0..<units).map { .units($0, torn: true) } + (0...units).map { .units($0, torn: false) }
        }
        return remains.enumerated().map { PowerCut(step: number, remains: $1, seed: seed &+ UInt64($0)) }
    }
}

/// How much of a torn unit has got through.
private enum TearStrength {
    case none, some, most

    init(_ generator: inout SplitMix64) {
        self = [.none, .some, .most][Int.random(in: 0..<3, using: &generator)]
    }

    /// The bits that fall, where they should.
    func next(_ generator: inout SplitMix64) -> UInt8 {
        let (a, b) = (UInt8.random(in: 0...255, using: &generator), UInt8.random(in: 0...255, using: &generator))
        switch self {
        case .none: return 0
        case .some: return a
        case .most: return a | b | (a << 3)
        }
    }
}
