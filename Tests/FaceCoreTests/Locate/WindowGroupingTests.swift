import SeededRandom
import Testing

@testable import FaceCore

private func box(_ x: Int, _ y: Int, _ side: Int) -> FaceBox { FaceBox(leftPixels: x, topPixels: y, sidePixels: side) }

@Suite struct WindowGroupingTests {
    @Test func fewerWindowsThanAskedAreNoFace() {
        let windows = [box(10, 10, 100), box(12, 10, 100), box(10, 12, 100), box(12, 12, 100)]
        #expect(WindowGrouping.boxes(windows, mostAlone: 4).isEmpty)
        #expect(
            WindowGrouping.boxes(windows, mostAlone: 3) == [
                FaceBox(leftPixels: 11, topPixels: 11, sidePixels: 100, windowCount: 4)
            ])
        #expect(WindowGrouping.boxes([], mostAlone: 0).isEmpty)
    }

    @Test func allFourEdgesMustBeNear() {
        // A fifth of the smaller side: 20 of 100.
        #expect(WindowGrouping.areSimilar(box(0, 0, 100), box(20, 20, 100)))
        #expect(!WindowGrouping.areSimilar(box(0, 0, 100), box(21, 0, 100)))
        #expect(!WindowGrouping.areSimilar(box(0, 0, 100), box(0, 21, 100)))
        #expect(WindowGrouping.areSimilar(box(0, 0, 100), box(0, 0, 120)))
        #expect(!WindowGrouping.areSimilar(box(0, 0, 100), box(0, 0, 121)))
    }

    @Test func chainsAreOneGroup() {
        let chain = (0..<5).map { box(15 * $0, 0, 100) }
        #expect(
            WindowGrouping.boxes(chain, mostAlone: 3) == [
                FaceBox(leftPixels: 30, topPixels: 0, sidePixels: 100, windowCount: 5)
            ])
    }

    @Test func aWeakGroupInsideAStrongOneIsDropped() {
        let strong = (0..<9).map { box($0, 0, 200) }
        let weak = (0..<4).map { box(60 + $0, 60, 50) }
        #expect(WindowGrouping.boxes(strong + weak, mostAlone: 3).map(\.sidePixels) == [200])
        let beside = (0..<4).map { box(300 + $0, 60, 50) }
        #expect(WindowGrouping.boxes(strong + beside, mostAlone: 3).map(\.sidePixels) == [200, 50])
    }

    @Test func meansAreRoundedHalfUpAlsoBelowZero() {
        // OpenCV's boxes may begin before the frame by rounding.
        let boxes = WindowGrouping.boxes([box(-3, 1, 100), box(-2, 2, 101)], mostAlone: 0)
        #expect(boxes == [FaceBox(leftPixels: -2, topPixels: 2, sidePixels: 101, windowCount: 2)])
    }

    @Test(arguments: 0..<20)
    func theOrderOfWindowsChangesNothingButTheOrderOfBoxes(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let windows = (0..<60).map { _ in
            box(
                .random(in: 0...200, using: &generator), .random(in: 0...200, using: &generator),
                .random(in: 40...90, using: &generator))
        }
        func key(_ box: FaceBox) -> [Int] { [box.leftPixels, box.topPixels, box.sidePixels, box.windowCount] }
        let once = WindowGrouping.boxes(windows, mostAlone: 1).map(key).sorted { $0.lexicographicallyPrecedes($1) }
        let again = WindowGrouping.boxes(windows.shuffled(using: &generator), mostAlone: 1).map(key)
            .sorted { $0.lexicographicallyPrecedes($1) }
        #expect(once == again, "seed \(seed)")
    }
}
