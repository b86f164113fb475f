@testable import FaceCore

extension Frame {
    /// A frame from a colour for each place.
    init(widthPixels: Int, heightPixels: Int, colour: (_ x: Int, _ y: Int) -> (r: UInt8, g: UInt8, b: UInt8)) {
        self.init(widthPixels: widthPixels, heightPixels: heightPixels, layout: .rgb24, sequence: 0) { bytes in
            for y in 0..<heightPixels {
                for x in 0..<widthPixels {
                    let at = 3 * (y * widthPixels + x)
                    let pixel = colour(x, y)
                    (bytes[at], bytes[at + 1], bytes[at + 2]) = (pixel.r, pixel.g, pixel.b)
                }
            }
        }
    }
}

/// A grey plane that owns its pixels.
final class OwnedPlane {
    let plane: GreyPlane

    init(_ widthPixels: Int, _ heightPixels: Int, _ pixel: (_ x: Int, _ y: Int) -> UInt8 = { _, _ in 0 }) {
        plane = GreyPlane(
            widthPixels: widthPixels, heightPixels: heightPixels,
            pixels: .allocate(capacity: widthPixels * heightPixels))
        for y in 0..<heightPixels {
            for x in 0..<widthPixels { plane.pixels[y * widthPixels + x] = pixel(x, y) }
        }
    }

    deinit { plane.pixels.deallocate() }

    subscript(x: Int, y: Int) -> UInt8 { plane.pixels[y * plane.widthPixels + x] }
}
