/// UTC, in whole seconds since 1970-01-01T00:00:00Z.
public struct WallTime: Comparable, Hashable, Sendable {
    public var seconds: Int64
    public init(seconds: Int64) { self.seconds = seconds }
    public static func < (a: Self, b: Self) -> Bool { a.seconds < b.seconds }

    /// The civil day at a fixed offset from UTC; no time-zone data is used (Measures 2025: expiry is by civil day).
    /// - Parameter utcOffsetMinutes: −720…840, e.g. 480 for China.
    public func civilDay(utcOffsetMinutes: Int) -> CivilDay {
        let local = seconds + Int64(utcOffsetMinutes) * 60
        return CivilDay(number: Int32(local >= 0 ? local / 86_400 : (local - 86_399) / 86_400))
    }
}

extension WallTime {
    /// `2026-03-02T01:00:30Z`
    public var utcText: String {
        let day = civilDay(utcOffsetMinutes: 0)
        let second = Int(seconds - Int64(day.number) * 86_400)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(day)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }
}
