import FixedPoint

/// Which place of a picture each chip pixel shows: (0, 0) shows the origin; one further along moves by (stepX, stepY), one
/// further down by (-stepY, stepX). In pixels, 24 fractional bits.
///
/// dlib lays the chip's corner pixels onto the corner pixels of a square of 150 s pixels, where s is the fit's scale: the
/// step is (150 s - 1) / 149, a little less than s, and the middles coincide.
struct ChipPlacement: Equatable {
    static let fractionBits = TemplateFit.fractionBits

    var stepX: Int, stepY: Int
    var originX: Int, originY: Int

    init(_ fit: TemplateFit) {
        let shortening = Self.shortening(fit)
        stepX = Int((Int128(fit.turn) * shortening) >> Self.fractionBits)
        stepY = Int((Int128(fit.lean) * shortening) >> Self.fractionBits)
        let middle = Chip.sidePixels << (ChipTemplate.fractionBits - 1)
        let centre = fit.frame(chipX: middle, chipY: middle)
        let last = Chip.sidePixels - 1
        originX = centre.x - last * (stepX - stepY) / 2
        originY = centre.y - last * (stepY + stepX) / 2
    }

    /// The same places in the picture that `ColourPlane.fill(halving:line:)` makes, as dlib reckons them: its first pixel
    /// lies at (2.5, 1.5), a quarter of its pixels off its true centre. The network learned from chips cut so.
    var halved: ChipPlacement {
        var placement = self
        let one = 1 << Self.fractionBits
        placement.stepX >>= 1
        placement.stepY >>= 1
        placement.originX = (originX >> 1) - 5 * one / 4
        placement.originY = (originY >> 1) - 3 * one / 4
        return placement
    }

    /// Whether one chip pixel still spans more than one pixel of the picture once it is halved.
    var shrinksHalvedPicture: Bool {
        Int128(stepX) * Int128(stepX) + Int128(stepY) * Int128(stepY) > Int128(4) << (2 * Self.fractionBits)
    }

    /// (150 s - 1) / (149 s), 24 fractional bits; 0 for a face smaller than a pixel.
    private static func shortening(_ fit: TemplateFit) -> Int128 {
        let squares = Int128(fit.turn) * Int128(fit.turn) + Int128(fit.lean) * Int128(fit.lean)
        let scale = Int128(integerSquareRoot(UInt64(clamping: squares)))
        let side = Int128(Chip.sidePixels) * scale - (1 << Self.fractionBits)
        guard side > 0 else { return 0 }
        return (side << Self.fractionBits) / (Int128(Chip.sidePixels - 1) * scale)
    }
}
