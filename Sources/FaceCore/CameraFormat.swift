/// How a camera packs its pixels, as the device names it: four characters, the first in the lowest byte (V4L2's `fourcc`).
public struct PixelFormat: Hashable, Sendable {
    public let code: UInt32

    public init(code: UInt32) { self.code = code }

    /// - Precondition: four ASCII characters, e.g. `YUYV`.
    public init(_ name: StaticString) {
        precondition(name.utf8CodeUnitCount == 4 && name.isASCII)
        code = (0..<4).reduce(0) { $0 | UInt32(name.utf8Start[$1]) << (8 * UInt32($1)) }
    }

    /// Of frames as FaceCore takes them.
    public init(_ layout: Frame.Layout) {
        switch layout {
        case .rgb24: self.init("RGB3")
        case .i420: self.init("YU12")
        }
    }
}

extension PixelFormat: CustomStringConvertible {
    /// The four characters; `?` where the device names none that can be printed.
    public var description: String {
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: code >> (8 * UInt32($0))) }
        return String(decoding: bytes.map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }
}

/// One way in which a camera delivers frames, as the device states it.
public struct CameraFormat: Hashable, Sendable {
    public let pixels: PixelFormat
    public let widthPixels: Int
    public let heightPixels: Int
    /// Frames in a thousand seconds: 30,000 for 30 a second, 29,970 for 30/1.001. Nil: it has no pace of its own, a frame is
    /// there whenever one is asked for.
    public let framesPerThousandSeconds: Int?

    /// - Precondition: nothing is below 1.
    public init(pixels: PixelFormat, widthPixels: Int, heightPixels: Int, framesPerThousandSeconds: Int?) {
        precondition(widthPixels > 0 && heightPixels > 0 && (framesPerThousandSeconds ?? 1) > 0)
        (self.pixels, self.widthPixels, self.heightPixels) = (pixels, widthPixels, heightPixels)
        self.framesPerThousandSeconds = framesPerThousandSeconds
    }
}

extension CameraFormat: CustomStringConvertible {
    /// `YUYV 640 x 480, 29.970 fps`
    public var description: String { "\(shape), \(rate)" }

    public var shape: String { "\(pixels) \(widthPixels) x \(heightPixels)" }

    public var rate: String {
        guard let rate = framesPerThousandSeconds else { return "a frame whenever asked" }
        let (whole, thousandths) = (rate / 1_000, rate % 1_000)
        guard thousandths > 0 else { return "\(whole) fps" }
        return "\(whole).\(String(1_000 + thousandths).dropFirst()) fps"
    }
}

/// All that a camera offers, in the order of the device, and what of it is used.
public struct CameraOffer: Equatable, Sendable {
    public let formats: [CameraFormat]
    /// Nil until one was chosen.
    public let inUse: CameraFormat?

    public init(formats: [CameraFormat], inUse: CameraFormat?) { (self.formats, self.inUse) = (formats, inUse) }
}
