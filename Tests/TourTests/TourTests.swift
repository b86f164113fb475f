import Foundation
import Testing

@Suite("The main job, from end to end", .enabled(if: Firmware.hasAssets)) struct TourTests {
    @Test("every step goes as promised, and the transcript is the same every time") func transcript() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let tour = Firmware.root.appending(path: "Config/tour.txt").path
        let outcome = try firmware.run(Firmware.bench + ["--tour", tour])
        #expect(outcome.status == 0, "\(outcome.complaints)")
        #expect(
            outcome.lines.last { !$0.isEmpty }?.firstMatch(of: /^main job: (\d+) of (\d+)$/).map { $0.1 == $0.2 }
                == true)

        let golden = Firmware.root.appending(path: "Tests/TourTests/Golden/tour.txt")
        if ProcessInfo.processInfo.environment["MENSHEN_GOLDEN"] == "write" {
            try outcome.output.write(to: golden, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOf: golden, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in outcome.lines.enumerated() where index >= expected.count || line != expected[index] {
            Issue.record(
                "line \(index + 1): '\(line)', golden: '\(index < expected.count ? String(expected[index]) : "the end")'"
            )
            break
        }
        #expect(outcome.lines.count == expected.count)
    }

    @Test("a step that does not go as promised is counted, named, and ends with status 1") func failingStep() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let tour = firmware.directory.appending(path: "tour.txt")
        try "== one\n> law\n? R1   PASS\n== two\n> law\n? pigs fly\n== three\n> law\n? R1\n! R14\n".write(
            to: tour, atomically: true, encoding: .utf8)
        let outcome = try firmware.run(Firmware.bench + ["--tour", tour.path])
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("NOT AS PROMISED: expected 'pigs fly'"))
        #expect(outcome.output.contains("NOT AS PROMISED: 'R14' should not have come"))
        #expect(outcome.lines.last { !$0.isEmpty } == "main job: 1 of 3")
    }

    @Test("killed between two records, it mounts and knows what was committed") func killed() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        for number in 1...3 {
            // `abort` leaves like a power cut: nothing is flushed, nothing is said goodbye to.
            let outcome = try firmware.run(Firmware.bench, typing: "person add \(number) 4711\nabort\n")
            #expect(outcome.status != 0)
        }
        let outcome = try firmware.run(Firmware.bench, typing: "people\njournal verify\n")
        for number in 1...3 { #expect(outcome.lines.contains { $0.hasPrefix("\(number)  ") }) }
        #expect(outcome.output.contains("the chain holds"))
    }

    @Test("without a pack there is no face, and card and PIN open") func noPack() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let arguments = [
            "run", "--board", Firmware.board, "--site", Firmware.site("residential-compound"), "--state", "state",
        ]
        let outcome = try firmware.run(
            arguments, typing: "person add 1 4711 12345\nstatus\ntouch face\ncard 12345\nkey 4711\n")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("screen: blocked"))
        #expect(outcome.output.contains("strike: released"))
        #expect(!outcome.output.contains("camera: on"))
    }

    @Test("R8: in a hotel room the camera stays off for good, and card and PIN open") func hotelRoom() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let arguments = [
            "run", "--board", Firmware.board, "--site", Firmware.site("hotel-room"), "--pack", Firmware.pack.path,
            "--state", "state",
        ]
        let outcome = try firmware.run(
            arguments, typing: "person add 1 4711 12345\nlaw why R8\ntouch face\ncard 12345\nkey 4711\n")
        #expect(outcome.output.contains("now: BLOCK"))
        #expect(outcome.output.contains("strike: released"))
        #expect(!outcome.output.contains("camera: on"))
    }
}
