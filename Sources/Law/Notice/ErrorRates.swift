/// What the model pack in use promises at the rate the site chose; the notice says it aloud (R29).
public struct ErrorRates: Equatable, Sendable {
    /// FMR: one false match in this many single comparisons with somebody else; at least 2.
    public let falseMatchOneIn: Int
    /// FNMR at that rate, of single comparisons, in hundredths of a percent, 0…10000.
    public let falseNonMatchPerTenThousand: Int
    /// Names the pack and its content, the same on every terminal that has it, e.g. `dlib-resnet 55533b28a958`.
    /// Another pack is another method: its consents are new ones (R24, R35).
    public let packIdentity: String

    /// The FMR was not measured at this threshold but estimated between measured points.
    public let isEstimated: Bool

    /// - Precondition: the ranges above.
    public init(
        falseMatchOneIn: Int, falseNonMatchPerTenThousand: Int, packIdentity: String, isEstimated: Bool = false
    ) {
        precondition(falseMatchOneIn >= 2)
        precondition((0...10_000).contains(falseNonMatchPerTenThousand))
        self.falseMatchOneIn = falseMatchOneIn
        self.falseNonMatchPerTenThousand = falseNonMatchPerTenThousand
        self.packIdentity = packIdentity
        self.isEstimated = isEstimated
    }

    /// E.g. `1.25`, `0.4`, `3`: percent, with no more digits than it has.
    public var falseNonMatchPercent: String {
        let whole = falseNonMatchPerTenThousand / 100
        let hundredths = falseNonMatchPerTenThousand % 100
        if hundredths == 0 { return "\(whole)" }
        if hundredths % 10 == 0 { return "\(whole).\(hundredths / 10)" }
        return "\(whole).\(hundredths / 10)\(hundredths % 10)"
    }
}
