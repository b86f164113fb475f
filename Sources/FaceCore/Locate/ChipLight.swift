/// Brightness and sharpness of a chip's middle 100 x 100 pixels: the face without hair, neck and background.
struct ChipLight: Equatable {
    var mean: Int
    var clippedThousandths: Int
    /// Variance of 4 p - (the four neighbours of p).
    var sharpness: Int

    init(_ chip: borrowing Chip) {
        let range = Chip.sidePixels / 6..<Chip.sidePixels * 5 / 6
        let pixels = chip.bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
        /// Three times the brightness at a place.
        func colours(_ at: Int) -> Int {
            Int(pixels[3 &* at]) &+ Int(pixels[3 &* at &+ 1]) &+ Int(pixels[3 &* at &+ 2])
        }
        var (sum, clipped, edges, edgeSquares) = (0, 0, 0, 0)
        for y in range {
            for x in range {
                let at = y &* Chip.sidePixels &+ x
                let here = colours(at)
                sum &+= here
                clipped &+= here < 3 * 8 || here > 3 * 247 ? 1 : 0
                let edge =
                    4 &* here &- colours(at &- 1) &- colours(at &+ 1) &- colours(at &- Chip.sidePixels)
                    &- colours(at &+ Chip.sidePixels)
                edges &+= edge
                edgeSquares &+= edge &* edge
            }
        }
        let count = range.count * range.count
        mean = sum / (3 * count)
        clippedThousandths = 1000 * clipped / count
        sharpness = (edgeSquares - edges * edges / count) / (9 * count)
    }
}
