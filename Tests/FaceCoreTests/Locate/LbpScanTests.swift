import SeededRandom
import Testing

@testable import FaceCore

/// A cascade without meaning, that lets some windows of noise through.
func randomCascade(stageCount: Int, using generator: inout SplitMix64) -> LbpCascade {
    var stages: [LbpCascade.Stage] = []
    var weak: [LbpCascade.Weak] = []
    for _ in 0..<stageCount {
        let first = weak.count
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let (w, h) = (Int.random(in: 1...8, using: &generator), Int.random(in: 1...8, using: &generator))
            var subset = SIMD8<UInt32>()
            for word in 0..<8 { subset[word] = .random(in: 0...(.max), using: &generator) }
            weak.append(
                .init(
                    x: UInt8(Int.random(in: 0...24 - 3 * w, using: &generator)),
                    y: UInt8(Int.random(in: 0...24 - 3 * h, using: &generator)), blockWidth: UInt8(w),
                    blockHeight: UInt8(h), member: .random(in: -1 << 24...1 << 24, using: &generator),
                    other: .random(in: -1 << 24...1 << 24, using: &generator), subset: subset))
        }
        stages.append(.init(weak: first..<weak.count, threshold: .random(in: -1 << 25...0, using: &generator)))
    }
    return LbpCascade(.init(windowPixels: 24, stages: stages, weak: weak))
}

/// The definition, from sums of pixels.
private func isFace(_ cascade: LbpCascade, _ plane: OwnedPlane, _ x: Int, _ y: Int) -> Bool {
    cascade.stages.allSatisfy { stage in
        let sum = stage.weak.reduce(0) { sum, index in
            let weak = cascade.weak[index]
            func block(_ column: Int, _ row: Int) -> Int {
                var sum = 0
                for dy in 0..<Int(weak.blockHeight) {
                    for dx in 0..<Int(weak.blockWidth) {
                        sum += Int(
                            plane[
                                x + Int(weak.x) + column * Int(weak.blockWidth) + dx,
                                y + Int(weak.y) + row * Int(weak.blockHeight) + dy])
                    }
                }
                return sum
            }
            // Clockwise from the top left; the first is the highest bit.
            let ring = [(0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (0, 1)]
            let code = ring.reduce(0) { 2 * $0 + (block($1.0, $1.1) >= block(1, 1) ? 1 : 0) }
            let isMember = weak.subset[code >> 5] >> UInt32(code & 31) & 1 == 1
            return sum + Int(isMember ? weak.member : weak.other)
        }
        return sum >= Int(stage.threshold)
    }
}

@Suite struct LbpScanTests {
    /// Widths around the eight that are asked at once; planes of noise, and flat ones where every comparison is a tie.
    @Test(arguments: [24, 25, 30, 31, 32, 33, 39, 40, 57])
    func everyWindowIsJudgedAsDefined(_ width: Int) {
        for seed in UInt64(0)..<6 {
            var generator = SplitMix64(seed: seed)
            let cascade = randomCascade(stageCount: Int.random(in: 1...8, using: &generator), using: &generator)
            let height = 29
            let plane = OwnedPlane(width, height) { _, _ in
                seed == 5 ? 77 : UInt8.random(in: 0...255, using: &generator)
            }
            // Late stages asked afterwards make no difference.
            let scan = LbpScan(cascade, stride: width + 3, lateStageCount: Int(seed))
            var entries = [UInt32](repeating: 0, count: (width + 3) * (height + 1))
            entries.withUnsafeMutableBufferPointer { entries in
                let integral = IntegralImage(stride: width + 3, entries: entries.baseAddress!)
                integral.fill(from: plane.plane)
                for step in [1, 2] {
                    var found: [[Int]] = []
                    scan.run(over: integral, widthPixels: width, heightPixels: height, step: step) {
                        if scan.passesLateStages(over: integral, x: $0, y: $1) { found.append([$0, $1]) }
                    }
                    var expected: [[Int]] = []
                    for y in stride(from: 0, through: height - 24, by: step) {
                        for x in stride(from: 0, through: width - 24, by: step) where isFace(cascade, plane, x, y) {
                            expected.append([x, y])
                        }
                    }
                    #expect(found == expected, "seed \(seed), width \(width), step \(step)")
                }
            }
        }
    }

    @Test func aPlaneSmallerThanTheWindowHasNoFaces() {
        var generator = SplitMix64(seed: 1)
        let scan = LbpScan(randomCascade(stageCount: 1, using: &generator), stride: 64)
        var entries = [UInt32](repeating: 0, count: 64 * 64)
        entries.withUnsafeMutableBufferPointer { entries in
            let integral = IntegralImage(stride: 64, entries: entries.baseAddress!)
            for (width, height) in [(23, 40), (40, 23), (1, 1)] {
                scan.run(over: integral, widthPixels: width, heightPixels: height, step: 1) { _, _ in
                    Issue.record("\(width) x \(height)")
                }
            }
        }
    }

    @Test func aWindowLargerThanTheLeastFaceTrapsNothing() {
        let stage = LbpCascade.Stage(weak: 0..<0, threshold: 0)
        let cascade = LbpCascade(.init(windowPixels: 100, stages: [stage], weak: []))
        let detector = FaceDetector(cascade, search: FaceSearch(leastSidePixels: 64))
        let frame = Frame(widthPixels: 120, heightPixels: 120, layout: .rgb24, sequence: 0) { _ in }
        #expect(detector.boxes(in: frame).allSatisfy { $0.sidePixels >= 100 })
        let small = Frame(widthPixels: 80, heightPixels: 80, layout: .rgb24, sequence: 0) { _ in }
        #expect(detector.boxes(in: small).isEmpty)
    }
}
