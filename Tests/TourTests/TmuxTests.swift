import Foundation
import PseudoTerminal
import Testing

/// The console as a maintainer has it in front of them: a terminal of 80 columns and 24 rows, a terminal program in it, and the
/// firmware at the other end of its line.
@Suite("The console in tmux, 80 by 24", .serialized, .enabled(if: Tmux.isThere)) struct TmuxTests {
    @Test("status, help in pages, Tab, ?, history, a long line, Chinese, watch, logout") func sitting() throws {
        try sit(Tmux.programs.first ?? Tmux.plain) { tmux, bench in
            try logIn(tmux, bench)
            try tmux.type("clear", "Enter")
            let cleared = try tmux.see { $0.last == "menshen anna>" && $0.count == 1 }
            #expect(cleared.count == 1)
            try tmux.type("status", "Enter")
            let status = try tmux.see { $0.last == "menshen anna>" && $0.count > 10 }
            #expect(status.contains { $0.hasPrefix("Menshen ") }, "nothing has scrolled away")
            #expect(status.contains { $0.hasPrefix("law ") } && status.contains { $0.hasPrefix("door     secured") })
            try tmux.type("help", "Enter")
            #expect(try tmux.see { $0.last?.hasSuffix("more: Space, Enter, q --") == true }.count == 24)
            try tmux.type("Space")
            _ = try tmux.see { $0.contains("this console") || $0.last?.hasSuffix("q --") == true }
            try tmux.type("q", "C-c")
            _ = try tmux.see { $0.last == "menshen anna>" }
            try tmux.type("per", "Tab")
            _ = try tmux.see { $0.last == "menshen anna> person" }
            try tmux.type("?")
            #expect(try tmux.see { $0.contains { $0.hasPrefix("  remove ") } }.last == "menshen anna> person")
            try tmux.type("C-u", "Up", "Up")
            _ = try tmux.see { $0.last == "menshen anna> status" }
            try tmux.type("C-u")
            try typeLongLine(tmux)
            try tmux.type("door unlock 门口有包裹", "Enter")
            let opened = try tmux.see {
                $0.contains { $0.hasPrefix("the strike is released") } && $0.last == "menshen anna>"
            }
            #expect(opened.contains("menshen anna> door unlock 门口有包裹"))
            try tmux.type("watch", "Enter")
            #expect(try tmux.see { $0.last == "-- any key stops --" }.first?.hasPrefix("Menshen ") == true)
            try tmux.type("x")
            _ = try tmux.see { $0.last == "menshen anna>" }
            try tmux.type("logout", "Enter")
            _ = try tmux.see { $0.suffix(2) == ["logged out", "menshen>"] }
        }
    }

    @Test("each terminal program that is there: attached, a status, detached", arguments: Tmux.programs)
    func program(_ program: Tmux.Program) throws {
        try sit(program) { tmux, _ in
            try tmux.type("C-u", "status", "Enter")
            #expect(try tmux.see { $0.last == "menshen>" }.contains { $0.hasPrefix("door     secured") })
            try tmux.type(program.leaving)
            _ = try tmux.see { $0.contains("the program has ended") }
        }
    }

    /// Wider than the screen: it scrolls sideways in a row of its own, and its middle can be edited.
    private func typeLongLine(_ tmux: Tmux) throws {
        try tmux.type("door unlock " + (0..<20).map { "word\($0)" }.joined(separator: " "))
        _ = try tmux.see { $0.last?.hasSuffix("word19") == true && $0.last?.hasPrefix("menshen anna> ") == true }
        try tmux.type("Home", "Right", "Right", "Right", "Right", "XY")
        let edited = try tmux.see { $0.last?.hasPrefix("menshen anna> doorXY unlock word0 word1") == true }
        #expect(edited.count { $0.hasPrefix("menshen anna> door") } == 1 && edited.last!.count < 80)
        try tmux.type("C-c")
        _ = try tmux.see { $0.last == "menshen anna>" }
    }

    private func logIn(_ tmux: Tmux, _ bench: FileHandle) throws {
        try bench.write(contentsOf: Data("service press\n".utf8))
        _ = try tmux.see { $0.contains { $0.hasPrefix("the service button is held") } }
        try tmux.type("claim anna", "Enter")
        _ = try tmux.see { $0.last?.hasPrefix("CODE") == true }
        try tmux.type("Enter")
        _ = try tmux.see { $0.last?.hasPrefix("NEW-PASSPHRASE (10") == true }
        try tmux.type("correct horse", "Enter")
        _ = try tmux.see { $0.last?.hasPrefix("NEW-PASSPHRASE (the") == true }
        try tmux.type("correct horse", "Enter")
        _ = try tmux.see { $0.contains { $0.hasPrefix("recovery code: ") } && $0.last == "menshen>" }
        try bench.write(contentsOf: Data("service release\n".utf8))
        try tmux.type("login anna", "Enter")
        _ = try tmux.see { $0.last?.hasPrefix("PASSPHRASE") == true }
        try tmux.type("correct horse", "Enter")
        #expect(!(try tmux.see { $0.last == "menshen anna>" }).joined().contains("horse"))
    }

    private func sit(_ program: Tmux.Program, _ body: (Tmux, FileHandle) throws -> Void) throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let cable = Cable()
        defer { cable.pull() }
        let process = Process()
        process.executableURL = Firmware.executable
        process.currentDirectoryURL = firmware.directory
        process.arguments = [
            "run", "--board", Firmware.board, "--site", Firmware.site("office"), "--state", "state", "--console",
            cable.firmwareEnd,
        ]
        let typed = Pipe(), said = Pipe()
        (process.standardInput, process.standardOutput) = (typed, said)
        try process.run()
        defer {
            try? typed.fileHandleForWriting.write(contentsOf: Data("quit\n".utf8))
            _ = said.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
        }
        let tmux = try Tmux(in: firmware.directory, running: program.command(cable.programEnd))
        defer { tmux.end() }
        _ = try tmux.see { !$0.isEmpty }
        // The firmware may have spoken before anybody listened.
        for _ in 0..<40 where (try tmux.rows()).last?.hasSuffix("menshen>") != true {
            try tmux.type("C-c")
            usleep(250_000)
        }
        try body(tmux, typed.fileHandleForWriting)
    }
}
