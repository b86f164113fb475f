import Timekeeping

/// Slows guessing down on the reader, never on a person: nobody can lock a neighbour out.
///
/// Failures drain away with time alone. A right PIN clears nothing, or whoever has one could guess at others' for ever. It knows
/// of no person: who was guessed at makes no difference.
struct GuessingBackOff {
    static let drainMilliseconds: Int64 = 60_000
    static let firstWaitMilliseconds: Int64 = 5_000

    /// So many wrong ones close together cost nothing.
    let freeFailures: Int
    /// Whatever is tried: whoever waits for this reader waits no longer for it to take one try more.
    let longestWaitMilliseconds: Int64
    private(set) var failures = 0
    private(set) var blockedUntil: Uptime?
    private var drainedAt: Uptime?

    init(freeFailures: Int = 3, longestWaitMilliseconds: Int64 = 300_000) {
        (self.freeFailures, self.longestWaitMilliseconds) = (freeFailures, longestWaitMilliseconds)
    }

    func isWaiting(at now: Uptime) -> Bool { blockedUntil.map { now < $0 } ?? false }

    mutating func failed(at now: Uptime) {
        drain(at: now)
        failures += 1
        guard failures >= freeFailures else { return }
        let doublings = min(failures - freeFailures, 10)
        blockedUntil = now + min(Self.firstWaitMilliseconds << doublings, longestWaitMilliseconds)
    }

    /// One failure a minute is forgotten.
    private mutating func drain(at now: Uptime) {
        guard let since = drainedAt, failures > 0 else {
            drainedAt = now
            return
        }
        let forgotten = (now - since) / Self.drainMilliseconds
        failures = max(0, failures - Int(min(forgotten, 1_000)))
        drainedAt = failures == 0 ? now : since + forgotten * Self.drainMilliseconds
    }
}
