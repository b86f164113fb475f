import Controller
import Testing

@testable import Settings

@Suite("Setting a key") struct EditorTests {
    private static func change(_ key: String, _ value: String) -> [SettingsChange] {
        [SettingsChange(key: key, value: value)]
    }

    @Test(
        "what is typed, and what a file would say",
        arguments: [
            ("door.strike_milliseconds", "4000", "4000"), ("door.strike_ms", "4000", "4000"),
            ("screen.idle_s", "30", "30"), ("door.relock_on_close", "false", "false"),
            ("site.door", "North", #""North""#), ("site.door", "3", #""3""#), ("site.door", "true", #""true""#),
            ("site.door", "北门 a  b", #""北门 a  b""#), ("site.door", #""a b""#, #""a b""#),
            ("site.door", #"'a "b"'"#, #""a \"b\"""#), ("site.door", #"x = 1 # "y""#, #""x = 1 # \"y\"""#),
            ("site.door", #""\u4e1c""#, #""东""#), ("match.false_match_rate", "1 in 1,000", #""1 in 1,000""#),
            ("alternatives.ways", "number+pin", #"["number+pin"]"#),
            ("alternatives.ways", "number+pin, card+pin", #"["number+pin", "card+pin"]"#),
            ("alternatives.ways", #"[ "card+pin" ]"#, #"["card+pin"]"#), ("alternatives.ways", "[]", "[]"),
        ])
    func typed(key: String, typed: String, value: String) throws {
        let sheet = try SiteEditor.plain.setting(Self.change(key, typed), in: SiteKeys.sheet(leastSite))
        let name = key.replacing("strike_ms", with: "strike_milliseconds").replacing("idle_s", with: "idle_seconds")
        #expect(sheet.entry(name).value == value)
    }

    @Test(
        "what does not fit is said with its range and with what came",
        arguments: [
            ("door.strike_ms", "40", "door.strike_milliseconds must be 100…60000, got 40"),
            ("door.strike_ms", "4 s", #"door.strike_milliseconds must be 100…60000, got the string "4 s""#),
            ("door.strike_ms", "true", "door.strike_milliseconds must be 100…60000, got true"),
            ("door.contact", "yes", #"door.contact must be true or false, got the string "yes""#),
            (
                "door.failure", "fail-saf",
                #"door.failure must be one of "fail-safe", "fail-secure", got the string "fail-saf"; did you mean "fail-safe"?"#
            ),
            ("retention.days", "0", "retention.days must be 1…36500, got 0"),
            (
                "match.false_match_rate", "1 in 1",
                #"match.false_match_rate must be "1 in N" with N 2…1,000,000,000, got the string "1 in 1""#
            ),
            ("alternatives.ways", "card+pin,card+pin", #"alternatives.ways[1] says "card+pin" again"#),
            ("site.door", #""a"#, #"site.door: the value is not ended as it was begun, got '"a'"#),
            ("site.door", "\"a\"\n[x]", "site.door: the value is not ended as it was begun, got '\"a\"\n[x]'"),
            ("site.door", "a\nb", "site.door must be one line without control characters, has U+000A"),
            ("door.strike_time", "1", "door.strike_time is an unknown key; did you mean door.strike_milliseconds?"),
            (
                "strike_milliseconds", "1",
                "strike_milliseconds is an unknown key; did you mean door.strike_milliseconds?"
            ),
            ("door", "1", "door is an unknown key; did you mean site.door?"),
            ("journal.people", "5", "journal.door_decisions_per_day is missing, it must be 1…100000"),
        ])
    func refused(key: String, typed: String, reason: String) throws {
        #expect(SiteEditor.plain.refusal(Self.change(key, typed), in: try SiteKeys.sheet(leastSite))?.first == reason)
    }

    /// Of these keys a value without quotes is a text, too; in a file it is none.
    private static let texts: Set = ["site.place_kind", "operator.kind", "purpose.id", "minors.mode"]

    @Test("ranges are the file's own: the same value in the file is refused with the same words") func oneTruth() throws
    {
        let sheet = try SiteKeys.sheet(leastSite)
        var count = 0
        for entry in sheet.entries where !SiteKeys.journal.contains(entry.key) {
            for value in ["-1", "0", "99", "70000", "4000000", "true", #""nonsense""#, #"["a"]"#, #""1 in 7""#] {
                let isText = entry.value?.first == "\"" || Self.texts.contains(entry.key)
                if isText && value.first != "\"" || entry.key == "alternatives.ways" && value.first != "[" { continue }
                if !isText && value.first == "[" && entry.key != "alternatives.ways" { continue }
                let refusal = SiteEditor.plain.refusal(Self.change(entry.key, value), in: sheet)
                let text = try #require(TextEdit(sheet.text)?.setting(entry.key, to: value)?.bytes, "\(entry.key)")
                let byHand = siteFindings(text)
                #expect((refusal ?? []).count == byHand.count, "\(entry.key) = \(value)")
                for (reason, line) in zip(refusal ?? [], byHand) { #expect(line.hasSuffix(": \(reason)")) }
                count += refusal == nil ? 0 : 1
            }
        }
        #expect(count > 60)
    }

    @Test("several at once: all or none; what goes only together goes together") func several() throws {
        let sheet = try SiteKeys.sheet(leastSite)
        let journal = SiteKeys.journal.map { SettingsChange(key: $0, value: "10") }
        #expect(try SiteEditor.plain.setting(journal, in: sheet).entry("journal.people").value == "10")
        #expect(SiteEditor.plain.refusal(journal + Self.change("door.strike_ms", "1"), in: sheet)?.count == 1)
        #expect(SiteEditor.plain.refusal(journal + journal, in: sheet) == ["\(journal[0].key) is set twice"])
    }

    @Test("other findings count too, but not what was wrong before") func check() throws {
        let editor = SiteEditor(file: "s.toml") { site in
            (site.door.heldOpenMilliseconds < site.door.strikeMilliseconds ? ["held open ends first"] : [])
                + (site.door.hasContact ? ["no contact, please"] : [])
        }
        let sheet = try SiteKeys.sheet(leastSite)
        #expect(editor.refusal(Self.change("door.held_open_ms", "2000"), in: sheet) == ["held open ends first"])
        #expect(editor.refusal(Self.change("door.held_open_ms", "4000"), in: sheet) == nil)
    }

    @Test("what would not fit in one line of a console is not taken") func long() throws {
        let sheet = try SiteKeys.sheet(leastSite)
        let refusal = SiteEditor.plain.refusal(
            Self.change("purpose.description_en", String(repeating: "é", count: 500)), in: sheet)
        #expect(refusal == ["purpose.description_en: the values must have at most 1000 bytes, have 1026"])
    }
}
