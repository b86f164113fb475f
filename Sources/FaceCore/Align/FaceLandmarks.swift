/// A place in a frame, in 1/256 pixel; whole numbers of pixels are pixel centres.
public struct FramePoint: Equatable, Sendable {
    /// Parts of a pixel.
    public static let partsPerPixel = 256
    public var x: Int
    public var y: Int
    public init(x: Int, y: Int) { (self.x, self.y) = (x, y) }

    /// The nearest pixel.
    public var pixel: (x: Int, y: Int) { ((x + 128) >> 8, (y + 128) >> 8) }
}

/// The five points of a face, as dlib's 5-point model orders them. "Right" and "left" are the picture's.
public struct FaceLandmarks: Equatable, Sendable {
    public static let count = 5
    public var rightEyeOuter, rightEyeInner, leftEyeOuter, leftEyeInner, noseBase: FramePoint

    /// - Precondition: five points, in the order of the properties.
    public init(_ points: [FramePoint]) {
        precondition(points.count == Self.count)
        (rightEyeOuter, rightEyeInner, leftEyeOuter, leftEyeInner, noseBase) =
            (points[0], points[1], points[2], points[3], points[4])
    }

    public var points: [FramePoint] { [rightEyeOuter, rightEyeInner, leftEyeOuter, leftEyeInner, noseBase] }
}
