/// A picture of the screen: rows of red, green, blue, top down.
///
/// Only this room can make one, and only from a `Layout`. Encoders accept nothing else, so no camera pixel can ever be
/// encoded (R58).
public struct Picture: ~Copyable {
    /// The layout's name: `idle`, `notice`, …
    public let name: String
    public let size: PanelSize
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    init(name: String, size: PanelSize, background: Colour) {
        self.name = name
        self.size = size
        bytes = .allocate(capacity: size.widthPixels * size.heightPixels * 3)
        let (width, height) = (size.widthPixels, size.heightPixels)
        for x in 0..<width {
            bytes.initializeElement(at: 3 * x, to: background.red)
            bytes.initializeElement(at: 3 * x + 1, to: background.green)
            bytes.initializeElement(at: 3 * x + 2, to: background.blue)
        }
        let row = bytes.baseAddress!
        for y in 1..<height { (row + y * width * 3).initialize(from: row, count: width * 3) }
    }

    deinit { bytes.deallocate() }

    public var rowBytes: Int { size.widthPixels * 3 }

    /// Every row, without padding.
    public borrowing func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        body(UnsafeBufferPointer(bytes))
    }

    var surface: Surface {
        Surface(base: bytes.baseAddress!, widthPixels: size.widthPixels, heightPixels: size.heightPixels)
    }
}

/// The pixels of a picture under way. Everything is clipped to it.
struct Surface {
    let base: UnsafeMutablePointer<UInt8>
    let widthPixels: Int, heightPixels: Int

    /// Blends `count` pixels of a row with one coverage: new = (colour · c + old · (255 − c)) / 255, rounded half up.
    func blend(_ colour: Colour, coverage: UInt8, x: Int, y: Int, count: Int) {
        guard coverage > 0, (0..<heightPixels).contains(y) else { return }
        let first = max(0, x)
        let end = min(widthPixels, x + count)
        guard first < end else { return }
        var pixel = base + (y * widthPixels + first) * 3
        for _ in first..<end {
            Self.blend(colour, coverage, pixel)
            pixel += 3
        }
    }

    @inline(__always)
    static func blend(_ colour: Colour, _ coverage: UInt8, _ pixel: UnsafeMutablePointer<UInt8>) {
        if coverage == 255 {
            (pixel[0], pixel[1], pixel[2]) = (colour.red, colour.green, colour.blue)
        } else {
            pixel[0] = mix(colour.red, pixel[0], coverage)
            pixel[1] = mix(colour.green, pixel[1], coverage)
            pixel[2] = mix(colour.blue, pixel[2], coverage)
        }
    }

    @inline(__always)
    private static func mix(_ new: UInt8, _ old: UInt8, _ coverage: UInt8) -> UInt8 {
        let sum = UInt32(new) * UInt32(coverage) + UInt32(old) * UInt32(255 - coverage) + 127
        return UInt8(truncatingIfNeeded: sum / 255)
    }
}
