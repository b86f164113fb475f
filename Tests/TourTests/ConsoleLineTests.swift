import Foundation
import PseudoTerminal
import Testing

/// The firmware with a maintainer's terminal plugged in.
@Suite("The console over a line", .serialized) struct ConsoleLineTests {
    private static let prompt = "menshen> \u{1B}[K"
    private static let annasPrompt = "menshen anna> \u{1B}[K"

    /// With a hand inside the enclosure.
    private func claim(at cable: PseudoTerminal, _ bench: FileHandle) throws {
        try bench.write(contentsOf: Data("service press\n".utf8))
        _ = cable.receive(until: Self.prompt)
        cable.type(Array("claim anna\r\rcorrect horse\rcorrect horse\r".utf8))
        let claimed = cable.receive(until: "back\r\n\r\(Self.prompt)")
        #expect(claimed.contains("recovery code: ") && !claimed.contains("horse"))
        try bench.write(contentsOf: Data("service release\n".utf8))
        _ = cable.receive(until: "erased\r\n\r\(Self.prompt)")
    }

    private func logIn(at cable: PseudoTerminal) {
        cable.type(Array("login anna\rcorrect horse\r".utf8))
        #expect(cable.receive(until: Self.annasPrompt).contains("logged in as responsible"))
    }

    /// Runs the firmware without a pack, and whatever is done at its consoles; then the bench is told to quit.
    private func sit(at cables: [PseudoTerminal], _ body: (_ bench: FileHandle) throws -> Void) throws -> String {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let process = Process()
        process.executableURL = Firmware.executable
        process.currentDirectoryURL = firmware.directory
        process.arguments =
            ["run", "--board", Firmware.board, "--site", Firmware.site("office"), "--state", "state"]
            + cables.flatMap { ["--console", $0.path] }
        let typed = Pipe(), said = Pipe()
        (process.standardInput, process.standardOutput) = (typed, said)
        try process.run()
        try body(typed.fileHandleForWriting)
        try typed.fileHandleForWriting.write(contentsOf: Data("quit\n".utf8))
        let output = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return output
    }

    @Test("editing keys, completion, a PIN that is not shown, two consoles at once") func byHand() throws {
        let (first, second) = (PseudoTerminal(), PseudoTerminal())
        _ = try sit(at: [first, second]) { bench in
            #expect(first.receive(until: Self.prompt).hasSuffix(Self.prompt))
            #expect(second.receive(until: Self.prompt).hasSuffix(Self.prompt))
            try claim(at: first, bench)
            logIn(at: first)
            logIn(at: second)
            first.type(Array("xper\u{1B}[H\u{4}\u{5}\tadd 100\u{1B}[D1\r".utf8))
            #expect(first.receive(until: "digits): \u{1B}[K").contains("person add 1010\u{1B}[K"))
            first.type(Array("4711\r".utf8))
            let added = first.receive(until: Self.annasPrompt)
            #expect(added.contains("1010 added, with number + PIN; no template\r\n") && !added.contains("4711"))
            second.type(Array("people\r".utf8))
            #expect(second.receive(until: Self.annasPrompt).contains("1010       number + PIN; no template\r\n"))
            second.type(Array("batch on\rstatus -k\r".utf8))
            let status = second.receive(until: "law_block=R26 R34\r\nok\r\n")
            #expect(status.contains("\r\npeople=1\r\n") && status.contains("\r\nbench=yes\r\n"))
        }
    }

    @Test("5,000 commands pasted behind a slow one: every one is answered, and the door goes on") func paste() throws {
        let (first, second) = (PseudoTerminal(), PseudoTerminal())
        _ = try sit(at: [first, second]) { bench in
            try claim(at: first, bench)
            first.type(Array("batch on\r".utf8))
            _ = first.receive(until: "ok\r\n")
            for _ in 0..<4 {
                // A passphrase takes its time; meanwhile what fits the keys that wait, and the kernel, is typed.
                let paste = "login anna wrong\r" + String(repeating: "do\r", count: 1_250) + "watch\r"
                var rest = Array(paste.utf8)[...]
                while !rest.isEmpty { rest = rest.dropFirst(first.type(rest)) }
                let answers = first.receive(until: "error: watch is for eyes; batch is on\r\n")
                #expect(answers.split(separator: "\r\n").count { $0 == "ok" || $0.hasPrefix("error: ") } == 1_252)
            }
            try bench.write(contentsOf: Data("exit\n".utf8))
            _ = second.receive(until: Self.prompt)
            second.type(Array("status\r".utf8))
            #expect(second.receive(until: Self.prompt).contains("door     closed, strike released (exit)"))
        }
    }

    @Test(
        "a megabyte without an end, garbage, and a cable that is pulled: the door goes on, and so does the other console"
    )
    func flood() throws {
        let (first, second) = (PseudoTerminal(), PseudoTerminal())
        let output = try sit(at: [first, second]) { bench in
            _ = first.receive(until: Self.prompt)
            _ = second.receive(until: Self.prompt)
            var sent = 0
            let flood = [UInt8](repeating: UInt8(ascii: "x"), count: 4096)
            while sent < 1 << 20 {
                sent += first.type(flood)
                _ = first.receive(withinMilliseconds: 1)
            }
            try bench.write(contentsOf: Data("exit\n".utf8))
            second.type(Array("status\r".utf8))
            #expect(second.receive(until: Self.prompt).contains("door     closed, strike released (exit)"))
            first.type((0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 197) })
            first.hangUp()
            second.type(Array("clear\r".utf8))
            #expect(second.receive(until: Self.prompt).contains("\u{1B}[2J"))
        }
        #expect(output.contains("strike: released"))
        #expect(output.contains("console \(first.path): the line has hung up"))
    }
}
