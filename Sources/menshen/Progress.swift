import Glibc

/// How far long work has come, on standard error: nothing in its first second, then a line each second.
final class Progress {
    static let quietMilliseconds: Int64 = 1_000

    private let what: String
    private let clock: () -> Int64
    private let put: (String) -> Void
    private let start: Int64
    private var last: Int64

    /// - Parameters:
    ///   - what: e.g. `verify: blocks read`.
    ///   - clock: milliseconds that only grow.
    init(
        _ what: String, clock: @escaping () -> Int64 = Progress.milliseconds,
        put: @escaping (String) -> Void = Output.complain
    ) {
        (self.what, self.clock, self.put) = (what, clock, put)
        start = clock()
        last = start
    }

    func report(_ done: Int, of total: Int) {
        let now = clock()
        guard now - start >= Self.quietMilliseconds, now - last >= Self.quietMilliseconds else { return }
        last = now
        put("\(what) \(done) of \(total)")
    }

    private static func milliseconds() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
    }
}
