import Door
import Foundation
import Testing

@testable import Settings

@Suite("Boards of Linux devices") struct LinuxBoardTests {
    @Test("The least that such a board must say") func least() throws {
        let board = try readBoard(Array(leastLinuxBoard.utf8), file: "b.toml").get()
        #expect(board.kind == .linux && board.warnings.isEmpty)
        let devices = try #require(board.devices)
        #expect(devices.cameraDevice == "/dev/video0" && devices.screenDevice == "/dev/dri/card0")
        #expect(devices.flashKind == .file && devices.serial == nil && devices.clockDevice == nil)
        let lines = board.doorLines
        #expect(
            lines.strike
                == OutputLine(
                    address: LineAddress(chip: "soc", place: .name("A1")), active: .high, bias: .asIs, drive: .pushPull)
        )
        #expect(lines.inputs.keys.map(\.self) == [.exitButton])
        #expect(lines.inputs[.exitButton]?.normally == .open)
        for input in DoorInput.allCases { #expect(lines.timings[input] == .standard(input)) }
    }

    @Test("Polarity and kind of contact: which level means that it is active") func levels() {
        for (active, normally, level) in [
            (LineLevel.low, NormalContact.open, LineLevel.low), (.low, .closed, .high), (.high, .open, .high),
            (.high, .closed, .low),
        ] {
            let line = InputLine(
                address: LineAddress(chip: "soc", place: .offset(1)), active: active, bias: .asIs, normally: normally)
            for other in LineLevel.allCases { #expect(line.isActive(at: other) == (other == level)) }
        }
    }

    @Test("Everything a board can say, read back") func everything() throws {
        let text =
            leastLinuxBoard.replacing("chips = [\"soc\"]", with: "chips = [\"soc\", \"other\"]")
            .replacing("line = ", with: "chip = \"soc\"\nline = ") + """
                [door_lines.alarm]
                chip = "other"
                offset = 7
                active = "low"
                drive = "open-drain"
                [door_lines.contact]
                chip = "other"
                offset = 8
                active = "high"
                bias = "pull-down"
                normally = "closed"
                debounce_milliseconds = 70
                chatter_milliseconds = 900
                [camera_light]
                chip = "other"
                offset = 9
                active = "high"
                [backlight]
                directory = "/sys/class/backlight/x"
                [serial]
                device = "/dev/ttyS0"
                [readers.osdp]
                device = "/dev/ttyS1"
                baud = 38400
                address = 3
                [readers.usb_wedge]
                device = "/dev/input/by-id/usb-reader-event-kbd"
                gap_milliseconds = 300
                [clock]
                device = "/dev/rtc0"

                """
        let board = try readBoard(Array(text.utf8), file: "b.toml").get()
        let (lines, devices) = (board.doorLines, try #require(board.devices))
        #expect(lines.outputs[.alarm]?.address.description == "line 7 of other")
        #expect(lines.outputs[.alarm]?.drive == .openDrain && lines.outputs[.intercom] == nil)
        #expect(lines.inputs[.contact]?.normally == .closed)
        #expect(lines.timings[.contact] == InputTiming(debounceMilliseconds: 70, chatterMilliseconds: 900))
        #expect(devices.cameraLight?.address == LineAddress(chip: "other", place: .offset(9)))
        #expect(devices.backlight == BacklightSettings(directory: "/sys/class/backlight/x", brightnessPercent: 80))
        #expect(devices.serial == SerialSettings(device: "/dev/ttyS0", baud: 115_200))
        let readers = board.readers
        #expect(readers.osdp?.address == 3 && readers.osdp?.line.baud == 38_400)
        #expect(readers.osdp?.keyCredential == "osdp.key")
        #expect(
            readers.usbWedge
                == WedgeSettings(device: "/dev/input/by-id/usb-reader-event-kbd", gapMilliseconds: 300))
        #expect(devices.clockDevice == "/dev/rtc0" && readers.wiegand?.d1?.address.place == .name("A4"))
        #expect(readers.wiegand?.timing == .standard)
        #expect(
            board.warnings.map(\.message) == ["readers.osdp is described, and \(OSDPSettings.missing)"])
    }

    @Test(
        "Contradictory wiring is refused and named",
        arguments: [
            (
                "line = \"A2\"", "line = \"A1\"",
                ["11:8: door_lines.exit must have a line of its own, door_lines.strike has \"A1\" of soc already"]
            ),
            (
                "line = \"A4\"", "line = \"A3\"",
                [
                    "17:8: readers.wiegand.d1 must have a line of its own, readers.wiegand.d0 has \"A3\" of soc already"
                ]
            ),
            (
                "line = \"A3\"", "line = \"A2\"",
                [
                    "15:8: readers.wiegand.d0 must have a line of its own, door_lines.exit has \"A2\" of soc already"
                ]
            ),
            (
                "bias = \"pull-up\"", "bias = \"pull-down\"",
                [
                    "13:8: door_lines.exit.bias must be \"pull-up\", \"disabled\" or \"as-is\" where the closed switch makes the line low, got \"pull-down\": the line would never move"
                ]
            ),
            (
                "[door_lines.strike]", "[door_lines.strik]",
                [
                    "7:1: door_lines.strike.line is missing, it must be the name of a line, or door_lines.strike.offset must be its number",
                    "7:1: door_lines.strike.active is missing, it must be one of \"high\", \"low\"",
                    "7:13: door_lines.strik is an unknown table; did you mean door_lines.strike?",
                ]
            ),
            (
                "line = \"A1\"", "line = \"A1\"\nchip = \"sock\"",
                [
                    "9:8: door_lines.strike.chip must be one of gpio.chips, got the string \"sock\"; did you mean \"soc\"?"
                ]
            ),
            (
                "line = \"A1\"", "line = \"A1\"\noffset = 3",
                ["9:10: door_lines.strike.offset is one too many beside door_lines.strike.line"]
            ),
            (
                "line = \"A1\"", "line = \"\"",
                ["8:8: door_lines.strike.line must be the name of a line, got an empty text"]
            ),
            ("line = \"A1\"", "offset = -1", ["8:10: door_lines.strike.offset must be 0…1023, got -1"]),
            (
                "bias = \"pull-up\"", "debounce_milliseconds = 501",
                ["13:25: door_lines.exit.debounce_milliseconds must be 0…500, got 501"]
            ),
            (
                "bias = \"pull-up\"", "debounce_milliseconds = 300\nchatter_milliseconds = 501",
                ["14:24: door_lines.exit.chatter_milliseconds must be 50…500, got 501"]
            ),
            (
                "[\"soc\"]", "[\"soc\", \"gpiochip0\"]",
                [
                    "6:9: gpio.chips must have labels only, or devices only: nobody can see here whether \"gpiochip0\" is another chip than the rest"
                ]
            ),
            (
                "[\"soc\"]", "[\"soc\", \"/dev/gpiochip0\"]",
                ["6:9: gpio.chips must have names as gpiodetect prints them, got \"/dev/gpiochip0\""]
            ),
            (
                "bias = \"pull-up\"", "debounce_milliseconds = 500\nchatter_milliseconds = 500",
                [
                    "14:24: door_lines.exit.chatter_milliseconds must be more than door_lines.exit.debounce_milliseconds (500), got 500"
                ]
            ),
            ("[\"soc\"]", "[\"soc\", \"soc\"]", ["6:9: gpio.chips says a chip twice"]),
            (
                "device = \"/dev/dri/card0\"", "device = \"/dev/video0\"",
                ["23:10: screen.device must be another device than camera.device, got \"/dev/video0\""]
            ),
            (
                "file = \"/dev/mm", "kind = \"mtd\"\nfile = \"/dev/mm",
                [
                    "29:8: flash.file must begin with /dev/mtd where flash.kind is \"mtd\", got \"/dev/mmcblk0p3\""
                ]
            ),
            (
                "[state]",
                "[serial]\ndevice = \"/dev/ttyS0\"\n[readers.osdp]\ndevice = \"/dev/ttyS0\"\nbaud = 1234\n[state]",
                ["36:8: readers.osdp.baud must be one of 9600, 19200, 38400, 57600, 115200, 230400, got 1234"]
            ),
            (
                "[state]", "[serial]\ndevice = \"/dev/ttyS0\"\n[readers.osdp]\ndevice = \"/dev/ttyS0\"\n[state]",
                ["35:10: readers.osdp.device must be another device than serial.device, got \"/dev/ttyS0\""]
            ),
            (
                "[state]", "[camera_light]\nline = \"A2\"\nactive = \"high\"\n[state]",
                ["33:8: camera_light must have a line of its own, door_lines.exit has \"A2\" of soc already"]
            ),
            ("[camera]", "[camera]\nseed = 1", ["19:1: camera.seed is an unknown key"]),
        ] as [(String, String, [String])])
    func contradictory(old: String, new: String, findings: [String]) {
        let text = leastLinuxBoard.replacing(old, with: new, maxReplacements: 1)
        #expect(text != leastLinuxBoard)
        #expect(boardFindings(text) == findings.map { "b.toml:\($0)" })
    }

    @Test("A reader that nobody describes, and one that nobody has") func readers() throws {
        let bare = leastLinuxBoard.replacing(
            "[readers.wiegand.d0]\nline = \"A3\"\n[readers.wiegand.d1]\nline = \"A4\"\n", with: "")
        #expect(
            boardFindings(bare) == [
                "b.toml:3:15: board.card_reader is true, and none of readers.usb_wedge, readers.wiegand, readers.osdp is there"
            ])
        #expect(
            try boardWarnings(leastLinuxBoard.replacing("card_reader = true", with: "card_reader = false")) == [
                "b.toml:14:1: warning: readers are described, and board.card_reader and board.keypad say that none is fitted"
            ])
    }

    @Test(
        "What works, but not while the board boots, is a warning",
        arguments: [
            (
                "active = \"high\"", "active = \"high\"\nbias = \"pull-up\"",
                "10:8: warning: door_lines.strike.bias is \"pull-up\", which switches on what is active high while nothing drives the line"
            ),
            (
                "active = \"high\"", "active = \"high\"\ndrive = \"open-drain\"",
                "10:9: warning: door_lines.strike.drive is \"open-drain\", and what is active high is then on whenever nothing drives the line"
            ),
            (
                "line = \"A3\"", "offset = 3",
                "6:9: warning: gpio.chips has soc, of which some lines are told by name and some by number: nobody can see here whether two are one"
            ),
        ]) func warnings(old: String, new: String, warning: String) throws
    {
        let text = leastLinuxBoard.replacing(old, with: new, maxReplacements: 1)
        #expect(boardFindings(text) == [])
        #expect(try boardWarnings(text) == ["b.toml:\(warning)"])
    }

    @Test("A bench has times, and no wires and no devices") func bench() throws {
        let times = "[door_lines.exit]\ndebounce_milliseconds = 5\n"
        let board = try readBoard(Array((leastBoard + times).utf8), file: "b.toml").get()
        #expect(board.doorLines.timings[.exitButton]?.debounceMilliseconds == 5)
        #expect(board.doorLines.timings[.contact] == .standard(.contact))
        #expect(board.devices == nil && board.doorLines.inputs.isEmpty)
        #expect(
            boardFindings(leastBoard + times + "line = \"A1\"\n") == [
                "b.toml:24:1: door_lines.exit.line is an unknown key"
            ])
        #expect(boardFindings(leastBoard + "[serial]\ndevice = \"/dev/ttyS0\"\n").count == 1)
    }
}

@Suite("A board and a site together") struct BoardAndSiteTests {
    private func findings(_ board: String, _ site: String) throws -> [String] {
        let board = try readBoard(Array(board.utf8), file: "b.toml").get()
        return try board.contradictions(with: readSite(Array(site.utf8), file: "s.toml").get()).map(\.description)
    }

    private static let noFire = "b.toml:7:1: warning: door_lines has no fire: of a fire the terminal is told nothing"
    private static let noContact =
        "s.toml:5:11: warning: door.contact is true, and the board has no door_lines.contact: the door would always seem closed"

    @Test("A bench has every wire") func bench() throws { #expect(try findings(leastBoard, leastSite) == []) }

    @Test("An exit button that no wire leads to is an error, what else is missing a warning") func missing() throws {
        #expect(try findings(leastLinuxBoard, leastSite) == [Self.noContact, Self.noFire])
        let noExit = leastLinuxBoard.replacing("[door_lines.exit]", with: "[door_lines.guard]")
        #expect(
            try findings(noExit, leastSite) == [
                "s.toml:6:15: door.exit_button is true, and the board has no door_lines.exit: nobody could get out by it",
                Self.noContact, Self.noFire,
            ])
        let noButton = leastSite.replacing("exit_button = true", with: "exit_button = false")
        #expect(
            try findings(leastLinuxBoard, noButton).first
                == "s.toml:6:15: warning: door.exit_button is false: the board's door_lines.exit asks for nothing")
        #expect(
            try findings(leastLinuxBoard, leastSite + "call_milliseconds = 500\n").contains {
                $0.hasSuffix("warning: door.call_milliseconds is 500, and the board has no door_lines.intercom")
            })
    }

    @Test("A contact that is believed only when the strike is locked again makes every opening a forced one")
    func slowContact() throws {
        let site = leastSite.replacing("3000", with: "200")
        let times = "[door_lines.contact]\ndebounce_milliseconds = 200\n"
        #expect(
            try findings(leastBoard + times, site) == [
                "b.toml:23:25: door_lines.contact.debounce_milliseconds is 200, and door.strike_milliseconds is 200: every door that is opened would seem forced"
            ])
        #expect(try findings(leastBoard + times.replacing("200", with: "199"), site) == [])
        #expect(
            try findings(leastBoard + times.replacing("contact", with: "exit"), site) == [
                "b.toml:23:25: warning: door_lines.exit.debounce_milliseconds is 200, and door.strike_milliseconds is 200: the strike would be locked before that is seen"
            ])
    }

    @Test("A warning that comes before the door is open") func earlyWarning() throws {
        let site = leastSite + "held_open_milliseconds = 9000\nheld_open_warning_milliseconds = 9000\n"
        #expect(
            try findings(leastBoard, site) == [
                "s.toml:9:34: door.held_open_warning_milliseconds is 9000, and door.held_open_milliseconds is 9000: so long before its alarm the door is not open yet"
            ])
        #expect(
            try findings(leastBoard, site.replacing("warning_milliseconds = 9000", with: "warning_milliseconds = 8999"))
                == [])
    }

    @Test("A strike that is released for longer than the door may stand open") func longStrike() throws {
        let site = leastSite + "held_open_milliseconds = 2999\n"
        #expect(
            try findings(leastBoard, site) == [
                "s.toml:4:23: warning: door.strike_milliseconds is 3000, more than door.held_open_milliseconds (2999): the alarm comes while the strike is still released"
            ])
        #expect(try findings(leastBoard, leastSite + "held_open_milliseconds = 3000\n") == [])
    }
}

@Suite("The boards we describe") struct DescribedBoardTests {
    static let names = try! FileManager.default.contentsOfDirectory(atPath: "\(checkout)/Board")
        .filter { $0.hasSuffix(".toml") }.sorted()

    private static let unused = "door.exit_button is false: the board's door_lines.exit asks for nothing"

    @Test("Every board file loads with nothing to say, also beside every example site", arguments: names)
    func loads(name: String) throws {
        #expect(Self.names.count >= 5)
        let board = try loadBoard(path: "\(checkout)/Board/\(name)").get()
        let missing = board.readers.osdp.map { _ in "readers.osdp is described, and \(OSDPSettings.missing)" }
        #expect(board.warnings.map(\.message) == [missing].compactMap(\.self))
        for name in ["office", "residential-compound", "hotel-room"] {
            let site = try loadSite(path: "\(checkout)/Config/examples/\(name).toml").get()
            // A hotel's room has a handle inside, and no exit button for a board's line.
            let words = board.contradictions(with: site).map(\.message)
            let isUnused = board.kind == .linux && name == "hotel-room"
            #expect(words == (isUnused ? [Self.unused] : []))
        }
        let first = try String(contentsOfFile: "\(checkout)/Board/\(name)", encoding: .utf8).prefix { $0 != "\n" }
        #expect(first.hasSuffix("described, not tested on the board.") == (board.kind == .linux))
    }

    @Test("Together they have every function, and every kind of reader") func complete() throws {
        let boards = try Self.names.map { try loadBoard(path: "\(checkout)/Board/\($0)").get() }
            .filter { $0.kind == .linux }
        for board in boards {
            #expect(Set(board.doorLines.inputs.keys) == Set(DoorInput.allCases))
            // Where a call for help goes is every site's own.
            #expect(Set(board.doorLines.outputs.keys) == Set(DoorOutput.allCases).subtracting([.duress]))
        }
        let readers = boards.map(\.readers)
        #expect(readers.contains { $0.usbWedge != nil } && readers.contains { $0.wiegand != nil })
        #expect(readers.contains { $0.osdp != nil })
    }
}
