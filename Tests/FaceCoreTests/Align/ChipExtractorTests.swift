import SeededRandom
import Testing

@testable import FaceCore

/// The template laid into a frame: scaled, turned, moved.
private func placed(scale: Double, cos: Double, sin: Double, x: Double, y: Double) -> FaceLandmarks {
    FaceLandmarks(
        ChipTemplate.points.map { point in
            let (px, py) = (Double(point.x) / 1_048_576 - 75, Double(point.y) / 1_048_576 - 75)
            return FramePoint(
                x: Int(((x + scale * (px * cos - py * sin)) * 256).rounded()),
                y: Int(((y + scale * (px * sin + py * cos)) * 256).rounded()))
        })
}

private func pixels(_ chip: borrowing Chip) -> [UInt8] { Array(chip.bytes) }

@Suite struct ChipExtractorTests {
    struct Placing: Sendable, CustomTestStringConvertible {
        var scale: Double, cos: Double, sin: Double
        var testDescription: String { "scale \(scale), turn (\(cos), \(sin))" }
    }

    /// A colour ramp survives turning, scaling and halving, so every chip pixel says where it was taken.
    @Test(arguments: [
        Placing(scale: 1, cos: 1, sin: 0), Placing(scale: 0.4, cos: 1, sin: 0),
        Placing(scale: 1.7, cos: 0.9397, sin: 0.3420),
        Placing(scale: 2.6, cos: 1, sin: 0), Placing(scale: 5.3, cos: 0.8660, sin: -0.5),
    ])
    func everyPixelIsTakenWhereItBelongs(_ placing: Placing) {
        let side = 1400
        let frame = Frame(widthPixels: side, heightPixels: side) { x, y in
            (UInt8((x * 255 + side / 2) / side), UInt8((y * 255 + side / 2) / side), 77)
        }
        var extractor = ChipExtractor()
        let chip = pixels(
            extractor.chip(
                from: frame, placed(scale: placing.scale, cos: placing.cos, sin: placing.sin, x: 700, y: 700)))
        let step = (150 * placing.scale - 1) / 149
        for y in stride(from: 0, to: 150, by: 7) {
            for x in stride(from: 0, to: 150, by: 7) {
                let (dx, dy) = ((Double(x) - 74.5) * step, (Double(y) - 74.5) * step)
                let red = (700 + dx * placing.cos - dy * placing.sin) * 255 / Double(side)
                let green = (700 + dx * placing.sin + dy * placing.cos) * 255 / Double(side)
                let at = 3 * (150 * y + x)
                // The ramp's steps, and dlib's quarter pixel of each halving.
                #expect(
                    abs(Double(chip[at]) - red) < 1.3 && abs(Double(chip[at + 1]) - green) < 1.3,
                    "(\(x), \(y)): \(chip[at]) \(red) \(chip[at + 1]) \(green)")
                #expect(chip[at + 2] == 77)
            }
        }
        let isWiped = extractor.isWiped
        #expect(isWiped)
    }

    @Test func whatLiesOutsideIsBlack() {
        let frame = Frame(widthPixels: 200, heightPixels: 200) { _, _ in (200, 200, 200) }
        var extractor = ChipExtractor()
        let chip = pixels(extractor.chip(from: frame, placed(scale: 1, cos: 1, sin: 0, x: 0, y: 100)))
        #expect(chip[3 * (75 * 150 + 10)] == 0 && chip[3 * (75 * 150 + 140)] == 200)
        let gone = pixels(extractor.chip(from: frame, placed(scale: 1, cos: 1, sin: 0, x: -400, y: 100)))
        #expect(gone.allSatisfy { $0 == 0 })
    }

    @Test(arguments: 0..<200) func noLandmarksMakeItLeaveTheFrame(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let frame = Frame(widthPixels: 16 + Int(seed % 9), heightPixels: 16 + Int(seed % 7)) { x, y in
            (UInt8(x), UInt8(y), 1)
        }
        let most = [100, 20_000, 3_000_000, 12_000_000][Int(seed) % 4]
        var extractor = ChipExtractor()
        let chip = extractor.chip(
            from: frame,
            FaceLandmarks(
                (0..<5).map { _ in
                    FramePoint(
                        x: .random(in: -most...most, using: &generator), y: .random(in: -most...most, using: &generator)
                    )
                }))
        #expect(pixels(chip).count == Chip.byteCount)
    }

    @Test func i420GivesTheColoursOfRGB() {
        let grey = Frame(widthPixels: 240, heightPixels: 240, layout: .i420, sequence: 0) { bytes in
            for at in 0..<240 * 240 { bytes[at] = UInt8(at % 240) }
            for at in 240 * 240..<bytes.count { bytes[at] = 128 }
        }
        let same = Frame(widthPixels: 240, heightPixels: 240) { x, _ in (UInt8(x), UInt8(x), UInt8(x)) }
        var extractor = ChipExtractor()
        let landmarks = placed(scale: 1.3, cos: 0.9397, sin: 0.3420, x: 120, y: 120)
        #expect(pixels(extractor.chip(from: grey, landmarks)) == pixels(extractor.chip(from: same, landmarks)))
        // Pure red, green and blue in BT.601, full range.
        for (y, u, v, colour) in [(76, 85, 255, 0), (150, 44, 21, 1), (29, 255, 107, 2)] {
            let frame = Frame(widthPixels: 240, heightPixels: 240, layout: .i420, sequence: 0) { bytes in
                for at in bytes.indices { bytes[at] = UInt8(at < 57600 ? y : at < 72000 ? u : v) }
            }
            let pixel = pixels(extractor.chip(from: frame, landmarks))[3 * (75 * 150 + 75)..<3 * (75 * 150 + 75) + 3]
            for (index, value) in pixel.enumerated() {
                #expect(index == colour ? value >= 253 : value <= 2, "\(Array(pixel))")
            }
        }
    }
}
