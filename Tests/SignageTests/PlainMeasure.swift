import Signage

/// Widths without a font: an ideograph is a square, other characters are about as wide as in Noto Sans.
struct PlainMeasure: TextMeasure {
    func advanceThousandths(of scalar: Unicode.Scalar, weight: Weight) -> Int {
        let regular =
            switch scalar.value {
            case 0x20, 0xA0: 224
            case 0x21...0x2F, 0x3A...0x3B, 0x69, 0x6A, 0x6C, 0x74, 0x66, 0x72: 330
            case 0x30...0x39: 555
            case 0x4D, 0x57, 0x6D, 0x77: 880
            case 0x41...0x5A: 640
            case 0x61...0x7A: 560
            case 0x2010...0x2014: 600
            default: 1000
            }
        return weight == .bold && regular < 1000 ? regular * 106 / 100 : regular
    }
}
