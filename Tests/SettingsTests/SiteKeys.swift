import Controller
import Settings

/// Every key of a site file, with values that all fit.
enum SiteKeys {
    static let samples: [String: [String]] = [
        "site.demonstration": ["true", "false"], "site.door": [#""北门 North""#, #""a \"b\" \\ c""#, #""x = 1 # no""#],
        "site.utc_offset_minutes": ["-720", "0", "540"], "site.place_kind": [#""school""#, #""shop""#],
        "match.mode": [#""verify""#, #""identify""#], "match.false_match_rate": [#""1 in 1000""#, #""1 in 2""#],
        "match.agreeing_frames": ["1", "7"], "match.enrolment_captures": ["2", "8"],
        "match.capture_milliseconds": ["1000", "59999"], "operator.kind": [#""hotel""#, #""other""#],
        "operator.name": [#""甲""#, #""""#], "operator.name_en": [#""A""#, #""it's""#],
        "operator.address": [#""乙""#, #""[1, 2]""#], "operator.address_en": [#""B""#, #""""#],
        "operator.phone": [#""010-5550 0000""#, #""1""#], "operator.responsible_person": [#""丙 C""#, #""D""#],
        "purpose.id": [#""visitor-admission""#, #""public-safety""#], "purpose.description": [#""丁""#, #""戊""#],
        "purpose.description_en": [#""E""#, #""F""#], "necessity.statement": [#""己""#, #""庚""#],
        "necessity.statement_en": [#""G""#, #""H""#], "necessity.why_not_card": [#""辛""#, #""壬""#],
        "necessity.why_not_card_en": [#""I""#, #""J""#], "necessity.why_identify": [#""癸""#, #""子""#],
        "necessity.why_identify_en": [#""K""#, #""L""#], "retention.days": ["1", "36500"],
        "minors.mode": [#""refuse""#],
        "alternatives.ways": [#"["number+pin"]"#, #"["number+pin", "card+pin"]"#, "[]"],
        "alternatives.card_alone": ["true", "false"], "alternatives.guessing_wait_seconds": ["5", "3600"],
        "door.strike_milliseconds": ["100", "60000"], "door.held_open_milliseconds": ["1000", "3600000"],
        "door.contact": ["true", "false"], "door.exit_button": ["false", "true"],
        "door.failure": [#""fail-safe""#, #""fail-secure""#], "door.relock_on_close": ["false", "true"],
        "door.mode": [#""toggle""#, #""momentary""#], "door.extended_strike_milliseconds": ["100", "60000"],
        "door.extended_held_open_milliseconds": ["1000", "3600000"],
        "door.held_open_warning_milliseconds": ["1", "600000"], "door.button_stuck_milliseconds": ["5000", "3600000"],
        "door.alarm_milliseconds": ["1", "3600000"], "door.call_milliseconds": ["1", "60000"],
        "door.forced_open_alarm": ["false", "true"], "door.buzzer_warns": ["true", "false"],
        "screen.idle_seconds": ["10", "600"], "screen.result_seconds": ["1", "59"],
        "screen.consent_hold_milliseconds": ["1000", "10000"], "journal.door_decisions_per_day": ["1", "100000"],
        "journal.processing_records_per_day": ["1", "10000"], "journal.people": ["1", "10000"],
    ]

    static let journal = samples.keys.filter { $0.hasPrefix("journal.") }.sorted()
    static let sorted = samples.keys.sorted()

    /// The least file, and those we ship.
    static func texts() throws -> [String: [UInt8]] {
        var texts = ["least": Array(leastSite.utf8)]
        for name in ["office", "residential-compound", "hotel-room"] {
            texts[name] = try SiteSheet.load(path: "\(checkout)/Config/examples/\(name).toml").get().sheet.text
        }
        return texts
    }

    static func sheet(_ text: [UInt8]) throws -> SettingsSheet { try SiteSheet.read(text, file: "s.toml").get().sheet }
    static func sheet(_ text: String) throws -> SettingsSheet { try sheet(Array(text.utf8)) }
}

extension SettingsSheet {
    func entry(_ key: String) -> SettingsEntry { entries.first { $0.key == key }! }
}

extension SiteEditor {
    static let plain = SiteEditor(file: "s.toml")

    /// What is said against it; nil: it was taken.
    func refusal(_ changes: [SettingsChange], in sheet: SettingsSheet) -> [String]? {
        do throws(SettingsRefusal) {
            _ = try setting(changes, in: sheet)
            return nil
        } catch { return error.reasons }
    }
}
