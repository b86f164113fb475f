/// One false match in so many comparisons with other people.
public struct FalseMatchRate: Hashable, Sendable, CustomStringConvertible {
    public static let possible = 2...1_000_000_000

    public let oneIn: Int

    /// - Returns: nil unless `oneIn` is in `possible`.
    public init?(oneIn: Int) {
        guard Self.possible.contains(oneIn) else { return nil }
        self.oneIn = oneIn
    }

    /// The rate for each of `people` comparisons that keeps this one for all of them together (1:N).
    /// - Returns: nil if no such rate can be written.
    public func divided(among people: Int) -> Self? {
        let (product, overflow) = oneIn.multipliedReportingOverflow(by: max(people, 1))
        return overflow ? nil : Self(oneIn: product)
    }

    public var description: String { "1 in \(oneIn)" }

    /// Whether `partsPerBillion` keeps this rate.
    func allows(partsPerBillion: UInt32) -> Bool { UInt64(partsPerBillion) * UInt64(oneIn) <= 1_000_000_000 }
}
