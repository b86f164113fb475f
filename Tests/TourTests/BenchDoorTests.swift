import Foundation
import Testing

@Suite("The bench's door and readers", .enabled(if: Firmware.hasAssets)) struct BenchDoorTests {
    @Test("fire at power-on: the door is never locked on the way, and stays open") func fireAtStart() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let outcome = try firmware.run(Firmware.bench + ["--active", "fire"], typing: "pass 1 min\n")
        #expect(outcome.output.contains("alarm on: fire"))
        #expect(!outcome.output.contains("strike: locked"))
    }

    @Test("a door that stands open at power-on was not forced, and is held open too long") func openAtStart() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let outcome = try firmware.run(Firmware.bench + ["--active", "contact"], typing: "pass 10 min\n")
        #expect(!outcome.output.contains("forced"))
        #expect(outcome.output.contains("alarm on: door held-open"))
    }

    @Test("R14: nothing is read with what is unplugged", arguments: ["card", "keypad"]) func unplugged(reader: String)
        throws
    {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let open = "card 12345\nkey 4711\n"
        let outcome = try firmware.run(
            Firmware.bench,
            typing: "person add 1 4711 12345\nunplug \(reader)\n\(open)pass 1 min\nplug \(reader)\n\(open)")
        let lines = outcome.lines
        let refused = try #require(lines.firstIndex { $0.hasPrefix("error: the ") && $0.hasSuffix("not plugged in") })
        let released = lines.indices.filter { lines[$0].contains("strike: released") }
        #expect(released.count == 1 && released[0] > refused)
    }

    @Test(
        "a card over two wires opens as its printed number does; a frame that is wrong is told to who looks, and to no store"
    )
    func wires() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let outcome = try firmware.run(
            Firmware.bench,
            typing: """
                person add 1 4711 0001193046
                card wiegand 10001001000110100010101100
                card 12x45678901
                readers
                pass 1 min
                card wiegand 00001001000110100010101100
                key 4711
                readers
                camera

                """)
        let lines = outcome.lines
        #expect(lines.count { $0.contains("strike: released") } == 1)
        let opened = try #require(lines.firstIndex { $0.contains("strike: released") })
        #expect(lines[..<opened].contains("         11 characters, REFUSED: not all of it is known, 0 s ago"))
        #expect(lines[opened...].contains("         26 bits (Wiegand), valid, ends in 46, 0 s ago"))
        #expect(lines[opened...].contains("         5 keys, valid, 0 s ago"))
        #expect(lines.contains("in use   RGB3 640 x 480, a frame whenever asked"))
    }

    @Test("the simulated doorway: out by the button, in after a grant, a thief, a fire panel") func doorway() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let outcome = try firmware.run(
            Firmware.bench,
            typing: """
                person add 1 4711 0412345678
                person leaves
                pass 20 s
                hand pushes
                card 0412345678
                key 4711
                person enters
                pass 20 s
                thief forces
                pass 20 s
                panel fire
                pass 1 s
                hand pushes
                pass 20 s
                door reset
                panel reset
                door reset
                pass 1 s
                hand pushes

                """)
        var lines = outcome.lines[...]
        for words in [
            "exit: active", "the leaf is opened", "contact: active", "somebody went out", "contact: inactive",
            "the leaf does not open", "strike: released", "the leaf is opened", "somebody went in",
            "the leaf is FORCED",
            "alarm on: door forced-open", "alarm off: door forced-open", "alarm on: fire", "the leaf is opened",
            "error: the fire line still calls", "the evacuation is over", "the leaf does not open",
        ] {
            let found = lines.firstIndex { $0.contains(words) }
            #expect(found != nil, "'\(words)' did not come")
            lines = lines[(found.map { $0 + 1 } ?? lines.endIndex)...]
        }
        #expect(!outcome.output.contains("COULD NOT LEAVE"))
    }
}
