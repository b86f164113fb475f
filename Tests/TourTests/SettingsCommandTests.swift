import Foundation
import Testing

@Suite("Settings from the console, over starts") struct SettingsCommandTests {
    private static func run(_ firmware: Firmware, _ lines: String...) throws -> Firmware.Outcome {
        let arguments = ["run", "--board", Firmware.board, "--site", "site.toml", "--state", "state"]
        return try firmware.run(arguments, typing: lines.joined(separator: "\n") + "\n")
    }

    private static func withSite(_ body: (Firmware, URL) throws -> Void) throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let site = firmware.directory.appending(path: "site.toml")
        try FileManager.default.copyItem(atPath: Firmware.site("residential-compound"), toPath: site.path)
        try body(firmware, site)
    }

    @Test("a try that a power cut ends leaves no trace; what is saved is there at the next start, comments and all")
    func starts() throws {
        try Self.withSite { firmware, site in
            let old = try String(contentsOf: site, encoding: .utf8)
            let cut = try Self.run(firmware, "config try 60 door.strike_ms=4000", "config show door.s", "abort")
            #expect(cut.output.contains("\ndoor.strike_milliseconds = 4000  (tried, 60 s left)\n"))
            #expect(try String(contentsOf: site, encoding: .utf8) == old)

            let set = try Self.run(
                firmware, "config show door.s", "config set door.strike_ms 4000", "config set retention.days 80",
                "config save", "quit")
            #expect(set.output.contains("\ndoor.strike_milliseconds = 3000\n"))
            #expect(set.output.contains("\nsaved; at the next start: retention.days\n"))
            let new = old.replacing("strike_milliseconds = 3000", with: "strike_milliseconds = 4000")
                .replacing("days = 90\n", with: "days = 80\n")
            #expect(try String(contentsOf: site, encoding: .utf8) == new)

            let next = try Self.run(firmware, "config show door.s", "config show ret", "config diff", "quit")
            #expect(next.output.contains("\ndoor.strike_milliseconds = 4000\nretention.days = 80\n# nothing differs"))
        }
    }

    @Test("a strike time that is set moves the strike at once; what cannot be saved is one line") func atOnce() throws {
        try Self.withSite { firmware, site in
            let outcome = try Self.run(
                firmware, "config set door.strike_ms 1000", "exit", "pass 1 s", "config save", "quit")
            let lines = outcome.lines
            let released = try #require(lines.firstIndex { $0.contains("strike: released") })
            #expect(lines[released...].contains { $0.contains("strike: locked") })
            #expect(lines.contains("saved"))
            chmod(site.path, 0o444)
            let text = try String(contentsOf: site, encoding: .utf8)
            let refused = try Self.run(firmware, "config set door.strike_ms 2000", "config save", "quit")
            #expect(
                refused.lines.contains("error: not saved, and the file is as it was: site.toml: is read-only"))
            #expect(refused.status == 0)
            #expect(try String(contentsOf: site, encoding: .utf8) == text)
        }
    }
}
