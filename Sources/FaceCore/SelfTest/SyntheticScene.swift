/// A frame that shows nobody: a face as a child draws one, by formula, with a little noise.
///
///     background  a slope from 90 to 150, and noise of 4 bits
///     head        an ellipse of 190; its hair line, eyes, brows, nose shadow and mouth are darker ellipses and bars
///
/// Red is 8 brighter and blue 12 darker than green, so that the three planes differ.
enum SyntheticScene {
    static let widthPixels = 320, heightPixels = 240
    /// Where its head is, as a cascade's box.
    static let box = FaceBox(leftPixels: 98, topPixels: 62, sidePixels: 124)

    private struct Ellipse {
        var x: Int, y: Int, halfWidth: Int, halfHeight: Int, brightness: Int

        func contains(_ px: Int, _ py: Int) -> Bool {
            let (dx, dy) = (px - x, py - y)
            let (w, h) = (halfWidth * halfWidth, halfHeight * halfHeight)
            return dx * dx * h + dy * dy * w <= w * h
        }
    }

    /// Later ones lie on top.
    private static let ellipses = [
        Ellipse(x: 160, y: 118, halfWidth: 74, halfHeight: 96, brightness: 60),
        Ellipse(x: 160, y: 132, halfWidth: 62, halfHeight: 82, brightness: 190),
        Ellipse(x: 134, y: 100, halfWidth: 18, halfHeight: 5, brightness: 90),
        Ellipse(x: 186, y: 100, halfWidth: 18, halfHeight: 5, brightness: 90),
        Ellipse(x: 134, y: 113, halfWidth: 15, halfHeight: 8, brightness: 110),
        Ellipse(x: 186, y: 113, halfWidth: 15, halfHeight: 8, brightness: 110),
        Ellipse(x: 134, y: 113, halfWidth: 6, halfHeight: 6, brightness: 40),
        Ellipse(x: 186, y: 113, halfWidth: 6, halfHeight: 6, brightness: 40),
        Ellipse(x: 160, y: 128, halfWidth: 7, halfHeight: 22, brightness: 205),
        Ellipse(x: 152, y: 148, halfWidth: 5, halfHeight: 4, brightness: 120),
        Ellipse(x: 168, y: 148, halfWidth: 5, halfHeight: 4, brightness: 120),
        Ellipse(x: 160, y: 172, halfWidth: 26, halfHeight: 7, brightness: 110),
    ]

    static func make() -> Frame {
        Frame(widthPixels: widthPixels, heightPixels: heightPixels, layout: .rgb24, sequence: 1) { bytes in
            var noise = Noise(seed: 20_260_301)
            for y in 0..<heightPixels {
                for x in 0..<widthPixels {
                    let ground = 90 + 60 * x / widthPixels
                    let brightness =
                        (ellipses.last { $0.contains(x, y) }?.brightness ?? ground) + Int(noise.next(bits: 4))
                    let at = 3 * (y * widthPixels + x)
                    bytes[at] = UInt8(clamping: brightness + 8)
                    bytes[at + 1] = UInt8(clamping: brightness)
                    bytes[at + 2] = UInt8(clamping: brightness - 12)
                }
            }
        }
    }
}
