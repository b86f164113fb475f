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
