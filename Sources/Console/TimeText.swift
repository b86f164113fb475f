import Timekeeping

/// Instants as a maintainer reads them.
public enum TimeText {
    /// `2026-03-02T01:00:07Z`
    public static func utc(_ time: WallTime) -> String {
        "\(time.civilDay(utcOffsetMinutes: 0))T\(clock(time, utcOffsetMinutes: 0))Z"
    }

    /// `2026-03-02 09:00:07` at a fixed offset.
    public static func local(_ time: WallTime, utcOffsetMinutes: Int) -> String {
        "\(time.civilDay(utcOffsetMinutes: utcOffsetMinutes)) \(clock(time, utcOffsetMinutes: utcOffsetMinutes))"
    }

    /// `09:00:07`
    public static func clock(_ time: WallTime, utcOffsetMinutes: Int) -> String {
        let day = time.civilDay(utcOffsetMinutes: utcOffsetMinutes)
        let seconds = time.seconds + Int64(utcOffsetMinutes) * 60 - Int64(day.number) * 86_400
        return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }

    /// `91 d 00:12`
    public static func duration(_ uptime: Uptime) -> String {
        let minutes = uptime.milliseconds / 60_000
        return "\(minutes / 1440) d \(two(minutes / 60 % 24)):\(two(minutes % 60))"
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : String(number) }
}
