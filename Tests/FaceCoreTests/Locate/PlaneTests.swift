import SeededRandom
import Testing

@testable import FaceCore

@Suite struct GreyPlaneTests {
    @Test func coloursBecomeBrightness() {
        var generator = SplitMix64(seed: 1)
        let colours = (0..<16 * 16).map { _ in (0..<3).map { _ in UInt8.random(in: 0...255, using: &generator) } }
        let frame = Frame(widthPixels: 16, heightPixels: 16) { x, y in
            (colours[16 * y + x][0], colours[16 * y + x][1], colours[16 * y + x][2])
        }
        let grey = OwnedPlane(16, 16)
        grey.plane.fill(from: frame)
        for (at, colour) in colours.enumerated() {
            let exact = 0.299 * Double(colour[0]) + 0.587 * Double(colour[1]) + 0.114 * Double(colour[2])
            #expect(abs(Double(grey[at % 16, at / 16]) - exact) <= 0.52, "\(colour)")
        }
    }

    @Test func halvingTakesMeansHalfUpAndDropsTheOddEdge() {
        let source = OwnedPlane(5, 3) { x, y in UInt8(10 * x + y) }
        let half = OwnedPlane(2, 1)
        half.plane.fill(halving: source.plane)
        // (0 + 10 + 1 + 11 + 2) / 4 and (20 + 30 + 21 + 31 + 2) / 4
        #expect(half[0, 0] == 6 && half[1, 0] == 26)
    }

    @Test func samplingAtStepOneCopies() {
        var generator = SplitMix64(seed: 2)
        let source = OwnedPlane(37, 23) { _, _ in UInt8.random(in: 0...255, using: &generator) }
        let copy = OwnedPlane(37, 23)
        var columns = [UInt32](repeating: 0, count: 37)
        copy.plane.fill(sampling: source.plane, step: 1 << 16, columns: &columns)
        for at in 0..<37 * 23 { #expect(copy.plane.pixels[at] == source.plane.pixels[at]) }
    }

    @Test(arguments: [65536, 70000, 98304, 131071])
    func samplingFollowsARamp(_ step: Int) {
        let source = OwnedPlane(120, 100) { x, y in UInt8(x + y) }
        let (width, height) = (120 * 65536 / step, 100 * 65536 / step)
        let sampled = OwnedPlane(width, height)
        var columns = [UInt32](repeating: 0, count: width)
        sampled.plane.fill(sampling: source.plane, step: step, columns: &columns)
        for y in 1..<height - 1 {
            for x in 1..<width - 1 {
                let place = Double(x + y + 1) * Double(step) / 65536 - 1
                #expect(abs(Double(sampled[x, y]) - place) < 0.52, "(\(x), \(y))")
            }
        }
    }
}

@Suite struct IntegralImageTests {
    @Test(arguments: [(1, 1), (24, 24), (61, 7), (7, 61)])
    func everyRectangleSumsUp(_ width: Int, _ height: Int) {
        var generator = SplitMix64(seed: UInt64(width * 100 + height))
        let source = OwnedPlane(width, height) { _, _ in UInt8.random(in: 0...255, using: &generator) }
        let stride = width + Int.random(in: 1...9, using: &generator)
        var entries = [UInt32](repeating: 0xDEAD_BEEF, count: stride * (height + 1))
        entries.withUnsafeMutableBufferPointer { entries in
            let integral = IntegralImage(stride: stride, entries: entries.baseAddress!)
            integral.fill(from: source.plane)
            for _ in 0..<300 {
                let (x, y) = (
                    Int.random(in: 0...width, using: &generator), Int.random(in: 0...height, using: &generator)
                )
                let (w, h) = (
                    Int.random(in: 0...width - x, using: &generator), Int.random(in: 0...height - y, using: &generator)
                )
                var naive: UInt32 = 0
                for row in y..<y + h { for column in x..<x + w { naive += UInt32(source[column, row]) } }
                let sum = integral.sum(x: x, y: y, widthPixels: w, heightPixels: h)
                #expect(sum == naive, "\(w) x \(h) at (\(x), \(y))")
            }
        }
    }

    @Test func sumsOfSmallRectanglesSurviveAnOverflow() {
        // 255 everywhere: the last entry would be 4.4e9.
        let (width, height) = (8192, 2112)
        let source = OwnedPlane(width, height) { _, _ in 255 }
        let entries = UnsafeMutablePointer<UInt32>.allocate(capacity: (width + 1) * (height + 1))
        defer { entries.deallocate() }
        let integral = IntegralImage(stride: width + 1, entries: entries)
        integral.fill(from: source.plane)
        #expect(UInt64(entries[(width + 1) * (height + 1) - 1]) < UInt64(width * height * 255))
        #expect(integral.sum(x: width - 64, y: height - 64, widthPixels: 64, heightPixels: 64) == 64 * 64 * 255)
    }
}
