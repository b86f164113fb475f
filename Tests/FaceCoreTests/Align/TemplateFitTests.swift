import SeededRandom
import Testing

@testable import FaceCore

/// The same fit in floating point, from the definition.
private struct FloatFit {
    var turn = 0.0, lean = 0.0, meanX = 0.0, meanY = 0.0
    let templateX: Double, templateY: Double

    init(_ landmarks: FaceLandmarks) {
        let mean: [(Double, Double)] = [
            (0.8595674595992, 0.2134981538014), (0.6460604764104, 0.2289674387677), (0.1205750620789, 0.2137274526848),
            (0.3340850613712, 0.2290642403242), (0.4901123135679, 0.6277975316475),
        ]
        let chip: [(x: Double, y: Double)] = mean.map { (x: (0.25 + $0.0) * 100, y: (0.25 + $0.1) * 100) }
        let frame: [(x: Double, y: Double)] = landmarks.points.map { (x: Double($0.x) / 256, y: Double($0.y) / 256) }
        templateX = chip.reduce(0) { $0 + $1.x } / 5
        templateY = chip.reduce(0) { $0 + $1.y } / 5
        meanX = frame.reduce(0) { $0 + $1.x } / 5
        meanY = frame.reduce(0) { $0 + $1.y } / 5
        var squares = 0.0
        for (c, f) in zip(chip, frame) {
            let (cx, cy, fx, fy) = (c.x - templateX, c.y - templateY, f.x - meanX, f.y - meanY)
            turn += cx * fx + cy * fy
            lean += cx * fy - cy * fx
            squares += cx * cx + cy * cy
        }
        turn /= squares
        lean /= squares
    }

    func frame(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
        (
            meanX + turn * (x - templateX) - lean * (y - templateY),
            meanY + lean * (x - templateX) + turn * (y - templateY)
        )
    }
}

@Suite struct TemplateFitTests {
    /// Turn and lean within 2^-20, corners of the chip within 1/1000 pixel, for landmarks anywhere in the largest frame.
    @Test(arguments: 0..<400)
    func theFitIsTheLeastSquaresFit(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let most = [20, 300, 2000, 8191][Int(seed) % 4] * 256
        let landmarks = FaceLandmarks(
            (0..<5).map { _ in
                FramePoint(x: .random(in: 0...most, using: &generator), y: .random(in: 0...most, using: &generator))
            })
        let (fit, float) = (TemplateFit(landmarks), FloatFit(landmarks))
        let one = Double(1 << TemplateFit.fractionBits)
        #expect(abs(Double(fit.turn) / one - float.turn) < 1.0 / 1_048_576, "seed \(seed)")
        #expect(abs(Double(fit.lean) / one - float.lean) < 1.0 / 1_048_576, "seed \(seed)")
        for (x, y) in [(0, 0), (150, 0), (0, 150), (150, 150), (75, 75)] {
            let place = fit.frame(chipX: x << 20, chipY: y << 20)
            let exact = float.frame(Double(x), Double(y))
            #expect(
                abs(Double(place.x) / one - exact.x) < 0.001 && abs(Double(place.y) / one - exact.y) < 0.001,
                "seed \(seed)")
        }
    }

    @Test func landmarksOfTheTemplateItselfFitExactly() {
        let landmarks = FaceLandmarks(
            ChipTemplate.points.map { FramePoint(x: ($0.x + 2048) >> 12, y: ($0.y + 2048) >> 12) })
        let fit = TemplateFit(landmarks)
        #expect(abs(fit.turn - 1 << 24) < 1 << 11 && abs(fit.lean) < 1 << 11)
    }

    @Test(arguments: [0, 5 * 256]) func aFaceWithoutSizeHasNoScale(_ place: Int) {
        let fit = TemplateFit(FaceLandmarks(Array(repeating: FramePoint(x: place, y: place), count: 5)))
        #expect(abs(fit.turn) <= 1 && abs(fit.lean) <= 1)
    }
}
