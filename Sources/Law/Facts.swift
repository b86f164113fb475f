import Timekeeping

/// One device that other ways in need, and whether it works now (R14).
public struct Alternative: Equatable, Sendable {
    public enum Kind: String, Sendable, CaseIterable { case card, keypad }
    public var kind: Kind
    public var isHealthy: Bool
    public init(_ kind: Kind, isHealthy: Bool) { (self.kind, self.isHealthy) = (kind, isHealthy) }
}

/// What Records knows about consents and templates (R34, R35): counts, no people.
public struct ConsentTally: Equatable, Sendable {
    /// Templates whose consent stands as it was given.
    public var valid: Int
    /// Consents to other material terms than today's: their templates are locked.
    public var stale: Int
    /// Consents that stand although the wording changed: these people are told at their next use (R52).
    public var toBeTold: Int
    /// Templates for which no consent is on record. The store owes their deletion.
    public var templatesWithoutConsent: Int

    public init(valid: Int = 0, stale: Int = 0, toBeTold: Int = 0, templatesWithoutConsent: Int = 0) {
        self.valid = valid
        self.stale = stale
        self.toBeTold = toBeTold
        self.templatesWithoutConsent = templatesWithoutConsent
    }
}

/// Everything the gates look at: values only, gathered by the Controller at one instant.
public struct Facts: Equatable, Sendable {
    public var site: SiteDeclaration
    /// The devices that are there; one that is not fitted is not in the list.
    public var alternatives: [Alternative]
    public var clock: ClockReading
    /// How long the clock has been `estimated`, counted over restarts; nil: since this start.
    public var estimatedClockMilliseconds: Int64?
    /// A jump of the clock that is not believed yet: what it ends is unreadable, but its keys are kept.
    public var clockDoubt: ClockDoubt?
    /// The store is mounted and expiry up to today is finished.
    public var expiryIsCurrent: Bool
    /// Nil when no model pack is usable: then the notice cannot be true, and there is none.
    public var errorRates: ErrorRates?
    public var consents: ConsentTally
    /// Nil when no store is open.
    public var secretKeeping: SecretKeeping?
    /// The store took the last record it was given.
    public var recordsAreTaken: Bool

    public init(
        site: SiteDeclaration, alternatives: [Alternative], clock: ClockReading, expiryIsCurrent: Bool,
        errorRates: ErrorRates?, consents: ConsentTally = ConsentTally(), estimatedClockMilliseconds: Int64? = nil,
        clockDoubt: ClockDoubt? = nil,
        secretKeeping: SecretKeeping? = nil, recordsAreTaken: Bool = true
    ) {
        self.site = site
        self.alternatives = alternatives
        self.clock = clock
        self.expiryIsCurrent = expiryIsCurrent
        self.errorRates = errorRates
        self.consents = consents
        self.estimatedClockMilliseconds = estimatedClockMilliseconds
        self.clockDoubt = clockDoubt
        self.secretKeeping = secretKeeping
        self.recordsAreTaken = recordsAreTaken
    }
}
