import Door
import Law

/// What the Controller is built with; nothing in it changes while it runs, but for what `LiveSettings` holds.
public struct Configuration: Sendable {
    public let site: SiteDeclaration
    /// Made from the declaration and the pack: what runs is what the notice says.
    public let notice: Notice
    /// The notice as the panel shows it: pages too long for it are cut into several, none is left out.
    public var noticePages: [NoticePage]
    public var doorPolicy: DoorPolicy
    /// The door's inputs that this board has.
    public var doorInputs = Set(DoorInput.allCases)
    public var timings = Timings()
    public let pack: PackSummary?
    public var errorRates: ErrorRates? { pack?.errorRates }
    /// Why there is no face function at all, apart from the law: no pack, no camera. In words.
    public var faceFault: String?
    /// Nil when no store is open.
    public var secretKeeping: SecretKeeping?
    /// Nil where the site's settings come from no file.
    public var settings: SettingsDesk?
    /// What `board` answers.
    public var boardLines: [String] = []
    public var isBench: Bool
    /// With which settings it runs, and why with those.
    public var startMode = StartMode.normal
    /// What the run before left when a signal ended it, in words; nil: nothing.
    public var crashNote: String?
    /// The bench's own prompt, at which nobody logs in; nil on a terminal at a door.
    public var benchConsole: ConsoleID?
    public var version: String

    public init(
        site: SiteDeclaration, doorPolicy: DoorPolicy, pack: PackSummary?, faceFault: String?,
        isBench: Bool, version: String
    ) {
        self.site = site
        self.doorPolicy = doorPolicy
        self.pack = pack
        self.faceFault = faceFault
        self.isBench = isBench
        self.version = version
        notice = Notice.make(for: site, errorRates: pack?.errorRates)
        noticePages = notice.pages
    }
}

/// Time-outs and limits of the dialogues. Entries wait a minute at least (R52).
public struct Timings: Equatable, Sendable {
    public var entryMilliseconds: Int64 = 60_000
    public var noticePageMilliseconds: Int64 = 180_000
    public var resultMilliseconds: Int64 = 5_000
    public var receiptMilliseconds: Int64 = 20_000
    /// A grant by credential waits no longer for the journal on flash; then the volatile journal takes it.
    public var storageMilliseconds: Int64 = 2_000
    /// An expiry that takes longer closes the gate (R19) until it is done.
    public var expiryMilliseconds: Int64 = 5_000
    public var expiryRetryMilliseconds: Int64 = 60_000
    public var consentHoldMilliseconds = 2_000
    /// The camera is on for at most so long in one verification (R2).
    public var captureMilliseconds: Int64 = 10_000
    public var enrolmentMilliseconds: Int64 = 60_000
    /// How long after a refused record, or a mount that failed, the store is tried again.
    public var recordRetryMilliseconds: Int64 = 60_000
    /// A reader that was guessed at waits so long at most: nobody is kept out longer for what others have tried.
    public var longestGuessWaitMilliseconds: Int64 = 300_000
    public var maximumNumberDigits = 10
    public var pinDigits = 4...10

    public init() {}
}
