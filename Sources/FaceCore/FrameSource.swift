/// A camera, as the vision thread needs it. `Hardware` implements it for Linux and simulated.
///
/// Between `stop` and `start` the sensor has no power and no buffer of it exists (R2, R55).
public protocol FrameSource: AnyObject, Sendable {
    /// Powers the sensor and starts the stream.
    func start() throws(FrameSourceError)
    /// Waits for the newest frame, at most the source's own time-out.
    func next() throws(FrameSourceError) -> Frame
    /// Stops the stream, closes the device, takes the power away. Harmless when stopped.
    func stop()
    /// What the device said it can deliver when it was found; nil while there is none. Any thread may ask, the camera stays
    /// as it is, and nothing is waited for.
    var offer: CameraOffer? { get }
}

public struct FrameSourceError: Error, Equatable, Sendable {
    public enum Code: Equatable, Sendable {
        /// No such device, or unplugged.
        case gone
        case busy
        /// No frame within the time-out.
        case stalled
        /// The bench camera looks at a file that is not a picture it can read.
        case unreadable(String)
    }
    public let code: Code
    public init(_ code: Code) { self.code = code }
}
