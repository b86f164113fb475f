import Timekeeping

/// Everything that releases a strike at one moment. It is locked when nothing does.
///
/// A cause releases for a time, which ends by itself, or latches, until something named takes it back; the two are what OSDP
/// calls a temporary and a permanent state of an output (SIA OSDP 2.2, osdp_OUT): when a time ends, what is latched stays.
public struct Releases: Equatable, Sendable {
    /// A release that ends by itself, and the terms it was given under: other settings later change nothing of it.
    struct Timed: Equatable, Sendable {
        var until: Uptime
        /// How long the leaf may stand open.
        var heldOpenMilliseconds: Int
        /// Whether it ends when the leaf closes.
        var relocksOnClose: Bool
        /// Asked for while the leaf stood open: closing it locks out nobody who has just asked.
        var isForNext = false
    }

    private(set) var timed: [ReleaseCause: Timed] = [:]
    private var latched: Set<ReleaseCause> = []
    /// The other door stands open: only what ignores that releases.
    public private(set) var isInterlocked = false

    /// Whether the strike is released.
    public var isReleased: Bool { !timed.isEmpty || !latches.isEmpty }

    /// The causes that release it now, the way out first.
    public var causes: [ReleaseCause] {
        let latches = latches
        return ReleaseCause.allCases.filter { timed[$0] != nil || latches.contains($0) }
    }

    /// When the last time ends; nil: none runs.
    public var timedUntil: Uptime? { timed.values.map(\.until).max() }

    /// What releases it by no clock.
    public var latches: Set<ReleaseCause> { isInterlocked ? latched.filter(\.ignoresInterlock) : latched }

    /// When the first time ends.
    var nextEnd: Uptime? { timed.values.map(\.until).min() }

    /// Whether the leaf may stand open as long as it likes.
    var keepsOpen: Bool { latches.contains { $0.isForKeepingOpen } }

    /// How long whoever opens the leaf now may keep it open, if a time was given to them.
    var heldOpenMilliseconds: Int? { timed.values.map(\.heldOpenMilliseconds).max() }

    public func isLatched(by cause: ReleaseCause) -> Bool { latched.contains(cause) }

    /// The longer of two times wins, and the milder of two terms: nobody loses what they were given.
    mutating func release(for cause: ReleaseCause, _ new: Timed) {
        guard let old = timed[cause] else { return timed[cause] = new }
        timed[cause] = Timed(
            until: max(old.until, new.until),
            heldOpenMilliseconds: max(old.heldOpenMilliseconds, new.heldOpenMilliseconds),
            relocksOnClose: old.relocksOnClose && new.relocksOnClose, isForNext: old.isForNext || new.isForNext)
    }

    mutating func latch(_ cause: ReleaseCause) { latched.insert(cause) }
    mutating func unlatch(_ cause: ReleaseCause) { latched.remove(cause) }

    /// What was given for one person ends when the other door opens: never do both stand open by it. Hours and a hold come back.
    mutating func interlock(_ isActive: Bool) {
        isInterlocked = isActive
        guard isActive else { return }
        timed = timed.filter(\.key.ignoresInterlock)
        latched.remove(.credential)
    }

    /// Takes back what has ended.
    mutating func pass(_ now: Uptime) { timed = timed.filter { $0.value.until > now } }

    /// The leaf has closed behind whoever it was released for. Who asked meanwhile still gets their time, and opens next.
    mutating func leafClosed() {
        timed = timed.filter { !$0.value.relocksOnClose || $0.value.isForNext }
        for cause in timed.keys { timed[cause]?.isForNext = false }
    }
}
