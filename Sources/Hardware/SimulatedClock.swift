import Glibc
import Synchronization
import Timekeeping

/// A clock that can be moved: time passes by itself, or only when told to.
public final class SimulatedClock: TerminalClock {
    private struct State {
        var passedMilliseconds: Int64 = 0
        var floor: WallTime?
    }

    private let start: WallTime
    private let startMonotonicMilliseconds: Int64
    private let runsByItself: Bool
    private let state = Mutex(State())

    /// - Parameter runsByItself: false: the time stands until `pass`, so that a transcript is the same every time.
    public init(start: WallTime, runsByItself: Bool) {
        self.start = start
        self.runsByItself = runsByItself
        startMonotonicMilliseconds = Self.monotonicMilliseconds()
    }

    /// Lets time pass on both clocks at once, as if the terminal had stood there powered on.
    public func pass(milliseconds: Int64) {
        precondition(milliseconds >= 0, "time does not go back")
        state.withLock { $0.passedMilliseconds += milliseconds }
    }

    /// The latest time the store remembers; a clock behind it is `lost` (R19).
    public func setFloor(_ floor: WallTime) { state.withLock { $0.floor = floor } }

    public func read() -> ClockReading {
        let (passed, floor) = state.withLock { ($0.passedMilliseconds, $0.floor) }
        let ran = runsByItself ? Self.monotonicMilliseconds() - startMonotonicMilliseconds : 0
        let uptime = Uptime(milliseconds: ran + passed)
        let wall = WallTime(seconds: start.seconds + uptime.milliseconds / 1_000)
        return ClockReading(uptime: uptime, wall: wall, trust: floor.map { wall < $0 } == true ? .lost : .trusted)
    }

    /// What the machine's own clock says.
    public static func machineTime() -> WallTime { WallTime(seconds: Int64(time(nil))) }

    private static func monotonicMilliseconds() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
    }
}
