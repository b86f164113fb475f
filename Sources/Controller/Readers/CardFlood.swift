import Timekeeping

/// Keeps what a reader sends to what people can hold to it: one that is broken, or that somebody plays cards into, makes neither
/// work for the store nor lines for the journal.
///
/// Some cards may come close together. Beyond that one is looked at now and then, so that a right card still has its turn, and
/// the others are counted. It is over when nothing has come for a while.
struct CardFlood {
    /// So many close together are people.
    static let burst = 12
    /// One of them is forgotten in this time.
    static let drainMilliseconds: Int64 = 500
    /// While too many come, one is looked at so often.
    static let lookMilliseconds: Int64 = 5_000
    static let quietMilliseconds: Int64 = 10_000

    enum Answer: Equatable { case look, leave }

    private(set) var isOn = false
    /// Not looked at since it began.
    private(set) var left = 0
    private var level = 0
    private var drainedAt = Uptime(milliseconds: 0)
    private var lookedAt = Uptime(milliseconds: 0)
    private var cameAt = Uptime(milliseconds: 0)

    /// When it is over, if nothing comes.
    var endsAt: Uptime? { isOn ? cameAt + Self.quietMilliseconds : nil }

    /// - Parameter isWhole: false: noise, which takes no card's turn.
    mutating func take(isWhole: Bool = true, at now: Uptime) -> Answer {
        cameAt = now
        guard isOn else {
            let drained = (now - drainedAt) / Self.drainMilliseconds
            level = max(0, level - Int(min(drained, Int64(Self.burst)))) + 1
            drainedAt = level == 1 ? now : drainedAt + drained * Self.drainMilliseconds
            guard level > Self.burst else { return .look }
            (isOn, left, lookedAt) = (true, 1, now)
            return .leave
        }
        guard isWhole, now - lookedAt >= Self.lookMilliseconds else {
            left += 1
            return .leave
        }
        lookedAt = now
        return .look
    }

    /// - Returns: how many were not looked at, when it is over; nil: there is none, or it goes on.
    mutating func pass(_ now: Uptime) -> Int? {
        guard let endsAt, now >= endsAt else { return nil }
        defer { self = CardFlood() }
        return left
    }
}
