import Timekeeping

/// What the operator declares about one door: the input of every legal rule. Read from `Config/…toml` by Settings.
///
/// Optional fields may be missing from the file, and a text may be empty; the rule that needs one says so and blocks
/// faces. A declaration that is incomplete still runs cards and PINs.
public struct SiteDeclaration: Equatable, Sendable {
    /// True for the worked examples: real hardware refuses them.
    public var isDemonstration = false
    public var operatorParty: OperatorParty?
    /// For the idle sign only. It is in no digest, so one assessment covers a fleet of doors.
    public var door: String = ""
    public var placeKind: PlaceKind?
    public var purpose: Purpose?
    /// What the purpose means at this door, R1 and R28.
    public var purposeDescription = Words()
    public var necessity: Necessity?
    public var retentionDays: Int?
    public var utcOffsetMinutes: Int = 480
    public var matchMode: MatchMode = .verify
    /// Nil until somebody has declared it (R33, R34).
    public var minors: MinorsMode?
    /// The ways in without a face, in the order the screen shows them (R14).
    public var ways: [WayIn] = WayIn.allCases
    /// A known card opens without a PIN.
    public var opensByCardAlone = false

    public init() {}

    /// The devices that a way in needs at this site.
    public func needs(of way: WayIn) -> [Alternative.Kind] {
        way == .cardAndPIN && opensByCardAlone ? [.card] : way.needs
    }
}

/// One text in both languages of the terminal; an empty one was not declared.
public struct Words: Equatable, Sendable {
    public var chinese: String
    public var english: String
    public init(chinese: String = "", english: String = "") { (self.chinese, self.english) = (chinese, english) }
}

/// R1, R29: echoed in the notice.
public struct Necessity: Equatable, Sendable {
    public var statement: Words
    public var whyNotCard: Words
    /// R2: only 1:N needs it.
    public var whyIdentify: Words
    public init(statement: Words, whyNotCard: Words, whyIdentify: Words = Words()) {
        (self.statement, self.whyNotCard, self.whyIdentify) = (statement, whyNotCard, whyIdentify)
    }
}

/// R2: 1:1 after a claim, or 1:N.
public enum MatchMode: String, Sendable, CaseIterable { case verify, identify }

/// R33: this terminal refuses under-14s; a second rule set for guardians does not exist here.
public enum MinorsMode: String, Sendable, CaseIterable { case refuse }

/// A way in without a face. What it needs is what R14 looks at.
public enum WayIn: String, Sendable, CaseIterable {
    case cardAndPIN = "card+pin"
    case numberAndPIN = "number+pin"

    public var needs: [Alternative.Kind] {
        switch self {
        case .cardAndPIN: [.card, .keypad]
        case .numberAndPIN: [.keypad]
        }
    }
}
