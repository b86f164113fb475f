import Foundation
import PseudoTerminal
import Testing

@testable import Console

/// What a maintainer sees, command by command, for review: `MENSHEN_GOLDEN=write swift test --filter ConsoleTranscript`
/// rewrites `Golden/console-*.txt`, which are one sitting. Times, keys and pseudonyms are masked.
@Suite("Each command at the console, as it is seen") struct ConsoleTranscriptTests {
    /// Keys, and what the screen ends with when they have been answered; `!` is typed at the bench.
    private static let sitting: [(name: String, steps: [(keys: String, end: String)])] = [
        ("claim", claiming), ("people", person), ("access", access), ("law", law), ("records", records),
        ("settings", settings),
        ("accounts", accounts), ("two-persons", twoPersons), ("door", door), ("batch", batch + end),
    ]

    private static let claiming = [
        ("help\r", nobody), ("status\r", nobody), ("people\r", nobody), ("login anna\r", "shown): \u{1B}[K"),
        ("guess\r", nobody), ("claim anna\r", "held): \u{1B}[K"), ("\r", "bytes): \u{1B}[K"),
        ("correct horse\r", "again): \u{1B}[K"), ("correct horse\r", nobody),
        ("!service press", "erased\r\n\rmenshen> \u{1B}[K"),
        ("claim anna\r", "held): \u{1B}[K"), ("\r", "bytes): \u{1B}[K"), ("correct horse\r", "again): \u{1B}[K"),
        ("correct horse\r", nobody), ("!service release", "erased\r\n\rmenshen> \u{1B}[K"),
        ("login anna\r", "shown): \u{1B}[K"), ("correct horse\r", anna), ("help\r", "q --"), ("q", anna),
    ]
    private static let person = [
        ("people\r", anna), ("person add 1001\r", "digits): \u{1B}[K"), ("4711\r", anna),
        ("person add 1002 0412345678\r", "digits): \u{1B}[K"), ("47\r", anna),
        ("person add 1001\r", "digits): \u{1B}[K"), ("4712\r", anna), ("people\r", anna),
        ("people import\r", "ends> \u{1B}[K"), ("number,pin,name,until\r", "ends> \u{1B}[K"),
        ("2001,4711,\"Li, Jing\",2027-01-31\r", "ends> \u{1B}[K"), ("2002,4711,张三,\r", "ends> \u{1B}[K"),
        (".\r", anna), ("people import\r", "ends> \u{1B}[K"), ("number,face\r", "ends> \u{1B}[K"), (".\r", anna),
        ("people export\r", anna), ("people 1001\r", anna), ("person pin 2001\r", "digits): \u{1B}[K"),
        ("4712\r", anna), ("person duress 2001\r", "digits): \u{1B}[K"), ("4713\r", anna),
        ("person duress 2001\r", "digits): \u{1B}[K"), ("902846\r", anna),
        ("person card 2001 0412345678\r", anna), ("person card 2002 0412345678\r", anna),
        ("person enrol 2001\r", anna), ("person withdraw 2001\r", anna), ("expiries\r", anna),
        ("log 3\r", anna), ("door\r", anna), ("door watch\r", "any key stops --\u{1B}[J"), ("q", anna),
        ("clock\r", anna), ("readers\r", anna), ("readers watch\r", "any key stops --\u{1B}[J"), ("q", anna),
        ("camera\r", anna), ("camera aim 5\r", anna),
        ("camera watch\r", "any key stops --\u{1B}[J"), ("q", anna), ("screen show blocked\r", anna),
        ("screen show everything\r", anna), ("selftest\r", anna),
    ]
    private static let access = [
        ("schedules\r", anna), ("groups\r", anna), ("calendar\r", anna),
        ("schedule set closed never\r", anna), ("schedules\r", anna), ("schedule set closed 8-18\r", anna),
        ("schedule set office mon-fri 08:00-18:00 19:00-20:00, sat 09:00-12:00\r", anna),
        ("calendar set 2098-10-04 holiday\r", anna), ("calendar set 2098-10-05 mon\r", anna),
        ("calendar set 2098-02-30 holiday\r", anna), ("calendar unset 2098-10-04\r", anna), ("calendar\r", anna),
        ("group set staff office\r", anna), ("group set guests visitors\r", anna), ("group set guests closed\r", anna),
        ("visitor add 9001 guests\r", anna), ("visitor add 9001 guests 2098-12-24\r", anna),
        ("visitor add 9002 gone\r", anna), ("visitor add 9002 guests 2001-01-01\r", anna),
        ("person access 9001\r", anna), ("person remove 9001\r", anna),
        ("groups\r", anna), ("person access 1001 groups=staff,guests from=2098-01-01 extended=yes\r", anna),
        ("person access 1001 groups=gone\r", anna), ("person access 1001 through=2001-01-01\r", anna),
        ("person access 1001 until=2098-01-01\r", anna), ("person access 1001\r", anna), ("people\r", anna),
        ("group remove staff\r", anna), ("schedule remove office\r", anna),
        ("door schedule closed first-person\r", anna), ("door\r", anna), ("status\r", anna),
        ("schedule remove closed\r", anna), ("door schedule none\r", anna),
        ("person access 1001 groups=none from=now through=none extended=no\r", anna),
        ("group remove guests\r", anna), ("schedule remove closed\r", anna), ("schedules export\r", anna),
        ("schedules import check\r", "ends> \u{1B}[K"), ("kind,name,value\r", "ends> \u{1B}[K"),
        ("group,night,late\r", "ends> \u{1B}[K"), ("schedule,late,mon-sun 22:00-24:00\r", "ends> \u{1B}[K"),
        (".\r", anna), ("schedules import\r", "ends> \u{1B}[K"), ("kind,name,value\r", "ends> \u{1B}[K"),
        ("group,night,gone\r", "ends> \u{1B}[K"), (".\r", anna),
        ("people import check\r", "ends> \u{1B}[K"), ("number,pin,groups\r", "ends> \u{1B}[K"),
        ("2001,4711,\r", "ends> \u{1B}[K"), ("2003,4711,night\r", "ends> \u{1B}[K"),
        ("2004,4711,staff\r", "ends> \u{1B}[K"), (".\r", anna), ("people export\r", anna),
    ]
    private static let law = [
        ("law\r", anna), ("law why R14\r", anna), ("law notice\r", anna), ("explain last\r", anna),
    ]
    private static let records = [
        ("journal 2\r", anna), ("journal verify\r", anna), ("store verify\r", anna), ("store\r", anna),
        ("person remove 1001\r", anna),
        ("person remove 1001\r", anna), ("journal 6\r", anna), ("clear\r", anna),
        ("watch\r", "any key stops --\u{1B}[J"), ("q", anna), ("person ", ""), ("?", "menshen anna> person \u{1B}[K"),
        ("\u{3}", anna), ("stauts\r", anna), ("journal 1001\r", anna),
    ]
    private static let settings = [
        ("config show door\r", anna), ("config set door.strike_ms 40\r", anna),
        ("config set door.strike_ms 4000\r", anna), ("config set retention.days = 90\r", anna),
        ("config set journal.people 10\r", anna), ("config diff\r", anna),
        ("config try 60 door.held_open_ms=30000 door.relock_on_close=false\r", anna), ("config show door\r", anna),
        ("config save\r", anna), ("config revert\r", anna), ("config try 600 retention.days=30\r", anna),
        ("config try 60 door.held_open_ms=30000\r", anna), ("config confirm\r", anna), ("config confirm\r", anna),
        ("config save\r", anna), ("config diff\r", anna), ("config show retention\r", anna),
        ("config show nothing\r", anna), ("config unset door.held_open_ms\r", anna),
        ("config unset operator.kind\r", anna), ("config diff\r", anna),
        ("config try 60 unset door.relock_on_close\r", anna), ("config revert\r", anna), ("board\r", anna),
        ("journal 7\r", anna),
    ]
    private static let accounts = [
        ("account add bert maintainer\r", "bytes): \u{1B}[K"), ("battery staple\r", "again): \u{1B}[K"),
        ("battery staple\r", anna), ("account add carl\r", anna), ("accounts\r", anna),
        ("account renew bert 30\r", anna), ("passphrase\r", "shown): \u{1B}[K"),
        ("correct horse\r", "bytes): \u{1B}[K"),
        ("another one\r", "again): \u{1B}[K"), ("another one\r", anna), ("account recovery\r", "shown): \u{1B}[K"),
        ("another one\r", anna), ("account remove anna\r", anna),
        ("recover anna\r", "held): \u{1B}[K"), ("AAAAA-BBBBB-CCCCC-DDDDD\r", "bytes): \u{1B}[K"),
        ("another one\r", "again): \u{1B}[K"), ("another one\r", anna),
    ]
    private static let twoPersons = [
        ("door unlock parcel for 1002\r", anna), ("door test\r", anna), ("safemode leave\r", anna),
        ("clock confirm\r", anna), ("logout\r", nobody),
        ("login bert\r", "shown): \u{1B}[K"),
        ("battery staple\r", bert), ("approve clock\r", bert), ("!pass 24 h", "minutes\r\n\r\(nobody)"),
        ("login anna\r", "shown): \u{1B}[K"), ("another one\r", anna), ("clock confirm\r", anna),
        ("approve clock\r", anna),
        ("decommission\r", anna), ("reject\r", anna), ("decommission\r", anna),
        ("logout\r", nobody),
        ("login bert\r", "shown): \u{1B}[K"), ("battery staple\r", bert), ("accounts\r", bert),
        ("approve clock\r", bert),
    ]
    private static let door = [
        ("door hold 5000 moving\r", bert), ("door hold\r", bert), ("door hold 30 moving\r", bert), ("door\r", bert),
        ("door hold moving\r", bert), ("status\r", "q --"), (" ", bert), ("door lock\r", bert), ("door lock\r", bert),
        ("door reset\r", bert), ("duress end\r", bert), ("commission\r", bert), ("commission next\r", bert),
        ("commission start\r", bert),
        ("commission start\r", bert), ("commission next\r", bert), ("commission report\r", bert),
        ("commission answer yes\r", bert), ("commission skip it is not fitted yet\r", bert),
        ("commission skip likewise\r", bert), ("commission answer yes\r", bert),
        ("commission answer no\r", bert), ("commission again\r", bert), ("commission answer yes\r", bert),
        ("commission skip nobody has a card yet\r", bert), ("commission skip no keypad\r", bert),
        ("commission skip not wired\r", bert),
        ("!guard press", "released at once\r\n\r\(bert)"), ("commission\r", bert), ("commission next\r", bert),
        ("commission skip not wired\r", bert), ("commission skip not wired\r", bert),
        ("commission skip not wired\r", bert), ("commission answer yes\r", bert), ("commission next\r", bert),
        ("commission answer yes Li Jing\r", bert), ("logout\r", nobody), ("login anna\r", "shown): \u{1B}[K"),
        ("another one\r", anna), ("commission answer yes\r", anna), ("commission answer yes Li Jing\r", anna),
        ("commission answer no Li Jing\r", anna), ("commission next\r", anna),
        ("commission answer yes Li Jing\r", anna), ("commission stop\r", anna), ("commission report\r", "q --"),
        (" ", "q --"), (" ", anna), ("logout\r", nobody), ("login bert\r", "shown): \u{1B}[K"),
        ("battery staple\r", bert),
    ]
    private static let batch = [
        ("batch on\r", "ok\r\n"), ("status -k\r", "ok\r\n"), ("status --json\r", "ok\r\n"),
        ("journal export doors\r", "ok\r\n"), ("person add 1003 4711\r", "ok\r\n"), ("person add 1003 4711\r", "\r\n"),
        ("watch\r", "\r\n"),
        ("batch off\r", bert),
    ]
    private static let end = [
        ("approve decommission\r", nobody), ("decommission certificate\r", nobody),
    ]

    private static let nobody = "menshen> \u{1B}[K"
    private static let anna = "menshen anna> \u{1B}[K"
    private static let bert = "menshen bert> \u{1B}[K"

    @Test("every command of the table is there, and each answer is what it was") func golden() throws {
        let keys = Self.sitting.flatMap(\.steps).map(\.keys)
        for spec in CommandTable.specs {
            #expect(keys.contains { $0.hasPrefix(spec.name) }, "\(spec.name) is not in the transcript")
        }
        for (name, text) in try Self.transcript() { try compare(text, "console-\(name).txt") }
    }

    private func compare(_ text: String, _ name: String) throws {
        let file = Firmware.root.appending(path: "Tests/TourTests/Golden/\(name)")
        if ProcessInfo.processInfo.environment["MENSHEN_GOLDEN"] == "write" { try Data(text.utf8).write(to: file) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let golden = try String(contentsOf: file, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == golden.count, "\(name)")
        for (line, wanted) in zip(lines, golden) where line != wanted {
            Issue.record("\(name): '\(line)', golden: '\(wanted)'")
            break
        }
    }

    private static func transcript() throws -> [(name: String, text: String)] {
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
        var text = cable.receive(until: nobody), parts: [(name: String, text: String)] = []
        for (name, steps) in sitting {
            for (keys, end) in steps {
                if keys.hasPrefix("!") {
                    try typed.fileHandleForWriting.write(contentsOf: Data("\(keys.dropFirst())\n".utf8))
                } else {
                    cable.type(Array(keys.utf8))
                }
                text += cable.receive(until: end.isEmpty ? keys : end)
            }
            // Both journals are listed by the second: what the start wrote down is older than what is listed later.
            if name == "claim" { usleep(1_100_000) }
            parts.append((name, masked(text) + "\n"))
            text = ""
        }
        try typed.fileHandleForWriting.write(contentsOf: Data("quit\n".utf8))
        _ = said.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return parts
    }

    /// As a file that can be read: `⎋` for an escape, `⏎` for a return that stands alone.
    private static func masked(_ text: String) -> String {
        var text = text.replacing("\r\n", with: "\n").replacing("\u{1B}", with: "⎋").replacing("\r", with: "⏎")
        text.replace(/20\d\d-\d\d-\d\d[ T]\d\d:\d\d:\d\dZ?/, with: "<time>")
        text.replace(/20\d\d-\d\d-\d\d/, with: "<day>")
        text.replace(/[0-9A-Z]{5}(-[0-9A-Z]{5}){3}/, with: "<code>")
        text.replace(/[0-9a-f]{128}/, with: "<signature>")
        text.replace(/[0-9a-f]{64}/, with: "<key>")
        text.replace(/(?m)^(menshen|integers|crypto|store|faces|symbols|font|settings) .*(FreeType|passed|left out).*$/)
        {
            "\($0.output.1) <report>"
        }
        text.replace(/\d\d:\d\d:\d\d(?= )/, with: "<clock>")
        // It may be locked again by then, and that line be there or not.
        text.replace(/closed, strike released \([a-z +]+\)|secured, strike locked/, with: "<door>")
        text.replace(/up \d+\.\d{3} s/, with: "up <s>")
        text.replace(/with the PIN \d{6}/, with: "with the PIN <pin>")
        text.replace(/active for \d+ ms/, with: "active for <n> ms")
        text.replace(/(line \d+ <time> [a-z-]+ <key> <key>\n)+/, with: "<lines>\n")
        text.replace(/checkpoint <day> \d+/, with: "checkpoint <day> <n>")
        text.replace(/end <day> \d+/, with: "end <day> <n>")
        text.replace(/\d\.\d\d on average/, with: "<n> on average")
        text.replace(/0 d 00:0\d/, with: "<up>")
        text.replace(/uptime_seconds(=|":)\d+/) { "uptime_seconds\($0.output.1)<n>" }
        text.replace(/tried, \d+ s left/, with: "tried, <n> s left")
        text.replace(/waits_seconds_left(=|":)\d+/) { "waits_seconds_left\($0.output.1)<n>" }
        text.replace(/[0-9a-f]{16}/, with: "<pseudonym>")
        return text
    }
}
