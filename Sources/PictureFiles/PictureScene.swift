/// A picture as a camera sees it that stands before it: brought to the frame's size, and a little different each time.
///
/// The view is as wide as the picture and begins at its top, where portraits have the face; it shows at least three
/// fifths of the height. What lies beside the picture is a grey wall. Zeroed when it goes.
public struct PictureScene: ~Copyable, @unchecked Sendable {
    public static let wall: UInt8 = 118
    /// How far an exposure may be shifted each way, in pixels.
    public static let jitterPixels = 12
    /// Brightness differs by up to this much between exposures, in 256ths.
    public static let gainSpread = 10
    /// Each colour of each pixel differs by up to this much.
    public static let noiseSpread = 3

    public let widthPixels: Int
    public let heightPixels: Int
    /// Larger than a frame by `jitterPixels` on each side.
    private let canvas: RGBCanvas

    /// A wall without anybody.
    public init(emptyWidthPixels widthPixels: Int, heightPixels: Int) {
        (self.widthPixels, self.heightPixels) = (widthPixels, heightPixels)
        canvas = RGBCanvas(
            widthPixels: widthPixels + 2 * Self.jitterPixels, heightPixels: heightPixels + 2 * Self.jitterPixels)
        canvas.fill(Self.wall)
    }

    public init(_ picture: borrowing DecodedPicture, widthPixels: Int, heightPixels: Int) {
        self.init(emptyWidthPixels: widthPixels, heightPixels: heightPixels)
        let viewHeight = max(
            min(picture.widthPixels * heightPixels / widthPixels, picture.heightPixels), picture.heightPixels * 3 / 5)
        // Not a copy: a big picture twice is more memory than the whole face core needs. It is borrowed until the end.
        var source = RGBCanvas(
            lent: picture.withBytes { $0 }, widthPixels: picture.widthPixels, heightPixels: picture.heightPixels)
        // Picture pixels per frame pixel, 16 fractional bits.
        var step = (viewHeight << 16) / heightPixels
        while step >= 2 << 16, min(source.widthPixels, source.heightPixels) >= 2 {
            source = source.halved()
            step >>= 1
        }
        canvas.sample(
            source, step: step, left: (source.widthPixels << 16) / 2 - canvas.widthPixels * step / 2,
            top: -Self.jitterPixels * step)
    }

    /// One exposure, red green blue.
    /// - Precondition: `frame` holds `widthPixels * heightPixels * 3` bytes.
    public func expose(into frame: UnsafeMutableRawBufferPointer, using generator: inout SeededGenerator) {
        precondition(frame.count == widthPixels * heightPixels * 3)
        let shiftX = Int.random(in: 0...2 * Self.jitterPixels, using: &generator)
        let shiftY = Int.random(in: 0...2 * Self.jitterPixels, using: &generator)
        let gain = Int32.random(in: 256 - Int32(Self.gainSpread)...256 + Int32(Self.gainSpread), using: &generator)
        let out = frame.baseAddress!.assumingMemoryBound(to: UInt8.self)
        let canvasBytes = canvas.bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
        for y in 0..<heightPixels {
            let from = canvasBytes + 3 * ((y + shiftY) * canvas.widthPixels + shiftX)
            let row = out + 3 * y * widthPixels
            var dice: UInt64 = 0
            for at in 0..<3 * widthPixels {
                if at & 7 == 0 { dice = generator.next() }
                // A byte's upper part, uniform in 0...2 * spread.
                let noise =
                    Int32(((dice & 0xFF) &* UInt64(2 &* Self.noiseSpread &+ 1)) &>> 8) &- Int32(Self.noiseSpread)
                dice &>>= 8
                row[at] = UInt8(clamping: (Int32(from[at]) &* gain &+ 128) &>> 8 &+ noise)
            }
        }
    }

    /// One exposure as full Y, then quarter U and V (BT.601, full range).
    /// - Precondition: both sides are even; `frame` holds `widthPixels * heightPixels * 3 / 2` bytes.
    public func exposeI420(into frame: UnsafeMutableRawBufferPointer, using generator: inout SeededGenerator) {
        precondition(frame.count == widthPixels * heightPixels * 3 / 2)
        let colours = RGBCanvas(widthPixels: widthPixels, heightPixels: heightPixels)
        expose(into: colours.bytes, using: &generator)
        colours.writeI420(to: frame.baseAddress!.assumingMemoryBound(to: UInt8.self))
    }
}
