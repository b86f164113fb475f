import Timekeeping

/// What the journal tells of the time before this start.
public struct EarlierRun: Equatable, Sendable {
    public var end: RunEnd
    /// When secrets at consoles were refused lately; in any order.
    public var refusedSecrets: [WallTime]
    /// The fire line called, and nobody has ended the evacuation.
    public var isEvacuating: Bool

    /// Somebody was forced to open, and nobody has looked after it.
    public var isUnderDuress: Bool

    public init(
        end: RunEnd = .notKnown, refusedSecrets: [WallTime] = [], isEvacuating: Bool = false,
        isUnderDuress: Bool = false
    ) {
        (self.end, self.refusedSecrets) = (end, refusedSecrets)
        (self.isEvacuating, self.isUnderDuress) = (isEvacuating, isUnderDuress)
    }
}

/// How the run before this one ended.
public enum RunEnd: Equatable, Sendable {
    /// There was none: the journal begins with this one.
    case firstStart
    /// It said so itself; by whom or what, in words.
    case inOrder(by: String, at: WallTime)
    /// It was cut off, by a loss of power, a kill or a fault: the journal does not tell by which. It wrote its last line then.
    case withoutWord(lastLine: WallTime)
    /// What the journal still has does not tell.
    case notKnown
}
