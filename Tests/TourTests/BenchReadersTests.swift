import Foundation
import Testing

@Suite("Readers beside a bench") struct BenchReadersTests {
    private func run(_ readers: String, typing input: String) throws -> Firmware.Outcome {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let board = try String(contentsOfFile: Firmware.board, encoding: .utf8) + readers
        try board.write(to: firmware.directory.appending(path: "board.toml"), atomically: true, encoding: .utf8)
        return try firmware.run(
            ["run", "--board", "board.toml", "--site", Firmware.site("residential-compound"), "--state", "state"],
            typing: input)
    }

    @Test("a PIN comes over the same two wires as its card, four bits or eight a key") func keysByPulses() throws {
        let outcome = try run(
            "[readers.wiegand]\nsilence_milliseconds = 40\n",
            typing: """
                person add 1 4711 0001193046
                card wiegand 00001001000110100010101100
                card wiegand 0100
                card wiegand 10000111
                card wiegand 0001
                card wiegand 0001
                readers
                card wiegand 1011
                readers

                """)
        let released = try #require(outcome.lines.firstIndex { $0.contains("strike: released") })
        #expect(outcome.lines[..<released].contains("         4 keys, valid, 0 s ago"))
        #expect(outcome.lines[released...].contains("         5 keys, valid, 0 s ago"))
        #expect(outcome.lines[released...].contains("         26 bits (Wiegand), valid, ends in 46, 0 s ago"))
    }

    @Test("pulses that are too many are told as what they are, and a wrong key is none") func faults() throws {
        let flood = String(repeating: "10", count: 50)
        let outcome = try run("", typing: "card wiegand \(flood)\nreaders\ncard wiegand 11111111\nreaders\n")
        #expect(outcome.lines.contains("         64 bits (Wiegand), REFUSED: not a length that a card has, 0 s ago"))
        #expect(outcome.lines.contains("         1 key, REFUSED: not all of it is known, 0 s ago"))
        let typed = try run("", typing: "card wiegand 0102\n")
        #expect(typed.lines.contains("error: usage: card NUMBER | wiegand BITS"))
    }

    @Test("a reader that types and is not there: said once, and no alternative to a face (R14)") func missing() throws {
        let device = "/dev/input/by-id/usb-nobody-has-this-event-kbd"
        let outcome = try run(
            "[readers.usb_wedge]\ndevice = \"\(device)\"\n",
            typing: "readers\npass 10 s\nreaders\nstatus -k\n")
        #expect(outcome.lines.count { $0.contains("\(device): no card reader: not plugged in") } == 1)
        #expect(outcome.lines.count { $0 == "card     NOT HEALTHY" } == 2)
        #expect(outcome.lines.contains("way_in_card=not healthy"))
    }
}
