import Console
import Foundation
import Settings
import Testing

/// What the guide names is what the board file has and the console knows, and the other way round.
@Suite("The wiring guide") struct WiringGuideTests {
    private static let text = try! String(contentsOfFile: "\(checkout)/Board/Wiring.md", encoding: .utf8)

    private static func names(_ pattern: Regex<(Substring, Substring)>) -> Set<String> {
        Set(text.matches(of: pattern).map { String($0.1) })
    }

    @Test("has every function of a door, and none that there is not") func functions() {
        #expect(Self.names(/door_lines\.([a-z_]+)/) == Set(DoorLineSettings.functions))
        // Each has its row, by which it is found.
        for function in DoorLineSettings.functions {
            #expect(Self.text.contains("\n| `door_lines.\(function)` |"), "\(function)")
        }
    }

    @Test("has every kind of reader, and none that there is not") func readers() {
        #expect(Self.names(/readers\.([a-z_]+)/) == Set(ReaderSettings.kinds))
    }

    @Test("names keys that a board or a site has") func keys() {
        let known: Set = [
            "active", "normally", "failure", "debounce_milliseconds", "chatter_milliseconds", "camera_light",
            "sensor_power", "infrared_light", "silence_milliseconds", "gap_milliseconds", "longest_pulse_microseconds",
            "key_credential",
        ]
        for key in known { #expect(Self.text.contains(key)) }
        for key in Self.names(/`([a-z_]+_milliseconds)`/) { #expect(known.contains(key), "\(key)") }
        #expect(Self.names(/`(door\.[a-z_]+)`/) == ["door.button_stuck_milliseconds"])
        #expect(siteFindings(leastSite + "button_stuck_milliseconds = 60000\n") == [])
    }

    @Test("gives commands that the console has") func commands() {
        #expect(Self.commandsInTable.count >= 6)
        for command in Self.commandsInTable {
            if case .mistake(let words) = ConsoleLanguage.parse(command, isEchoed: true) {
                Issue.record("'\(command)': \(words)")
            }
        }
    }

    /// What stands in backquotes in the rows of the last table, but for the firmware's own command line.
    private static var commandsInTable: [String] {
        let table = text.split(separator: "## Trying it out").last ?? ""
        let quoted = table.split(separator: "\n").filter { $0.hasPrefix("| ") }
            .flatMap { row in row.split(separator: "|").dropFirst().prefix(1) }
            .flatMap { $0.matches(of: /`([^`]+)`/).map { String($0.1) } }
        return quoted.filter { !$0.hasPrefix("menshen ") }
    }

    @Test("its drawings fit a printed page") func width() {
        var isDrawing = false
        for line in Self.text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isDrawing.toggle()
            } else if isDrawing {
                #expect(line.utf8.count <= 110 && line.utf8.allSatisfy { $0 < 0x7F }, "\(line)")
            }
        }
        #expect(!isDrawing)
    }
}
