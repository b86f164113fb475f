import FaceCore

/// Names one use of the camera; sightings of an older one are ignored. Counts up.
public struct CaptureID: Hashable, Sendable {
    public let number: UInt64
    public init(_ number: UInt64) { self.number = number }
}

/// What the vision thread is asked to do with the camera.
public enum CaptureJob: Sendable {
    /// Compare the face in front with this person's references (1:1), within so many frames.
    case verify(References, frameLimit: Int)
    /// Make references for a person who has just consented.
    case enrol(frameLimit: Int)
}

/// What the vision thread tells. No pixels, no embedding; templates only inside an opaque `Enrolment`.
public enum Sighting: Sendable {
    case looking(CaptureHint, FaceOutline?, done: Int, wanted: Int)
    case accepted
    case notAccepted
    /// No fit face within the limit.
    case noFace
    case captured(Enrolment)
    case cameraFailed(String)
}
