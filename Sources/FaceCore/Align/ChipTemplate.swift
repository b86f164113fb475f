/// Where dlib's face chip has the five landmarks.
enum ChipTemplate {
    /// dlib's mean 5-point face in billionths of its own square, in the order of `FaceLandmarks`.
    static let meanFaceBillionths: [(x: Int, y: Int)] = [
        (859_567_460, 213_498_154), (646_060_476, 228_967_439), (120_575_062, 213_727_453), (334_085_061, 229_064_240),
        (490_112_314, 627_797_532),
    ]
    static let fractionBits = 20

    /// The chip is the mean face's square with a quarter of its side around it: chip = (0.25 + p) / 1.5 * 150 pixels.
    /// 20 fractional bits.
    static let points: [(x: Int, y: Int)] = meanFaceBillionths.map { point in
        let sidePixels = Chip.sidePixels * 2 / 3
        func pixels(_ billionths: Int) -> Int {
            ((250_000_000 + billionths) * sidePixels << fractionBits) / 1_000_000_000
        }
        return (pixels(point.x), pixels(point.y))
    }
}
