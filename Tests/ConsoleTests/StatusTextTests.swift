import Law
import Records
import Testing
import Timekeeping

@testable import Console
@testable import Controller

@Suite("What status says of stops, settings and dates") struct StatusTextTests {
    private static let today = ClockReading.forTests.wall.civilDay(utcOffsetMinutes: 480)

    private static func status(_ change: (inout Status) -> Void) -> Status {
        var status = Controller.forTests.status(of: StoreStatistics())
        change(&status)
        return status
    }

    private static func row(_ name: String, _ status: Status) -> String? {
        StatusText.lines(for: status).first { $0.hasPrefix(name) }
    }

    private static func pairs(_ status: Status) -> [Substring: Substring] {
        Dictionary(
            uniqueKeysWithValues: StatusFields(status).pairs.map { pair in
                let sign = pair.firstIndex(of: "=")!
                return (pair[..<sign], pair[pair.index(after: sign)...])
            })
    }

    @Test("how the run before ended, in words and as fields") func lastStop() {
        let time = WallTime(seconds: 1_772_413_200)
        let rows: [(RunEnd?, String?, [Substring])] = [
            (nil, nil, ["", "", ""]), (.notKnown, "last run the journal does not tell how it ended", ["", "", ""]),
            (.firstStart, "last run none: this is the first start of this store", ["first start", "", ""]),
            (
                .inOrder(by: "SIGTERM from process 1", at: time),
                "last run ended in order 2026-03-02 09:00:00, by SIGTERM from process 1",
                ["in order", "2026-03-02T01:00:00Z", "SIGTERM from process 1"]
            ),
            (
                .withoutWord(lastLine: time),
                "last run ended WITHOUT A WORD after 2026-03-02 09:00:00: power, kill or fault",
                ["without a word", "2026-03-02T01:00:00Z", ""]
            ),
        ]
        for (end, words, fields) in rows {
            let status = Self.status {
                $0.lastStop = end
                $0.utcOffsetMinutes = 480
            }
            #expect(Self.row("last run", status) == words)
            let pairs = Self.pairs(status)
            #expect(["last_stop", "last_stop_utc", "last_stop_by"].map { pairs[$0]! } == fields)
        }
    }

    @Test("a signal that ended the run before is told in place of the guess") func crash() {
        let status = Self.status {
            $0.lastStop = .withoutWord(lastLine: WallTime(seconds: 1_772_413_200))
            $0.utcOffsetMinutes = 480
            $0.crashNote = "a trap (SIGILL) at menshen+0x1a2b, 12 s after its start"
        }
        #expect(
            Self.row("last run", status)
                == "last run ended by a trap (SIGILL) at menshen+0x1a2b, 12 s after its start, after 2026-03-02 09:00:00"
        )
        let pairs = Self.pairs(status)
        #expect(pairs["last_stop"] == "signal")
        #expect(pairs["last_stop_by"] == "a trap (SIGILL) at menshen+0x1a2b, 12 s after its start")
    }

    @Test("the mode stands there only when it is not the normal one; as a field always") func mode() {
        let rows: [(StartMode, String?, [Substring])] = [
            (.normal, nil, ["normal", ""]),
            (
                .lastGood(findings: ["s.toml:1:1: no"]),
                "mode     LAST GOOD SETTINGS: the files have 1 finding, the first: s.toml:1:1: no",
                ["last good", "the files have 1 finding, the first: s.toml:1:1: no"]
            ),
            (
                .safe(.unfinishedStarts(3)),
                "mode     SAFE MODE: 3 starts in a row ended without a word within 10 min; 'safemode leave'",
                ["safe", "3 starts in a row ended without a word within 10 min"]
            ),
        ]
        for (mode, words, fields) in rows {
            let status = Self.status { $0.startMode = mode }
            #expect(Self.row("mode", status) == words)
            let pairs = Self.pairs(status)
            #expect(["mode", "mode_cause"].map { pairs[$0]! } == fields)
        }
    }

    @Test("settings stand there only when something would be lost with a restart") func settings() {
        let rows: [(OpenSettings?, String?)] = [
            (nil, nil),
            (OpenSettings(trySecondsLeft: nil, unsavedKeys: 2), "settings 2 keys not as in the file: 'config diff'"),
            (
                OpenSettings(trySecondsLeft: 42, unsavedKeys: 1),
                "settings a TRY is put back in 42 s; 1 key not as in the file: 'config diff'"
            ),
        ]
        for (open, words) in rows {
            let status = Self.status { $0.openSettings = open }
            #expect(Self.row("settings", status) == words)
            #expect(Self.pairs(status)["config_unsaved_keys"]! == "\(open?.unsavedKeys ?? 0)")
            #expect(Self.pairs(status)["config_try_seconds_left"]! == (open?.trySecondsLeft.map { "\($0)" } ?? ""))
        }
    }

    @Test("what waits for a second person, in words and as fields; no name for somebody who has not logged in")
    func waits() {
        func waiting(_ matter: Matter, _ by: String?, _ seconds: Int64) -> WaitingMatter {
            WaitingMatter(matter: matter, askedBy: by, secondsLeft: seconds)
        }
        let rows: [(WaitingMatter?, String?, [Substring])] = [
            (nil, nil, ["", "", ""]),
            (
                waiting(.decommission, "anna", 600),
                "waits    decommission, asked by anna; 'approve decommission' by another person, 10 min left",
                ["decommission", "anna", "600"]
            ),
            (
                waiting(.clock, nil, 61),
                "waits    clock, asked at a console; 'approve clock' by another person, 2 min left",
                ["clock", "", "61"]
            ),
        ]
        for (waiting, words, fields) in rows {
            let status = Self.status { $0.waiting = waiting }
            #expect(Self.row("waits", status) == words)
            let pairs = Self.pairs(status)
            #expect(["waits", "waits_asked_by", "waits_seconds_left"].map { pairs[$0]! } == fields)
        }
    }

    @Test("without an account: the code that was printed, or that there is none") func notClaimed() {
        let rows = [
            (0, true, "console  NOT CLAIMED: 'claim NAME', with the code that was printed"),
            (0, false, "console  NOT CLAIMED, and no code is left: a new one is made at the next start"),
            (2, true, "console  2 accounts, 0 logged in"),
        ]
        for (accounts, hasCode, words) in rows {
            let status = Self.status { ($0.store.accounts, $0.store.hasCode) = (accounts, hasCode) }
            #expect(Self.row("console", status) == words)
        }
    }

    @Test("the due list: up to thirty days from today, those that have ended apart") func due() {
        let today = Self.today
        let rows: [(days: [Int], expiry: Int?, words: String)] = [
            ([], nil, "nothing within 30 days"), ([31, 180], 31, "nothing within 30 days"),
            ([30], nil, "rights of 1 account lapse after \(today + 30)"),
            ([5, 0, 180], nil, "rights of 2 accounts lapse, the first after \(today)"),
            ([-1], nil, "rights of 1 account have lapsed"),
            ([], 30, "templates end after \(today + 30)"),
            (
                [-9, -1, 3], 0,
                "rights of 2 accounts have lapsed; rights of 1 account lapse after \(today + 3); "
                    + "templates end after \(today)"
            ),
        ]
        for (days, expiry, words) in rows {
            let status = Self.status { status in
                status.utcOffsetMinutes = 480
                status.store.accountLastDays = days.map { today + $0 }
                status.store.nextExpiry = expiry.map { today + $0 }
            }
            #expect(Self.row("due", status) == "due      \(words)")
            #expect(Self.pairs(status)["due_accounts_lapsed"]! == "\(days.count { $0 < 0 })")
        }
        let gone = Self.status { $0.storeTrouble = "cannot be used: gone" }
        #expect(Self.row("due", gone) == nil && Self.pairs(gone)["due_accounts"]! == "")
    }

    @Test("an ordinary terminal's status is one screen of 24 rows and 80 columns") func oneScreen() {
        let status = Self.status { status in
            status.pack = PackSummary(
                name: "dlib-resnet-v1",
                errorRates: ErrorRates(falseMatchOneIn: 30_000, falseNonMatchPerTenThousand: 500, packIdentity: "t"))
            status.operatorName = "青山物业 Qingshan Property"
            status.store.journalKey = String(repeating: "a", count: 64)
            status.store.accounts = 4
            status.store.accountLastDays = [5, 9, 180, 180].map { Self.today + $0 }
            status.store.nextExpiry = Self.today + 9
            status.lastStop = .withoutWord(lastLine: status.clock.wall)
            status.openSettings = OpenSettings(trySecondsLeft: 42, unsavedKeys: 2)
            status.linesInMemory = 3
            status.findings = [
                Finding(.R14, .pass, "fit"),
                Finding(.R19, .amber, "an erase is logical: older copies may survive below"),
                Finding(
                    .R39, .amber,
                    "the device key is a file beside the store: who copies the disk has both; an older image of the store, put back, is not noticed"
                ),
            ]
        }
        let rows = StatusText.lines(for: status).flatMap { Wrapping.lines($0, columns: 80) }
        #expect(rows.count < 24, "\(rows)")
    }
}
