import FaceCore

/// Names one use of the camera; reports of an older one are ignored. Counts up.
public struct CaptureID: Hashable, Sendable {
    public let number: UInt64
    public init(_ number: UInt64) { self.number = number }
}

/// What the vision thread is asked to do with the camera.
public enum CaptureJob: Sendable {
    /// Compare the face in front with this person's references (1:1).
    case verify(References)
    /// Make references for a person who has just consented.
    case enrol
    /// Say what can be seen, for whoever turns the camera: no template is made, nothing is compared.
    case aim
}

/// What the camera makes of the face in front of it; nothing that tells one face from another.
public struct AimFigures: Equatable, Sendable {
    /// Of the face's box, against the frame; thousandths.
    public var leftThousandths: Int, topThousandths: Int, widthThousandths: Int
    /// Variance of the Laplacian over the middle of the face.
    public var sharpness: Int
    /// Mean over the middle of the face, 0…255.
    public var brightness: Int
    /// Share of that part which is nearly black or nearly white.
    public var clippedThousandths: Int

    public init(
        leftThousandths: Int, topThousandths: Int, widthThousandths: Int, sharpness: Int, brightness: Int,
        clippedThousandths: Int
    ) {
        (self.leftThousandths, self.topThousandths) = (leftThousandths, topThousandths)
        (self.widthThousandths, self.sharpness) = (widthThousandths, sharpness)
        (self.brightness, self.clippedThousandths) = (brightness, clippedThousandths)
    }
}

/// What the vision thread tells. No pixels, no embedding; templates only inside opaque boxes.
public enum CaptureReport: Sendable {
    case looking(CaptureHint, FaceOutline?, done: Int, wanted: Int)
    /// What one frame gave while the camera is turned; nil: no one face.
    case aimed(AimFigures?, widthPixels: Int, heightPixels: Int)
    case accepted(MatchEvidence)
    case notAccepted(MatchEvidence)
    /// No fit face within the limit.
    case noFace
    case captured(CapturedTemplates)
    case cameraFailed(String)
    /// The sensor has power, or has it no longer.
    case camera(isOn: Bool)
    /// The capture is over, however it went, and the camera is off: nothing more comes.
    case ended
}

/// What a comparison came to. The journal gets the decision only, never this (R40).
public struct MatchEvidence: Equatable, Sendable {
    /// nil when too few frames showed a usable face.
    public var score: ComparisonScore?
    public var threshold: ComparisonScore
    public init(score: ComparisonScore?, threshold: ComparisonScore) {
        (self.score, self.threshold) = (score, threshold)
    }
}

extension CaptureReport {
    /// Ends the dialogue that waited for it.
    var isOutcome: Bool {
        switch self {
        case .accepted, .notAccepted, .noFace, .captured, .cameraFailed: true
        case .looking, .aimed, .camera, .ended: false
        }
    }
}
