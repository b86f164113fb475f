import Foundation
import Testing

@Suite("Bad input: a clear line, a status, and nothing lost", .enabled(if: Firmware.hasAssets)) struct BadInputTests {
    @Test(
        "a picture that is none, is cut off, or shows nobody: the attempt ends, the terminal goes on",
        arguments: ["not-a-picture", "truncated", "nobody"])
    func pictures(kind: String) throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        try Data("this is not a JPEG".utf8).write(to: firmware.directory.appending(path: "not-a-picture.jpg"))
        let whole = try Data(contentsOf: Firmware.pictures.appending(path: "obama.jpg"))
        try whole.prefix(whole.count / 3).write(to: firmware.directory.appending(path: "truncated.jpg"))
        let look = kind == "nobody" ? "look nobody" : "look \(kind).jpg"
        let outcome = try firmware.run(
            Firmware.bench,
            typing: """
                person add 1001 4711 12345
                touch enrol
                key 1001
                key 4711
                touch next 8
                touch 14-or-older
                \(look)
                hold 2000
                people
                card 12345
                key 4711

                """)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("screen: refused"))
        #expect(outcome.output.contains("no template"))
        #expect(outcome.output.contains("strike: released"))
    }

    @Test("unknown commands, garbage and an endless line are answered, and the next line is read") func garbage() throws
    {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let endless = String(repeating: "x", count: 1_000_000)
        let outcome = try firmware.run(
            Firmware.bench, typing: "open sesame\n\u{1}\u{2}\n\(endless)\ntouch nose\nperson add x y\njournal 0\nlaw\n")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("error: unknown command 'open'"))
        #expect(outcome.output.contains("error: the line has control characters in it"))
        #expect(outcome.output.contains("error: a line has 1024 bytes at most"))
        #expect(outcome.output.contains("error: usage: touch BUTTON"))
        #expect(outcome.output.contains("error: NUMBER must be 1...10 digits, got 'x': person add NUMBER PIN [CARD]"))
        #expect(outcome.output.contains("error: COUNT must be 1...1000, got '0': journal [COUNT]"))
        #expect(outcome.output.contains("R14  PASS"))
    }

    @Test("a board whose fonts are not there, or are none, starts without a screen's text and with no others")
    func fonts() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let good = try String(contentsOfFile: Firmware.board, encoding: .utf8)
        try Data("no font".utf8).write(to: firmware.directory.appending(path: "font.ttc"))
        for (file, complaint) in [
            ("no.ttc", "screen: none of the board's font files is there: no.ttc\n"),
            ("font.ttc", "screen: font.ttc: not a font"),
        ] {
            try good.replacing(/(?:bold_)?font_files = \[[^\]]*\].*/, with: "").replacing(
                "[screen]", with: "[screen]\nfont_files = [\"\(file)\"]"
            ).write(to: firmware.directory.appending(path: "b.toml"), atomically: true, encoding: .utf8)
            let outcome = try firmware.run(
                ["run", "--board", "b.toml", "--site", Firmware.site("office"), "--state", "state"], typing: "status\n")
            #expect(outcome.status == 0)
            #expect(outcome.output.contains("faces are off: \(complaint)"))
            #expect(outcome.output.contains("\nface     OFF: \(complaint)"))
            #expect(!outcome.output.contains("screen: idle"))
        }
    }

    @Test("a malformed site file: every finding with file, line and column; the door works, and a check has status 1")
    func malformedSite() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let good = try String(contentsOfFile: Firmware.site("residential-compound"), encoding: .utf8)
        let bad = good.replacing("strike_milliseconds = 3000", with: "strike_milliseconds = 0")
            .replacing("days = 90", with: "dayz = 90")
        try bad.write(to: firmware.directory.appending(path: "site.toml"), atomically: true, encoding: .utf8)
        let outcome = try firmware.run(["run", "--board", Firmware.board, "--site", "site.toml", "--state", "state"])
        let check = try firmware.run(["check", "--board", Firmware.board, "--site", "site.toml"])
        #expect(outcome.status == 0 && check.status == 1)
        for outcome in [outcome, check] {
            #expect(
                outcome.complaints.contains(/site\.toml:\d+:\d+: door\.strike_milliseconds must be 100…60000, got 0/))
            #expect(outcome.complaints.contains(/site\.toml:\d+:\d+: .*dayz/))
        }
    }

    @Test(
        "a damaged or foreign pack is refused with its reason; faces are off, card and PIN open",
        arguments: [0, 100, 5_000, -1])
    func damagedPack(cut: Int) throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        var bytes = try Data(contentsOf: Firmware.pack)
        if cut < 0 { bytes[bytes.count / 2] ^= 1 } else { bytes = bytes.prefix(cut) }
        try bytes.write(to: firmware.directory.appending(path: "bad.mpack"))
        let arguments = [
            "--board", Firmware.board, "--site", Firmware.site("residential-compound"), "--pack", "bad.mpack",
        ]
        let outcome = try firmware.run(
            ["run", "--state", "state"] + arguments,
            typing: "person add 1 4711 12345\nstatus\ntouch face\ncard 12345\nkey 4711\n")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("bad.mpack: "))
        #expect(outcome.output.contains("strike: released"))
        #expect(!outcome.output.contains("camera: on"))
        let check = try firmware.run(["check"] + arguments)
        #expect(check.status == 1)
        #expect(check.complaints.contains("bad.mpack: "))
        #expect(check.complaints.split(separator: "\n").count == 1)
    }

    @Test("a false match rate beyond the pack's data is refused") func rateBeyondData() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let good = try String(contentsOfFile: Firmware.site("residential-compound"), encoding: .utf8)
        try good.replacing("1 in 100\"", with: "1 in 100000000\"").write(
            to: firmware.directory.appending(path: "site.toml"), atomically: true, encoding: .utf8)
        let outcome = try firmware.run(
            ["check", "--board", Firmware.board, "--site", "site.toml", "--pack", Firmware.pack.path])
        #expect(outcome.status == 1)
        #expect(outcome.complaints.contains(/site\.toml:\d+:\d+: match\.false_match_rate a false match rate/))
    }

    @Test("R2: identify is refused, and says why") func identify() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let good = try String(contentsOfFile: Firmware.site("residential-compound"), encoding: .utf8)
        try good.replacing("mode = \"verify\"", with: "mode = \"identify\"").write(
            to: firmware.directory.appending(path: "site.toml"), atomically: true, encoding: .utf8)
        let outcome = try firmware.run(
            ["check", "--board", Firmware.board, "--site", "site.toml", "--pack", Firmware.pack.path])
        #expect(outcome.status == 1)
        #expect(outcome.complaints.contains(/site\.toml:\d+:\d+: match\.mode is identify/))
    }

    @Test(
        "unknown subcommands and options are named, status 64", arguments: [["rnu"], ["run", "--bord", "x"], ["run"]])
    func usage(words: [String]) throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let outcome = try firmware.run(words)
        #expect(outcome.status == 64)
        #expect(!outcome.complaints.isEmpty)
    }

    @Test("a tour that could not fail is no tour") func emptyTour() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        try "> law\n== nothing expected\n> law\n".write(
            to: firmware.directory.appending(path: "tour.txt"), atomically: true, encoding: .utf8)
        let outcome = try firmware.run(Firmware.bench + ["--tour", "tour.txt"])
        #expect(outcome.status == 1)
        #expect(outcome.complaints.contains("line 1: before the first step"))
        #expect(outcome.complaints.contains("expects nothing"))
    }
}
