import Controller
import Timekeeping

/// `clock`: the time, and how far it is believed.
enum ClockText {
    static func lines(_ report: ClockReport) -> [String] {
        let reading = report.reading
        return [
            row("site", TimeText.local(reading.wall, utcOffsetMinutes: report.utcOffsetMinutes)),
            row("utc", TimeText.utc(reading.wall)),
            row("trust", reading.trust.rawValue),
            row("up", TimeText.duration(reading.uptime)),
            row("jump", report.doubt.map(words) ?? "none in doubt"),
            row("expired", report.expiredThrough.map { "what ended before \($0)" } ?? "not looked at yet"),
        ]
    }

    private static func row(_ name: String, _ text: String) -> String { ReplyText.padded(name, 9) + text }

    private static func words(_ doubt: ClockDoubt) -> String {
        let hours = (doubt.millisecondsLeft + 3_599_999) / 3_600_000
        return "ahead of what is believed; believed by itself in \(hours) h, or at once by 'clock confirm'"
    }
}
