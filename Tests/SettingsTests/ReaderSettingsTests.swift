import Readers
import Testing

@testable import Settings

@Suite("Readers in a board file") struct ReaderSettingsTests {
    private static let wired = leastLinuxBoard

    @Test("the times of a Wiegand reader, and of one that types") func times() throws {
        let text =
            Self.wired + """
                [readers.wiegand]
                shortest_pulse_microseconds = 10
                longest_pulse_microseconds = 400
                shortest_spacing_microseconds = 500
                longest_spacing_microseconds = 30000
                silence_milliseconds = 31
                [readers.usb_wedge]
                device = "/dev/input/by-path/x"

                """
        let readers = try readBoard(Array(text.utf8), file: "b.toml").get().readers
        #expect(
            readers.wiegand?.timing
                == WiegandTiming(
                    pulseMicroseconds: 10...400, spacingMicroseconds: 500...30_000, silenceMilliseconds: 31))
        #expect(readers.wiegand?.d0?.address.place == .name("A3"))
        #expect(readers.usbWedge == WedgeSettings(device: "/dev/input/by-path/x", gapMilliseconds: 500))
        #expect(readers.osdp == nil)
    }

    @Test("a bench has the times of a Wiegand reader without wires, a reader that types, and no OSDP") func bench()
        throws
    {
        let text = leastBoard + "[readers.wiegand]\nsilence_milliseconds = 40\n"
        let board = try readBoard(Array(text.utf8), file: "b.toml").get()
        #expect(board.readers.wiegand?.timing.silenceMilliseconds == 40 && board.readers.wiegand?.d0 == nil)
        #expect(board.warnings.isEmpty && board.devices == nil)
        let typed = leastBoard + "[readers.usb_wedge]\ndevice = \"/dev/input/by-id/x\"\n"
        let other = try readBoard(Array(typed.utf8), file: "b.toml").get()
        #expect(other.readers.usbWedge?.device == "/dev/input/by-id/x" && other.readers.wiegand == nil)
        #expect(
            boardFindings(leastBoard + "[readers.wiegand.d0]\nline = \"A3\"\n") == [
                "b.toml:22:18: readers.wiegand.d0 is an unknown table"
            ])
        #expect(
            boardFindings(leastBoard + "[readers.osdp]\ndevice = \"/dev/ttyS1\"\n") == [
                "b.toml:22:10: readers.osdp cannot be on a bench: \(OSDPSettings.missing)"
            ])
        #expect(OSDPSettings.missing.contains("AES-128") && OSDPSettings.missing.contains("libosdp"))
    }

    @Test(
        "Times that cannot be, and devices that are none, with their lines",
        arguments: [
            (
                "[readers.wiegand]\nlongest_pulse_microseconds = 19",
                "36:30: readers.wiegand.shortest_pulse_microseconds (20) must not be more than readers.wiegand.longest_pulse_microseconds (19)"
            ),
            (
                "[readers.wiegand]\nshortest_pulse_microseconds = 101",
                "36:31: readers.wiegand.shortest_pulse_microseconds (101) must not be more than readers.wiegand.longest_pulse_microseconds (100)"
            ),
            (
                "[readers.wiegand]\nlongest_pulse_microseconds = 200",
                "36:30: readers.wiegand.longest_pulse_microseconds (200) must be less than readers.wiegand.shortest_spacing_microseconds (200 microseconds)"
            ),
            (
                "[readers.wiegand]\nshortest_spacing_microseconds = 100",
                "36:33: readers.wiegand.longest_pulse_microseconds (100) must be less than readers.wiegand.shortest_spacing_microseconds (100 microseconds)"
            ),
            (
                "[readers.wiegand]\nsilence_milliseconds = 20",
                "36:24: readers.wiegand.longest_spacing_microseconds (20000) must be less than readers.wiegand.silence_milliseconds (20000 microseconds)"
            ),
            (
                "[readers.wiegand]\nsilence_milliseconds = 4",
                "36:24: readers.wiegand.silence_milliseconds must be 5…500, got 4"
            ),
            (
                "[readers.wiegand]\nsilence = 40",
                "36:1: readers.wiegand.silence is an unknown key; did you mean readers.wiegand.silence_milliseconds?"
            ),
            (
                "[readers.usb_wedge]\ndevice = \"/dev/hidraw0\"",
                "36:10: readers.usb_wedge.device must be an input device below /dev/input/, got \"/dev/hidraw0\""
            ),
            (
                "[readers.usb_wedge]\ndevice = \"/dev/input/\"",
                "36:10: readers.usb_wedge.device must be an input device below /dev/input/, got \"/dev/input/\""
            ),
            (
                "[readers.usb_wedge]\ndevice = \"/dev/input/a\"\ngap_milliseconds = 49",
                "37:20: readers.usb_wedge.gap_milliseconds must be 50…5000, got 49"
            ),
            (
                "[readers.osdp]\ndevice = \"/dev/ttyS1\"\naddress = 127",
                "37:11: readers.osdp.address must be 0…126, got 127"
            ),
        ]) func refused(lines: String, finding: String)
    {
        #expect(boardFindings(Self.wired + lines) == ["b.toml:\(finding)"])
    }

    @Test("a device by its number is a warning: the number depends on the order of plugging in") func numbered() throws
    {
        let text = Self.wired + "[readers.usb_wedge]\ndevice = \"/dev/input/event3\"\n"
        #expect(
            try boardWarnings(text) == [
                "b.toml:36:10: warning: readers.usb_wedge.device is \"/dev/input/event3\", whose number depends on the order of plugging in: /dev/input/by-id has lasting names"
            ])
    }

    @Test("every time that a file may say makes a timing, or a finding with its line") func everyTiming() {
        let (pulses, spacings, silences) = ([19, 20, 199], [200, 20_000], [20, 21, 500])
        var (good, bad) = (0, 0)
        for shortest in pulses {
            for longest in pulses {
                for spacing in spacings {
                    for silence in silences {
                        let text =
                            Self.wired
                            + "[readers.wiegand]\nshortest_pulse_microseconds = \(shortest)\nlongest_pulse_microseconds = \(longest)\nshortest_spacing_microseconds = \(spacing)\nlongest_spacing_microseconds = \(spacing)\nsilence_milliseconds = \(silence)\n"
                        let isRight = shortest <= longest && longest < spacing && spacing < silence * 1_000
                        let findings = boardFindings(text)
                        #expect(findings.isEmpty == isRight, "\(text.suffix(200)): \(findings)")
                        if isRight { good += 1 } else { bad += 1 }
                    }
                }
            }
        }
        #expect(good > 10 && bad > 10)
    }
}
