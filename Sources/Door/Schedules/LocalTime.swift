import Timekeeping

/// A moment at the site: its civil day, and the second of that day.
public struct LocalTime: Comparable, Hashable, Sendable {
    public static let secondsOfDay: Int64 = 86_400

    public let day: CivilDay
    /// 0…86,399
    public let second: Int64

    /// - Parameter utcOffsetMinutes: −720…840.
    public init(_ time: WallTime, utcOffsetMinutes: Int) {
        day = time.civilDay(utcOffsetMinutes: utcOffsetMinutes)
        second = time.seconds + Int64(utcOffsetMinutes) * 60 - Int64(day.number) * Self.secondsOfDay
    }

    /// - Parameter minute: 0…1440; 1440 is the first minute of the next day.
    init(_ day: CivilDay, minute: Int) {
        self.day = minute == MinuteInterval.dayEnd ? day + 1 : day
        second = Int64(minute % MinuteInterval.dayEnd) * 60
    }

    /// 0…1439
    public var minute: Int { Int(second / 60) }

    public func wallTime(utcOffsetMinutes: Int) -> WallTime {
        WallTime(seconds: Int64(day.number) * Self.secondsOfDay + second - Int64(utcOffsetMinutes) * 60)
    }

    public static func < (a: Self, b: Self) -> Bool { (a.day, a.second) < (b.day, b.second) }
}
