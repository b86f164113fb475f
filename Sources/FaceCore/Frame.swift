/// One picture from the camera: `heightPixels` rows of `widthPixels` pixels, top down, zeroed when it goes.
///
/// A frame never leaves FaceCore and is never stored (R58): it has no textual form and cannot be encoded or copied.
public struct Frame: ~Copyable, @unchecked Sendable {
    public enum Layout: Sendable {
        /// 3 bytes a pixel: red, green, blue.
        case rgb24
        /// A full-size Y plane, then quarter-size U and V planes (BT.601, full range); both sides are even.
        case i420

        public func byteCount(widthPixels: Int, heightPixels: Int) -> Int {
            switch self {
            case .rgb24: widthPixels * heightPixels * 3
            case .i420: widthPixels * heightPixels * 3 / 2
            }
        }
    }

    public let widthPixels: Int
    public let heightPixels: Int
    public let layout: Layout
    /// Counts up with each exposure; two frames with one number are the same exposure.
    public let sequence: UInt64
    let bytes: UnsafeMutableRawBufferPointer

    /// - Parameter fill: writes `layout.byteCount(…)` bytes; they are zero before it runs.
    /// - Precondition: both sides are 16…8192; even for `.i420`.
    public init(
        widthPixels: Int, heightPixels: Int, layout: Layout, sequence: UInt64,
        fill: (UnsafeMutableRawBufferPointer) -> Void
    ) {
        precondition((16...8192).contains(widthPixels) && (16...8192).contains(heightPixels))
        precondition(layout == .rgb24 || (widthPixels % 2 == 0 && heightPixels % 2 == 0))
        self.widthPixels = widthPixels
        self.heightPixels = heightPixels
        self.layout = layout
        self.sequence = sequence
        bytes = .allocate(
            byteCount: layout.byteCount(widthPixels: widthPixels, heightPixels: heightPixels), alignment: 64)
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
        fill(bytes)
    }

    deinit { bytes.zeroAndFree() }
}
