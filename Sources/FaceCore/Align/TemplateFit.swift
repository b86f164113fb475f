/// Chip positions to frame positions: frame = turn * chip + i lean * chip + a shift, taking points as complex numbers.
///
/// It is the similarity that brings the template's points as near as possible, in least squares, to the landmarks. Both sets
/// are taken from their means, so turn = sum(c . p) / sum(c . c) and lean = sum(c x p) / sum(c . c): two dot products with
/// fixed weights, no division per face. Within 2^-20 of the exact turn and lean for landmarks inside a frame.
struct TemplateFit: Equatable {
    static let fractionBits = 24

    /// Frame pixels per chip pixel, along and across; 24 fractional bits.
    let turn: Int, lean: Int
    /// Mean of the landmarks in frame pixels, 24 fractional bits.
    private let meanX: Int, meanY: Int

    init(_ landmarks: FaceLandmarks) {
        let points = landmarks.points
        var (turn, lean) = (0, 0)
        for (weight, point) in zip(Self.weights, points) {
            turn += weight.x * point.x + weight.y * point.y
            lean += weight.x * point.y - weight.y * point.x
        }
        // 40 fractional bits from the weights and 8 from the landmarks.
        let shift = 48 - Self.fractionBits
        self.turn = (turn + 1 << (shift - 1)) >> shift
        self.lean = (lean + 1 << (shift - 1)) >> shift
        // Landmarks have 8 fractional bits; the mean is brought to 24 before it is divided.
        meanX = (points.reduce(0) { $0 + $1.x } << 16) / FaceLandmarks.count
        meanY = (points.reduce(0) { $0 + $1.y } << 16) / FaceLandmarks.count
    }

    /// Where a chip position (20 fractional bits) lies in the frame (24 fractional bits).
    func frame(chipX: Int, chipY: Int) -> (x: Int, y: Int) {
        let (x, y) = (chipX - Self.templateMean.x, chipY - Self.templateMean.y)
        return (
            meanX + (turn * x - lean * y) >> ChipTemplate.fractionBits,
            meanY + (lean * x + turn * y) >> ChipTemplate.fractionBits
        )
    }

    private static let templateMean: (x: Int, y: Int) = {
        let sum = ChipTemplate.points.reduce((0, 0)) { ($0.0 + $1.x, $0.1 + $1.y) }
        return (sum.0 / FaceLandmarks.count, sum.1 / FaceLandmarks.count)
    }()

    /// Centred template point over the sum of squares of all of them, per pixel, 40 fractional bits.
    private static let weights: [(x: Int, y: Int)] = {
        // Five times the distance from the mean, so that nothing is rounded before the division.
        let sum = ChipTemplate.points.reduce((0, 0)) { ($0.0 + $1.x, $0.1 + $1.y) }
        let centred = ChipTemplate.points.map { (x: 5 * $0.x - sum.0, y: 5 * $0.y - sum.1) }
        let squares = centred.reduce(0) { $0 + ($1.x * $1.x + $1.y * $1.y) >> ChipTemplate.fractionBits }
        func weight(_ c: Int) -> Int { Int((Int128(c) * 5 << 40) / Int128(squares)) }
        return centred.map { (weight($0.x), weight($0.y)) }
    }()
}
