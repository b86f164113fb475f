/// Milliseconds since the process started, from a clock that only moves forward.
///
/// Every duration in the terminal is measured with it: strike times, time-outs, grace hours. It never jumps with the
/// wall clock.
public struct Uptime: Comparable, Hashable, Sendable {
    public var milliseconds: Int64
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }
    public static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }
    public static func + (a: Self, addedMilliseconds: Int64) -> Self {
        Self(milliseconds: a.milliseconds + addedMilliseconds)
    }
    /// The milliseconds from `b` to `a`.
    public static func - (a: Self, b: Self) -> Int64 { a.milliseconds - b.milliseconds }
}
