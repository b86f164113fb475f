import Controller
import Door

extension SiteSettings {
    /// The keys that can take effect while the terminal runs. None of them is declared to anybody: what the law judges, what
    /// the notice says and what a match is decided by wait for the next start, and so does how the door is wired.
    static let liveKeys: Set = [
        "door.strike_milliseconds", "door.held_open_milliseconds", "door.relock_on_close",
        "door.extended_strike_milliseconds", "door.extended_held_open_milliseconds",
        "door.held_open_warning_milliseconds", "door.button_stuck_milliseconds", "door.alarm_milliseconds",
        "door.call_milliseconds", "door.forced_open_alarm", "door.buzzer_warns", "screen.idle_seconds",
        "screen.result_seconds", "screen.consent_hold_milliseconds", "match.capture_milliseconds",
    ]

    /// What those keys say.
    public var live: LiveSettings {
        LiveSettings(
            door: door.timesAlone, entryMilliseconds: Int64(screen.idleSeconds) * 1_000,
            resultMilliseconds: Int64(screen.resultSeconds) * 1_000,
            captureMilliseconds: Int64(match.captureMilliseconds),
            consentHoldMilliseconds: screen.consentHoldMilliseconds)
    }
}
