/// How many cards of one reader are looked at: a hand holds up a few in a second, and what says a thousand is no hand.
public struct CardPace: Sendable {
    /// So many at once, then one in each `intervalMilliseconds`.
    public static let burst = 5
    public static let intervalMilliseconds: Int64 = 200
    /// A flood is over when for so long no card was too many.
    public static let calmMilliseconds: Int64 = 5_000

    /// What to do with one card.
    public enum Verdict: Equatable, Sendable {
        case look
        /// The first that is too many.
        case floodBegins
        case tooMany
    }

    /// In nanoseconds: how far ahead of its pace the reader is.
    private var ahead: Int64 = 0
    private var last: Int64?
    private var lastTooMany: Int64?
    /// Cards of this flood that nobody looked at.
    private var missed = 0

    public init() {}

    /// When the flood is over, if no other card is too many.
    public var nextDeadlineNanoseconds: Int64? { lastTooMany.map { $0 + Self.calmMilliseconds * 1_000_000 } }

    /// - Parameter nanoseconds: of a clock that only moves forward.
    public mutating func take(atNanoseconds nanoseconds: Int64) -> Verdict {
        let interval = Self.intervalMilliseconds * 1_000_000
        ahead = max(0, ahead - max(0, nanoseconds - (last ?? nanoseconds)))
        last = max(last ?? nanoseconds, nanoseconds)
        guard ahead + interval <= Int64(Self.burst) * interval else {
            defer { lastTooMany = nanoseconds }
            missed += 1
            return lastTooMany == nil ? .floodBegins : .tooMany
        }
        ahead += interval
        return .look
    }

    /// - Returns: how many cards nobody looked at, once a flood is over.
    public mutating func pass(_ nanoseconds: Int64) -> Int? {
        guard let deadline = nextDeadlineNanoseconds, nanoseconds >= deadline else { return nil }
        defer { (lastTooMany, missed) = (nil, 0) }
        return missed
    }
}
