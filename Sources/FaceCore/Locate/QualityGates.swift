/// What a face must be like to be looked at. Ratios in thousandths as in `FaceQuality`.
public struct QualityGates: Equatable, Sendable {
    /// A smaller face is `.tooFar`; only faces of this size count as several.
    public var leastSidePixels: Int
    /// A box that takes more of the frame's shorter side is `.tooNear`.
    public var mostSideThousandths: Int
    public var mostYawThousandths: Int
    public var mostRollThousandths: Int
    public var leastSharpness: Int
    public var brightness: ClosedRange<Int>
    public var mostClippedThousandths: Int

    public init(
        leastSidePixels: Int, mostSideThousandths: Int, mostYawThousandths: Int, mostRollThousandths: Int,
        leastSharpness: Int, brightness: ClosedRange<Int>, mostClippedThousandths: Int
    ) {
        self.leastSidePixels = leastSidePixels
        self.mostSideThousandths = mostSideThousandths
        self.mostYawThousandths = mostYawThousandths
        self.mostRollThousandths = mostRollThousandths
        self.leastSharpness = leastSharpness
        self.brightness = brightness
        self.mostClippedThousandths = mostClippedThousandths
    }

    /// For a reference that is to serve a year.
    public static let enrolment = QualityGates(
        leastSidePixels: 110, mostSideThousandths: 950, mostYawThousandths: 150, mostRollThousandths: 200,
        leastSharpness: 16, brightness: 50...205, mostClippedThousandths: 150)
    /// For a probe: a person who walks up to the door.
    public static let verification = QualityGates(
        leastSidePixels: 80, mostSideThousandths: 950, mostYawThousandths: 250, mostRollThousandths: 350,
        leastSharpness: 8, brightness: 35...220, mostClippedThousandths: 300)

    /// What is wrong first, or nil: size, then pose, then light, then sharpness, which the others spoil.
    func problem(_ face: LocatedFace, frameShorterSidePixels: Int) -> QualityProblem? {
        let quality = face.quality
        if face.box.sidePixels < leastSidePixels { return .tooFar }
        if 1000 * face.box.sidePixels > mostSideThousandths * frameShorterSidePixels { return .tooNear }
        if abs(quality.rollThousandths) > mostRollThousandths { return .tilted }
        if abs(quality.yawThousandths) > mostYawThousandths { return .turned }
        if quality.meanBrightness < brightness.lowerBound { return .tooDark }
        if quality.meanBrightness > brightness.upperBound { return .tooBright }
        if quality.clippedThousandths > mostClippedThousandths { return .harshLight }
        if quality.sharpness < leastSharpness { return .blurred }
        return nil
    }
}

/// Why a face is not looked at.
public enum QualityProblem: String, Equatable, Sendable, CaseIterable {
    case tooFar, tooNear
    /// The head is turned left or right.
    case turned
    /// The head leans to a shoulder.
    case tilted
    case tooDark, tooBright
    /// Black shadow or white glare over much of the face.
    case harshLight
    case blurred
}
