/// A face brought to the network's size: `sidePixels` x `sidePixels` x 3 UInt8, red green blue, rows top down.
/// Zeroed when it goes; no textual form, cannot be copied.
public struct Chip: ~Copyable, @unchecked Sendable {
    /// dlib's face chip: 150 pixels with a padding of 0.25.
    public static let sidePixels = 150
    public static let byteCount = sidePixels * sidePixels * 3

    let bytes: UnsafeMutableRawBufferPointer

    /// - Parameter fill: writes `byteCount` bytes; they are zero before it runs.
    public init(fill: (UnsafeMutableRawBufferPointer) -> Void) {
        bytes = .allocate(byteCount: Self.byteCount, alignment: 64)
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
        fill(bytes)
    }

    deinit { bytes.zeroAndFree() }
}
