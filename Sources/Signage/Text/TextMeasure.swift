/// The two cuts of the sign's typeface.
public enum Weight: String, Equatable, Hashable, Sendable, CaseIterable { case regular, bold }

/// How wide characters are. The port lets layouts be made, and tested, without a font.
public protocol TextMeasure {
    /// The pen's advance in thousandths of the type size, 0 or more.
    func advanceThousandths(of scalar: Unicode.Scalar, weight: Weight) -> Int
}

extension TextMeasure {
    func advanceThousandths(of text: some StringProtocol, weight: Weight) -> Int {
        text.unicodeScalars.reduce(0) { $0 + advanceThousandths(of: $1, weight: weight) }
    }

    /// Rounded up to a pixel.
    func widthPixels(of text: some StringProtocol, sizePixels: Int, weight: Weight) -> Int {
        (advanceThousandths(of: text, weight: weight) * sizePixels + 999) / 1000
    }
}
