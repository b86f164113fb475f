/// A square in a frame that holds a face, in pixels; it may reach beyond the frame by rounding.
public struct FaceBox: Equatable, Sendable {
    public var leftPixels: Int
    public var topPixels: Int
    public var sidePixels: Int
    /// How many windows agreed on it.
    public var windowCount: Int

    public init(leftPixels: Int, topPixels: Int, sidePixels: Int, windowCount: Int = 1) {
        self.leftPixels = leftPixels
        self.topPixels = topPixels
        self.sidePixels = sidePixels
        self.windowCount = windowCount
    }
}
