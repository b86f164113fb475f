import Foundation
import PseudoTerminal
import Testing

@testable import menshen

/// The firmware as its service runs it: no bench, nobody at standard input.
@Suite("The console of the service", .serialized) struct ServiceConsoleTests {
    private func serve(at cable: PseudoTerminal, _ body: (Process) throws -> Void) throws -> String {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let process = Process()
        // A session of its own without a terminal, as the service manager makes one.
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
        process.currentDirectoryURL = firmware.directory
        process.arguments = [
            "--wait", Firmware.executable.path, "run", "--service", "--board", Firmware.board, "--site",
            Firmware.site("office"), "--state", "state", "--console", "\(cable.path),9600",
        ]
        let said = Pipe()
        (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, said)
        try process.run()
        try end(process, after: body)
        process.waitUntilExit()
        return String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }

    private func end(_ process: Process, after body: (Process) throws -> Void) throws {
        // `setsid` waits for the firmware, which holds the pipe.
        defer {
            let task = "/proc/\(process.processIdentifier)/task/\(process.processIdentifier)/children"
            let children = (try? String(contentsOfFile: task, encoding: .utf8)) ?? ""
            for child in children.split(separator: " ") { kill(Int32(child)!, SIGKILL) }
            kill(process.processIdentifier, SIGKILL)
        }
        try body(process)
    }

    @Test("it goes on without standard input; the claim code that it says makes the first account") func claim() throws
    {
        let cable = PseudoTerminal()
        let output = try serve(at: cable) { process in
            _ = cable.receive(until: "menshen> \u{1B}[K")
            cable.type(Array("batch on\rstatus -k\r".utf8))
            #expect(cable.receive(until: "law_block=R26 R34\r\nok\r\n").contains("\r\naccounts=0\r\n"))
            cable.type(Array("people\r".utf8))
            #expect(cable.receive(until: "responsible\r\n").contains("error: log in first"))
            #expect(process.isRunning)
        }
        #expect(output.contains("claim code: "))
        #expect(!output.contains("BENCH>"))
    }

    @Test("a line on which somebody has logged in is left alone until they are gone") func held() throws {
        let cable = PseudoTerminal()
        // `setsid --ctty` makes the line the controlling terminal of a shell that only sleeps.
        let login = Process()
        login.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
        let line = try #require(FileHandle(forUpdatingAtPath: cable.path))
        login.arguments = ["--ctty", "--wait", "sleep", "60"]
        (login.standardInput, login.standardOutput) = (line, line)
        try login.run()
        // Until the shell has it.
        usleep(300_000)
        let output = try serve(at: cable) { _ in
            let early = cable.receive(withinMilliseconds: 1_500)
            #expect(!early.contains("menshen>"), "\(early)")
            let killer = try Process.run(
                URL(fileURLWithPath: "/usr/bin/pkill"), arguments: ["-9", "-t", String(cable.path.dropFirst(5))])
            killer.waitUntilExit()
            #expect(cable.receive(until: "menshen> \u{1B}[K").contains("menshen> "))
        }
        #expect(output.contains("another program holds it"))
    }

    @Test("a speed as the kernel writes it; what no UART has is refused in one line") func bauds() throws {
        #expect(try ConsolePlace("/dev/ttyS1").baud == 115_200)
        let place = try ConsolePlace("/dev/ttyS1,9600")
        #expect(place.path == "/dev/ttyS1" && place.baud == 9600)
        for text in ["/dev/ttyS1,", "/dev/ttyS1,9601", "/dev/ttyS1,9600n8", "/dev/ttyS1,-9600"] {
            let refusal = #expect(throws: Refusal.self) { try ConsolePlace(text) }
            #expect(refusal?.lines.count == 1)
        }
    }
}
