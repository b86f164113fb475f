import Testing

@testable import FaceCore

/// A face of eye distance 100 about (500, 500), turned and tilted.
private func landmarks(noseAlong: Double = 0, noseDown: Double = 77, tilt: (cos: Double, sin: Double) = (1, 0))
    -> FaceLandmarks
{
    let points = [(70.0, 0.0), (30.0, 0.0), (-70.0, 0.0), (-30.0, 0.0), (noseAlong, noseDown)]
    return FaceLandmarks(
        points.map { x, y in
            FramePoint(
                x: Int(((500 + x * tilt.cos - y * tilt.sin) * 256).rounded()),
                y: Int(((500 + x * tilt.sin + y * tilt.cos) * 256).rounded()))
        })
}

@Suite struct PoseTests {
    @Test func aFrontalFaceLooksStraight() {
        let pose = Pose(landmarks())
        #expect(pose.yawThousandths == 0 && pose.pitchThousandths == 770 && pose.rollThousandths == 0)
    }

    @Test(arguments: [(1.0, 0.0), (0.9397, 0.3420), (0.7071, -0.7071), (0.1736, 0.9848)])
    func yawAndPitchDoNotDependOnTheTilt(_ cos: Double, _ sin: Double) {
        let pose = Pose(landmarks(noseAlong: 29, noseDown: 60, tilt: (cos, sin)))
        #expect(abs(pose.yawThousandths - 290) <= 2 && abs(pose.pitchThousandths - 600) <= 2)
        #expect(abs(Double(pose.rollThousandths) - 1000 * sin / cos) <= 60)
    }

    @Test func aMirroredFaceLooksTheOtherWay() {
        #expect(Pose(landmarks(noseAlong: 20)).yawThousandths == 200)
        #expect(Pose(landmarks(noseAlong: -20)).yawThousandths == -200)
    }

    @Test func aFaceUpsideDownOrWithoutSizeIsFarFromEveryGate() {
        #expect(Pose(landmarks(tilt: (-1, 0))).rollThousandths == 10000)
        let point = FaceLandmarks(Array(repeating: FramePoint(x: 5, y: 5), count: 5))
        #expect(Pose(point) == Pose(point) && Pose(point).yawThousandths == 10000)
    }
}

@Suite struct ChipLightTests {
    private func chip(_ brightness: (_ x: Int, _ y: Int) -> UInt8) -> Chip {
        Chip { bytes in
            for at in 0..<Chip.sidePixels * Chip.sidePixels {
                let value = brightness(at % Chip.sidePixels, at / Chip.sidePixels)
                for colour in 0..<3 { bytes[3 * at + colour] = value }
            }
        }
    }

    @Test func aFlatChipHasNoEdges() {
        #expect(ChipLight(chip { _, _ in 90 }).sharpness == 0)
        #expect(ChipLight(chip { _, _ in 90 }).mean == 90)
        // A ramp's Laplacian is zero as well.
        #expect(ChipLight(chip { x, _ in UInt8(x) }).sharpness == 0)
    }

    @Test func aChequerboardIsAsSharpAsCanBe() {
        // 4 p - 4 q = +-4 * 10 everywhere: the variance is 1600.
        #expect(ChipLight(chip { x, y in (x + y) % 2 == 0 ? 100 : 110 }).sharpness == 1600)
    }

    @Test func onlyTheMiddleCounts() {
        let light = ChipLight(chip { x, y in min(x, y) < 25 || max(x, y) >= 125 ? 255 : 60 })
        #expect(light.mean == 60 && light.clippedThousandths == 0)
    }

    @Test(arguments: [(UInt8(0), 1000), (7, 1000), (8, 0), (247, 0), (248, 1000), (255, 1000)])
    func blackAndWhiteAreClipped(_ value: UInt8, _ share: Int) {
        #expect(ChipLight(chip { _, _ in value }).clippedThousandths == share)
    }
}

@Suite struct QualityGatesTests {
    private let gates = QualityGates(
        leastSidePixels: 100, mostSideThousandths: 800, mostYawThousandths: 200, mostRollThousandths: 300,
        leastSharpness: 20, brightness: 40...200, mostClippedThousandths: 100)

    private func face(_ change: (inout LocatedFace) -> Void) -> LocatedFace {
        var face = LocatedFace(
            box: FaceBox(leftPixels: 0, topPixels: 0, sidePixels: 200), landmarks: landmarks(),
            quality: FaceQuality(landmarks(), chip: Chip { $0.initializeMemory(as: UInt8.self, repeating: 100) }))
        face.quality.sharpness = 50
        change(&face)
        return face
    }

    /// Each gate at its last good and its first bad value.
    @Test func eachGateHasItsEdge() {
        func problem(_ change: (inout LocatedFace) -> Void) -> QualityProblem? {
            gates.problem(face(change), frameShorterSidePixels: 500)
        }
        #expect(problem { _ in } == nil)
        #expect(problem { $0.box.sidePixels = 100 } == nil)
        #expect(problem { $0.box.sidePixels = 99 } == .tooFar)
        #expect(problem { $0.box.sidePixels = 400 } == nil)
        #expect(problem { $0.box.sidePixels = 401 } == .tooNear)
        for sign in [-1, 1] {
            #expect(problem { $0.quality.yawThousandths = sign * 200 } == nil)
            #expect(problem { $0.quality.yawThousandths = sign * 201 } == .turned)
            #expect(problem { $0.quality.rollThousandths = sign * 300 } == nil)
            #expect(problem { $0.quality.rollThousandths = sign * 301 } == .tilted)
        }
        #expect(problem { $0.quality.meanBrightness = 40 } == nil)
        #expect(problem { $0.quality.meanBrightness = 39 } == .tooDark)
        #expect(problem { $0.quality.meanBrightness = 200 } == nil)
        #expect(problem { $0.quality.meanBrightness = 201 } == .tooBright)
        #expect(problem { $0.quality.clippedThousandths = 100 } == nil)
        #expect(problem { $0.quality.clippedThousandths = 101 } == .harshLight)
        #expect(problem { $0.quality.sharpness = 20 } == nil)
        #expect(problem { $0.quality.sharpness = 19 } == .blurred)
    }

    @Test func enrolmentIsStricterThanVerification() {
        let (strict, lax) = (QualityGates.enrolment, QualityGates.verification)
        #expect(strict.leastSidePixels >= lax.leastSidePixels && strict.leastSharpness > lax.leastSharpness)
        #expect(
            strict.mostYawThousandths < lax.mostYawThousandths && strict.mostRollThousandths < lax.mostRollThousandths)
        #expect(strict.mostClippedThousandths < lax.mostClippedThousandths)
    }
}
