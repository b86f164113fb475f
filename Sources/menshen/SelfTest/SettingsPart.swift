import Settings

/// The settings' parser: files within this program give exactly these values and these findings; the files given on the command
/// line give none.
struct SettingsPart {
    let board: Result<BoardSettings, SettingsError>?
    let site: Result<SiteSettings, SettingsError>?
    var expected = Expected()

    /// What the compiled-in files give.
    struct Expected {
        var board = """
            bench, card reader true, keypad false; camera 640x480 seed 9223372036854775807; \
            screen 800x1280 state/screens a.ttc /b/门.ttc b.ttc; flash /flash.bin 64 x 65536, units of 16; \
            state state/device.key; clock 1772413200
            """
        var site = """
            门神 门, office, -300; 自检有限公司 Selftest Ltd. 025-8123 4567; door-access; 90 days; number+pin card+pin; \
            verify 1 in 1000, 2 frames, 3 captures, 10000 ms; \
            door 3000 ms, held 30000 ms, contact true, exit button false, fail-safe, relock true; screen 60 s, 5 s, 2000 ms
            """
        /// What ends with "…" is a beginning: the words and columns of a syntax error are toml++'s own.
        var boardFindings = [
            #"board:2:8: board.kind must be one of "bench", "linux", got the string "bank""#,
            #"board:3:15: board.card_reader must be true or false, got the string "yes""#,
            "board:5:1: camera.height_pixels is missing, it must be 120…1920",
            "board:6:16: camera.width_pixels must be even, got 641",
            "board:7:1: camera.height_pixel is an unknown key; did you mean camera.height_pixels?",
            "board:8:8: camera.seed must be 0…9223372036854775807, got -1",
            "board:12:17: screen.png_directory must be a path, got an empty text",
            "board:16:18: flash.size_kibibytes must be a multiple of flash.block_kibibytes (64), "
                + "and at least 8 of them, got 100",
            #"board:23:13: clock.start_utc must be a time like "2026-03-02T01:00:00Z", "#
                + #"got the string "2026-02-30T01:00:00Z""#,
        ]
        var siteFindings = [
            "site:2:…",
            #"site:4:20: match.false_match_rate must be "1 in N" with N 2…1,000,000,000, got the string "1 in 0""#,
            "site:6:23: door.strike_milliseconds must be 100…60000, got 99",
            "site:8:…",
            #"site:9:11: door.failure must be one of "fail-safe", "fail-secure", got the string "fail-open""#,
        ]
    }

    func run() -> SelfTestReport {
        var report = SelfTestReport()
        checkCompiledIn(&report)
        report.summary =
            "2 good files and \(expected.boardFindings.count + expected.siteFindings.count) findings in 2 bad ones"
        check(board, "--board", &report)
        check(site, "--site", &report)
        return report
    }

    private func checkCompiledIn(_ report: inout SelfTestReport) {
        let board = readBoard(Array(SampleSettings.board.utf8), file: "board")
        let site = readSite(Array(SampleSettings.site.utf8), file: "site")
        let badBoard = readBoard(Array(SampleSettings.badBoard.utf8), file: "board")
        let badSite = readSite(Array(SampleSettings.badSite.utf8), file: "site")
        report.expect("a good board", expected.board, came: board.value?.words ?? "\(board.findings)")
        report.expect("a good site", expected.site, came: site.value?.words ?? "\(site.findings)")
        compare("a bad board", expected.boardFindings, badBoard.findings, &report)
        compare("a bad site", expected.siteFindings, badSite.findings, &report)
    }

    private func compare(_ what: String, _ expected: [String], _ came: [String], _ report: inout SelfTestReport) {
        for index in 0..<max(expected.count, came.count) {
            let want = index < expected.count ? expected[index] : "no finding"
            let have = index < came.count ? came[index] : "no finding"
            if want.hasSuffix("…"), have.hasPrefix(want.dropLast()) { continue }
            report.expect(what, want, came: have)
        }
    }

    private func check<Settings>(
        _ file: Result<Settings, SettingsError>?, _ option: String, _ report: inout SelfTestReport
    ) {
        switch file {
        case nil: report.details.append("left out: no \(option) given")
        case .success: report.details.append("\(option): no findings")
        case .failure(let error): report.failures += error.findings.map(\.description)
        }
    }
}

extension Result where Failure == SettingsError {
    fileprivate var value: Success? { if case .success(let value) = self { value } else { nil } }

    fileprivate var findings: [String] {
        if case .failure(let error) = self { error.findings.map(\.description) } else { [] }
    }
}

extension BoardSettings {
    /// Every value on one line.
    fileprivate var words: String {
        """
        \(kind.rawValue), card reader \(hasCardReader), keypad \(hasKeypad); \
        camera \(camera.widthPixels)x\(camera.heightPixels) seed \(camera.seed); \
        screen \(screen.widthPixels)x\(screen.heightPixels) \(screen.pngDirectory) \((screen.fontFiles + screen.boldFontFiles).joined(separator: " ")); \
        flash \(flash.file) \(flash.blockCount) x \(flash.blockBytes), units of \(flash.programUnitBytes); \
        \(stateDirectory) \(deviceKeyFile); clock \(clockStart.map { "\($0.seconds)" } ?? "none")
        """
    }
}

extension SiteSettings {
    /// A value of each kind on one line.
    fileprivate var words: String {
        let (name, phone) = (declaration.operatorParty?.name, declaration.operatorParty?.phone)
        let ways = declaration.ways.map(\.rawValue).joined(separator: " ")
        return """
            \(declaration.door), \(declaration.placeKind?.rawValue ?? "none"), \(declaration.utcOffsetMinutes); \
            \(name?.chinese ?? "none") \(name?.english ?? "none") \(phone ?? "none"); \
            \(declaration.purpose?.rawValue ?? "none"); \(declaration.retentionDays ?? 0) days; \(ways); \
            \(declaration.matchMode.rawValue) 1 in \(match.falseMatchOneIn), \(match.agreeingFrames) frames, \
            \(match.enrolmentCaptures) captures, \(match.captureMilliseconds) ms; \
            door \(door.strikeMilliseconds) ms, held \(door.heldOpenMilliseconds) ms, contact \(door.hasContact), \
            exit button \(door.hasExitButton), \(door.failure.rawValue), relock \(door.relocksOnClose); \
            screen \(screen.idleSeconds) s, \(screen.resultSeconds) s, \(screen.consentHoldMilliseconds) ms
            """
    }
}
