import Door
import Law

/// What `Config/…toml` says: one door at one site.
public struct SiteSettings: Equatable, Sendable {
    /// May be legally incomplete; Law says so and blocks faces, cards and PINs go on.
    public let declaration: SiteDeclaration
    public let door: DoorPolicy
    public let match: MatchSettings
    public let screen: ScreenTimes
    /// A reader that was guessed at waits so long at most, 5…3600.
    public let guessingWaitSeconds: Int
    /// Nil when the site does not say.
    public let journal: JournalThroughput?
    /// For checks that need more than the file, e.g. a rate beyond the model pack's table.
    public let source: SourceMap

    static let guessingWaitRange = 5...3600
}

/// How a comparison score becomes a decision.
public struct MatchSettings: Equatable, Sendable {
    /// One false match in this many attempts by somebody else, 2…1,000,000,000. The model pack may allow less.
    public let falseMatchOneIn: Int
    /// Frames that must agree before a decision, 1…10.
    public let agreeingFrames: Int
    /// Captures that make one enrolment, 1…10.
    public let enrolmentCaptures: Int
    /// How long the camera looks at most, per attempt, 1000…60000.
    public let captureMilliseconds: Int
}

/// How long the screen waits for a person. Every time-out means no.
public struct ScreenTimes: Equatable, Sendable {
    /// Back to the sign without a touch, 10…600.
    public let idleSeconds: Int
    /// How long a result stays, 1…60.
    public let resultSeconds: Int
    /// How long the consent button is held, 1000…10000.
    public let consentHoldMilliseconds: Int
}
