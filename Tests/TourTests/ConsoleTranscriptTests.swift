import Foundation
import PseudoTerminal
import Testing

@testable import Console

/// What a maintainer sees, command by command, for review: `MENSHEN_GOLDEN=write swift test --filter ConsoleTranscript`
/// rewrites `Golden/console.txt`. Times, keys and pseudonyms are masked.
@Suite("Each command at the console, as it is seen") struct ConsoleTranscriptTests {
    /// Keys, and what the screen ends with when they have been answered.
    private static let sitting: [(keys: String, end: String)] = [
        ("help\r", prompt), ("status\r", prompt), ("people\r", prompt), ("person add 1001\r", "digits): \u{1B}[K"),
        ("4711\r", prompt), ("person add 1002 0412345678\r", "digits): \u{1B}[K"), ("47\r", prompt),
        ("person add 1001\r", "digits): \u{1B}[K"), ("4712\r", prompt), ("people\r", prompt), ("law\r", prompt),
        ("law why R14\r", prompt), ("explain last\r", prompt), ("journal 2\r", prompt), ("journal verify\r", prompt),
        ("person remove 1001\r", prompt), ("person remove 1001\r", prompt), ("journal\r", prompt), ("clear\r", prompt),
        ("config show door\r", prompt), ("config set door.strike_ms 40\r", prompt),
        ("config set door.strike_ms 4000\r", prompt), ("config set retention.days = 90\r", prompt),
        ("config set journal.people 10\r", prompt), ("config diff\r", prompt),
        ("config try 60 door.held_open_ms=30000 door.relock_on_close=false\r", prompt),
        ("config show door\r", prompt), ("config save\r", prompt), ("config revert\r", prompt),
        ("config try 600 retention.days=30\r", prompt), ("config try 60 door.held_open_ms=30000\r", prompt),
        ("config confirm\r", prompt), ("config confirm\r", prompt), ("config save\r", prompt),
        ("config diff\r", prompt), ("config show retention\r", prompt), ("config show nothing\r", prompt),
        ("board\r", prompt), ("watch\r", "any key stops --\u{1B}[J"), ("q", prompt), ("person ", ""),
        ("?", "menshen> person \u{1B}[K"),
        ("\u{3}", prompt), ("stauts\r", prompt), ("journal 1001\r", prompt), ("batch on\r", "ok\r\n"),
        ("status -k\r", "ok\r\n"), ("status --json\r", "ok\r\n"), ("person add 1003 4711\r", "ok\r\n"),
        ("person add 1003 4711\r", "\r\n"), ("watch\r", "\r\n"), ("batch off\r", prompt),
    ]
    private static let prompt = "menshen> \u{1B}[K"

    @Test("every command of the table is there, and each answer is what it was") func golden() throws {
        for spec in CommandTable.specs {
            #expect(Self.sitting.contains { $0.keys.hasPrefix(spec.name) }, "\(spec.name) is not in the transcript")
        }
        let transcript = try Self.transcript()
        let file = Firmware.root.appending(path: "Tests/TourTests/Golden/console.txt")
        if ProcessInfo.processInfo.environment["MENSHEN_GOLDEN"] == "write" {
            try Data(transcript.utf8).write(to: file)
        }
        let lines = transcript.split(separator: "\n", omittingEmptySubsequences: false)
        let golden = try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == golden.count)
        for (line, wanted) in zip(lines, golden) { #expect(line == wanted) }
    }

    private static func transcript() throws -> String {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let cable = PseudoTerminal()
        let process = Process()
        process.executableURL = Firmware.executable
        process.currentDirectoryURL = firmware.directory
        process.arguments = [
            "run", "--board", Firmware.board, "--site", "site.toml", "--state", "state", "--console", cable.path,
        ]
        // It is written to.
        try FileManager.default.copyItem(
            atPath: Firmware.site("office"), toPath: firmware.directory.appending(path: "site.toml").path)
        let typed = Pipe(), said = Pipe()
        (process.standardInput, process.standardOutput) = (typed, said)
        try process.run()
        var text = cable.receive(until: prompt)
        for (keys, end) in sitting {
            cable.type(Array(keys.utf8))
            text += cable.receive(until: end.isEmpty ? keys : end)
        }
        try typed.fileHandleForWriting.write(contentsOf: Data("quit\n".utf8))
        _ = said.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return masked(text) + "\n"
    }

    /// As a file that can be read: `⎋` for an escape, `⏎` for a return that stands alone.
    private static func masked(_ text: String) -> String {
        var text = text.replacing("\r\n", with: "\n").replacing("\u{1B}", with: "⎋").replacing("\r", with: "⏎")
        text.replace(/20\d\d-\d\d-\d\d[ T]\d\d:\d\d:\d\dZ?/, with: "<time>")
        text.replace(/0 d 00:0\d/, with: "<up>")
        text.replace(/uptime_seconds(=|":)\d+/) { "uptime_seconds\($0.output.1)<n>" }
        text.replace(/tried, \d+ s left/, with: "tried, <n> s left")
        text.replace(/[0-9a-f]{64}/, with: "<key>")
        text.replace(/[0-9a-f]{16}/, with: "<pseudonym>")
        return text
    }
}
