import Timekeeping

/// Slows guessing down on the reader, never on a person: nobody can lock a neighbour out.
struct GuessingBackOff {
    /// So many wrong PINs in a row cost nothing.
    static let freeFailures = 3
    static let firstWaitMilliseconds: Int64 = 5_000
    static let longestWaitMilliseconds: Int64 = 300_000

    private(set) var failures = 0
    private(set) var blockedUntil: Uptime?

    func isWaiting(at now: Uptime) -> Bool { blockedUntil.map { now < $0 } ?? false }

    mutating func failed(at now: Uptime) {
        failures += 1
        guard failures >= Self.freeFailures else { return }
        let doublings = min(failures - Self.freeFailures, 10)
        blockedUntil = now + min(Self.firstWaitMilliseconds << doublings, Self.longestWaitMilliseconds)
    }

    mutating func succeeded() { self = Self() }
}
