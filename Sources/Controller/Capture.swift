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
}

/// What the vision thread tells. No pixels, no embedding; templates only inside opaque boxes.
public enum CaptureReport: Sendable {
    case looking(CaptureHint, FaceOutline?, done: Int, wanted: Int)
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
        case .looking, .camera, .ended: false
        }
    }
}
