/// What the gates look at, in integers. Ratios are in thousandths.
public struct FaceQuality: Equatable, Sendable {
    /// How far the nose stands to the picture's right of the middle between the eyes, against the distance of the eyes:
    /// (nose - middle) . axis / distance. 0 is frontal; a head turned by 30 degrees has about 290 either way.
    public var yawThousandths: Int
    /// How far the nose stands below the eyes, against their distance. About 770 is level; a nod moves it by about 180.
    public var pitchThousandths: Int
    /// Rise of the eye axis against its run: 1000 is a head tilted by 45 degrees, positive when its right eye is lower.
    public var rollThousandths: Int
    /// Variance of the Laplacian over the middle of the chip: low when blurred or out of focus.
    public var sharpness: Int
    /// Mean brightness over the middle of the chip, 0...255.
    public var meanBrightness: Int
    /// Share of that part which is nearly black (below 8) or nearly white (above 247).
    public var clippedThousandths: Int

    init(_ landmarks: FaceLandmarks, chip: borrowing Chip) {
        let pose = Pose(landmarks)
        (yawThousandths, pitchThousandths, rollThousandths) =
            (pose.yawThousandths, pose.pitchThousandths, pose.rollThousandths)
        let light = ChipLight(chip)
        (sharpness, meanBrightness, clippedThousandths) = (light.sharpness, light.mean, light.clippedThousandths)
    }
}

/// Where a head looks, from five points in 1/256 pixel.
struct Pose: Equatable {
    var yawThousandths: Int, pitchThousandths: Int, rollThousandths: Int

    init(_ landmarks: FaceLandmarks) {
        // Sums of two corners are twice the middle of an eye; everything below is twice or four times its size.
        let left = landmarks.leftEyeOuter + landmarks.leftEyeInner
        let right = landmarks.rightEyeOuter + landmarks.rightEyeInner
        let axis = (x: right.x - left.x, y: right.y - left.y)
        let nose = (x: 4 * landmarks.noseBase.x - left.x - right.x, y: 4 * landmarks.noseBase.y - left.y - right.y)
        let squares = axis.x * axis.x + axis.y * axis.y
        // nose is 4 times, axis 2 times: (nose/4 . axis/2) / (axis/2 . axis/2) = nose . axis / (2 squares).
        yawThousandths = Self.ratio(nose.x * axis.x + nose.y * axis.y, 2 * squares)
        pitchThousandths = Self.ratio(nose.y * axis.x - nose.x * axis.y, 2 * squares)
        rollThousandths = Self.ratio(axis.y, axis.x)
    }

    /// 1000 a / b, kept within 10000; that too when b is not positive, as for a face upside down.
    private static func ratio(_ a: Int, _ b: Int) -> Int {
        guard b > 0 else { return 10000 }
        return min(max(1000 * a / b, -10000), 10000)
    }
}

extension FramePoint {
    fileprivate static func + (a: Self, b: Self) -> Self { Self(x: a.x + b.x, y: a.y + b.y) }
}
