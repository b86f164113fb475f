import Timekeeping

/// One other way in, and whether it works now (R14).
public struct Alternative: Equatable, Sendable {
    public enum Kind: String, Sendable { case card, keypad }
    public var kind: Kind
    public var isHealthy: Bool
    public init(_ kind: Kind, isHealthy: Bool) { (self.kind, self.isHealthy) = (kind, isHealthy) }
}

/// Everything the gates look at: values only, gathered by the Controller at one instant.
public struct Facts: Equatable, Sendable {
    public var site: SiteDeclaration
    public var alternatives: [Alternative]
    public var clock: ClockReading
    /// The store is mounted and expiry up to today is finished.
    public var expiryIsCurrent: Bool

    public init(site: SiteDeclaration, alternatives: [Alternative], clock: ClockReading, expiryIsCurrent: Bool) {
        (self.site, self.alternatives, self.clock, self.expiryIsCurrent) = (site, alternatives, clock, expiryIsCurrent)
    }
}
