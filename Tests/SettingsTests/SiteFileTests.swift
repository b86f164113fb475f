import Door
import Law
import Testing

@testable import Settings

@Suite("Site files") struct SiteFileTests {
    @Test("The least a site must say loads, with its defaults, and is for Law to judge") func least() throws {
        let site = try readSite(Array(leastSite.utf8), file: "s.toml").get()
        #expect(site.declaration == SiteDeclaration())
        #expect(site.door == DoorPolicy(strikeMilliseconds: 3000, heldOpenMilliseconds: 30_000, failure: .failSecure))
        #expect(
            site.match
                == MatchSettings(
                    falseMatchOneIn: 1000, agreeingFrames: 2, enrolmentCaptures: 3, captureMilliseconds: 10_000))
        #expect(site.screen == ScreenTimes(idleSeconds: 60, resultSeconds: 5, consentHoldMilliseconds: 2000))
    }

    @Test("Everything that can be said arrives") func everything() throws {
        let text = """
            [site]
            demonstration = true
            door = "东门"
            place_kind = "toilet"
            utc_offset_minutes = -90
            [operator]
            kind = "school"
            name = "甲"
            name_en = "A"
            address = "乙"
            address_en = "B"
            phone = "12345"
            responsible_person = "丙"
            [purpose]
            id = "visitor-admission"
            description = "丁"
            description_en = "D"
            [necessity]
            statement = "戊"
            statement_en = "E"
            why_not_card = "己"
            why_not_card_en = "F"
            why_identify = "庚"
            why_identify_en = "G"
            [retention]
            days = 1
            [minors]
            mode = "refuse"
            [alternatives]
            ways = ["number+pin"]
            [match]
            mode = "identify"
            false_match_rate = "1 in 1_000,000"
            agreeing_frames = 10
            enrolment_captures = 1
            capture_milliseconds = 60000
            [door]
            strike_milliseconds = 100
            held_open_milliseconds = 1000
            contact = false
            exit_button = false
            failure = "fail-safe"
            relock_on_close = false
            [screen]
            idle_seconds = 10
            result_seconds = 60
            consent_hold_milliseconds = 10000
            """
        let site = try readSite(Array(text.utf8), file: "s.toml").get()
        var wanted = SiteDeclaration()
        wanted.isDemonstration = true
        wanted.door = "东门"
        wanted.placeKind = .toilet
        wanted.utcOffsetMinutes = -90
        wanted.operatorParty = OperatorParty(
            kind: .school, name: Words(chinese: "甲", english: "A"), address: Words(chinese: "乙", english: "B"),
            phone: "12345", responsiblePerson: "丙")
        wanted.purpose = .visitorAdmission
        wanted.purposeDescription = Words(chinese: "丁", english: "D")
        wanted.necessity = Necessity(
            statement: Words(chinese: "戊", english: "E"), whyNotCard: Words(chinese: "己", english: "F"),
            whyIdentify: Words(chinese: "庚", english: "G"))
        wanted.retentionDays = 1
        wanted.minors = .refuse
        wanted.ways = [.numberAndPIN]
        wanted.matchMode = .identify
        #expect(site.declaration == wanted)
        #expect(
            site.match
                == MatchSettings(
                    falseMatchOneIn: 1_000_000, agreeingFrames: 10, enrolmentCaptures: 1, captureMilliseconds: 60_000))
        #expect(
            site.door
                == DoorPolicy(
                    strikeMilliseconds: 100, heldOpenMilliseconds: 1000, hasContact: false, hasExitButton: false,
                    failure: .failSafe, relocksOnClose: false))
        #expect(site.screen == ScreenTimes(idleSeconds: 10, resultSeconds: 60, consentHoldMilliseconds: 10_000))
    }

    @Test(
        "Values of the wrong type or out of range, at the value's place",
        arguments: [
            (
                "strike_milliseconds", "strike_milliseconds = 99",
                "4:23: door.strike_milliseconds must be 100…60000, got 99"
            ),
            (
                "strike_milliseconds", "strike_milliseconds = 60001",
                "4:23: door.strike_milliseconds must be 100…60000, got 60001"
            ),
            (
                "strike_milliseconds", "strike_milliseconds = \"3 s\"",
                "4:23: door.strike_milliseconds must be 100…60000, got the string \"3 s\""
            ),
            (
                "strike_milliseconds", "strike_milliseconds = 3000.0",
                "4:23: door.strike_milliseconds must be 100…60000, got a number with a decimal point"
            ),
            (
                "strike_milliseconds", "strike_milliseconds = 2026-03-02",
                "4:23: door.strike_milliseconds must be 100…60000, got a date or time"
            ),
            (
                "strike_milliseconds", "strike_milliseconds = -9223372036854775808",
                "4:23: door.strike_milliseconds must be 100…60000, got -9223372036854775808"
            ),
            (
                "false_match_rate", "false_match_rate = \"1 in 1000\"\nenrolment_captures = 9",
                "3:22: match.enrolment_captures must be 1…8, got 9"
            ),
            ("contact", "contact = \"yes\"", "5:11: door.contact must be true or false, got the string \"yes\""),
            ("contact", "contact = 1", "5:11: door.contact must be true or false, got 1"),
            (
                "failure", "failure = \"fail-sefe\"",
                "7:11: door.failure must be one of \"fail-safe\", \"fail-secure\", got the string \"fail-sefe\"; did you mean \"fail-safe\"?"
            ),
            (
                "failure", "failure = [\"fail-safe\"]",
                "7:11: door.failure must be one of \"fail-safe\", \"fail-secure\", got an array"
            ),
            (
                "failure", "failure = {a = 1}",
                "7:11: door.failure must be one of \"fail-safe\", \"fail-secure\", got a table"
            ),
            (
                "false_match_rate", "false_match_rate = 0.001",
                "2:20: match.false_match_rate must be \"1 in N\" with N 2…1,000,000,000, got a number with a decimal point"
            ),
            (
                "false_match_rate", "false_match_rate = \"1 in 1\"",
                "2:20: match.false_match_rate must be \"1 in N\" with N 2…1,000,000,000, got the string \"1 in 1\""
            ),
            (
                "false_match_rate", "false_match_rate = \"2 in 1000\"",
                "2:20: match.false_match_rate must be \"1 in N\" with N 2…1,000,000,000, got the string \"2 in 1000\""
            ),
        ]) func values(key: String, line: String, finding: String)
    {
        #expect(siteFindings(replacing(key, with: line, in: leastSite)) == ["s.toml:\(finding)"])
    }

    @Test("The ends of a range are inside", arguments: ["strike_milliseconds = 100", "strike_milliseconds = 60000"])
    func ends(line: String) { #expect(siteFindings(replacing("strike", with: line, in: leastSite)) == []) }

    @Test(
        "A missing key is named at its table, with what it must be",
        arguments: [
            ("strike_milliseconds", "3:1: door.strike_milliseconds is missing, it must be 100…60000"),
            ("contact", "3:1: door.contact is missing, it must be true or false"),
            ("failure", "3:1: door.failure is missing, it must be one of \"fail-safe\", \"fail-secure\""),
            (
                "false_match_rate",
                "1:1: match.false_match_rate is missing, it must be \"1 in N\" with N 2…1,000,000,000"
            ),
        ]) func missing(key: String, finding: String)
    {
        #expect(siteFindings(replacing(key, with: "", in: leastSite)) == ["s.toml:\(finding)"])
    }

    @Test(
        "Unknown keys and tables, with the name that was meant",
        arguments: [
            (
                "[site]\nplace_kinds = \"office\"",
                "9:1: site.place_kinds is an unknown key; did you mean site.place_kind?"
            ),
            (
                "[site]\nstrike_milliseconds = 5",
                "9:1: site.strike_milliseconds is an unknown key; did you mean door.strike_milliseconds?"
            ),
            ("[operater]\nname = \"a\"\nphone = \"b\"", "8:2: operater is an unknown table; did you mean operator?"),
            ("[site]\ncolour = 1", "9:1: site.colour is an unknown key"),
            ("[retention]\nday = 3", "9:1: retention.day is an unknown key; did you mean retention.days?"),
            ("[site.place]\nkind = 1", "8:7: site.place is an unknown table; did you mean site.place_kind?"),
            ("[site.qqqqqq]\nkind = 1\n[site.qqqqqq.deeper]\na = 1", "8:7: site.qqqqqq is an unknown table"),
            ("[[site]]\ndoor = \"a\"", "8:1: site must be a table, got an array"),
            ("[site]\n\"place_kind.\" = 1", "9:1: site.\"place_kind.\" is an unknown key"),
        ]) func unknown(extra: String, finding: String)
    {
        #expect(siteFindings(leastSite + extra) == ["s.toml:\(finding)"])
    }

    @Test("A key in another unit is found by its stem, and the right one is missing") func unit() {
        #expect(
            siteFindings(replacing("strike", with: "strike_ms = 3000", in: leastSite)) == [
                "s.toml:3:1: door.strike_milliseconds is missing, it must be 100…60000",
                "s.toml:4:1: door.strike_ms is an unknown key; did you mean door.strike_milliseconds?",
            ])
    }

    @Test("All findings at once, in the order of the lines") func all() {
        let text = """
            door = 5
            [site]
            demonstration = "yes"
            place_kind = "hotel_room"
            utc_offset_minutes = 9999
            [alternatives]
            ways = ["card+pin", "face", 3]
            [retention]
            days = "for ever"
            [match]
            false_match_rate = "rarely"
            agreeing_frames = 0
            """
        #expect(
            siteFindings(text) == [
                "s.toml:1:8: door must be a table, got 5",
                "s.toml:3:17: site.demonstration must be true or false, got the string \"yes\"",
                "s.toml:4:14: site.place_kind must be one of \"residential-compound\", \"office\", \"school\", \"shop\", \"station\", "
                    + "\"museum\", \"hotel-lobby\", \"public\", \"hotel-room\", \"bathhouse\", \"changing-room\", \"toilet\", "
                    + "\"nursing-room\", \"other-private\", got the string \"hotel_room\"; did you mean \"hotel-room\"?",
                "s.toml:5:22: site.utc_offset_minutes must be -720…840, got 9999",
                "s.toml:7:21: alternatives.ways[1] must be one of \"card+pin\", \"number+pin\", got the string \"face\"",
                "s.toml:7:29: alternatives.ways[2] must be one of \"card+pin\", \"number+pin\", got 3",
                "s.toml:9:8: retention.days must be 1…36500, got the string \"for ever\"",
                "s.toml:11:20: match.false_match_rate must be \"1 in N\" with N 2…1,000,000,000, got the string \"rarely\"",
                "s.toml:12:19: match.agreeing_frames must be 1…10, got 0",
            ])
    }

    @Test("No way in is a choice the law judges; a way twice, or no list, is malformed") func ways() throws {
        let none = try readSite(Array((leastSite + "[alternatives]\nways = []\n").utf8), file: "s.toml").get()
        #expect(none.declaration.ways == [])
        #expect(
            siteFindings(leastSite + "[alternatives]\nways = [\"card+pin\", \"card+pin\"]") == [
                "s.toml:9:21: alternatives.ways[1] says \"card+pin\" again"
            ])
        #expect(
            siteFindings(leastSite + "[alternatives]\nways = \"card+pin\"") == [
                "s.toml:9:8: alternatives.ways must be a list out of \"card+pin\", \"number+pin\", got the string \"card+pin\""
            ])
    }

    @Test("Two purposes are no purpose (R1)") func twoPurposes() {
        #expect(
            siteFindings(leastSite + "[purpose]\nid = [\"door-access\", \"public-safety\"]") == [
                "s.toml:9:6: purpose.id must be one of \"door-access\", \"visitor-admission\", \"public-safety\", got an array"
            ])
    }

    @Test(
        "Texts have one line, no hidden characters, and an end",
        arguments: [
            ("\"a\\nb\"", "has U+000A"), ("\"a\\u202Eb\"", "has U+202E"), ("\"a\\u0000b\"", "has U+0000"),
            ("\"a\\u007F\"", "has U+007F"),
        ]) func texts(value: String, why: String)
    {
        #expect(
            siteFindings(leastSite + "[operator]\nphone = \(value)") == [
                "s.toml:9:9: operator.phone must be one line without control characters, \(why)"
            ])
    }

    @Test("A text may be as long as it says, and no longer; characters count, not bytes") func longTexts() {
        let sixty = String(repeating: "门", count: 60)
        #expect(siteFindings(leastSite + "[site]\ndoor = \"\(sixty)\"") == [])
        #expect(
            siteFindings(leastSite + "[site]\ndoor = \"\(sixty)门\"") == [
                "s.toml:9:8: site.door must have at most 60 characters, has 61"
            ])
    }

    @Test("A later check still knows the line") func laterChecks() throws {
        let site = try readSite(Array(leastSite.utf8), file: "s.toml").get()
        #expect(
            "\(site.source.finding(at: "match.false_match_rate", "is beyond the pack's table"))"
                == "s.toml:2:20: match.false_match_rate is beyond the pack's table")
        #expect(
            "\(site.source.finding(at: "door.held_open_milliseconds", "is x"))"
                == "s.toml:3:1: door.held_open_milliseconds is x")
        #expect("\(site.source.finding(at: "retention.days", "is y"))" == "s.toml:1:1: retention.days is y")
    }

    @Test(
        "Rates",
        arguments: [
            ("1 in 2", 2), ("1 in 1000000000", 1_000_000_000), ("1 in 1,000", 1000), ("1  in 10_000", 10_000),
            ("1 in 1000000001", nil),
            ("1 in 99999999999999999999", nil), ("1 in ", nil), ("", nil), ("1 in -5", nil), ("1 in 1,,0", nil),
            ("1 in 10,", nil),
            ("1 in ١٠٠", nil), ("1/100", nil), ("1 in 100 000", nil),
        ] as [(String, Int?)]) func rates(text: String, rate: Int?)
    { #expect(Document.parseOneIn(text) == rate) }
}

@Suite("What a site expects to be written down") struct JournalThroughputTests {
    static let section =
        "[journal]\ndoor_decisions_per_day = 12\nprocessing_records_per_day = 1\npeople = 40\n"

    @Test("absent, or all of it") func wellFormed() throws {
        #expect(try readSite(Array(leastSite.utf8), file: "s.toml").get().journal == nil)
        #expect(
            try readSite(Array((leastSite + Self.section).utf8), file: "s.toml").get().journal
                == JournalThroughput(doorDecisionsPerDay: 12, processingRecordsPerDay: 1, people: 40))
    }

    @Test(
        "half of it, out of range, or misspelt is refused with its line",
        arguments: [
            ("people = 40", "", "journal.people is missing"), ("people = 40", "people = 0", "must be 1…10000, got 0"),
            ("people = 40", "people = 10001", "must be 1…10000, got 10001"),
            ("door_decisions_per_day = 12", "door_decisions_per_day = \"12\"", "must be 1…100000"),
            ("processing_records_per_day = 1", "processing_record_per_day = 1", "is an unknown key"),
        ]) func malformed(old: String, new: String, says: String)
    {
        let findings = siteFindings(leastSite + Self.section.replacing(old, with: new))
        #expect(findings.contains { $0.contains(says) && $0.hasPrefix("s.toml:") }, "\(findings)")
    }
}
