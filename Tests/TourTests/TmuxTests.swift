import Foundation
import Testing

/// The console as a maintainer has it in front of them: a terminal of 80 columns and 24 rows, a terminal program in it, and the
/// firmware at the other end of its line.
@Suite("The console in tmux, 80 by 24", .serialized, .enabled(if: Tmux.isThere)) struct TmuxTests {
    private static let prompt = "menshen anna>"

    @Test("status, help in pages, Tab, ?, history, a long line, Chinese, watch, logout") func sitting() throws {
        try sit(TerminalProgram.thatAreThere.first ?? .plain) { tmux, bench in
            try logIn(tmux, bench)
            try readPages(tmux)
            try completeAndGoBack(tmux)
            try typeLongLine(tmux)
            try typeChinese(tmux)
            try watch(tmux)
            try tmux.type("logout", "Enter")
            try tmux.see { $0.suffix(2) == ["logged out", "menshen>"] }
            try tmux.type("Up", "C-l")
            #expect(try tmux.see { $0 == ["menshen>"] }.count == 1, "nobody goes back to what somebody else typed")
        }
    }

    @Test("each terminal program that is there: attached, a status, detached", arguments: TerminalProgram.thatAreThere)
    func program(_ program: TerminalProgram) throws {
        try sit(program) { tmux, _ in
            try tmux.type("status", "Enter")
            let status = try tmux.see { $0.last == "menshen>" && $0.count > 10 }
            #expect(status.contains { $0.hasPrefix("door     secured") })
            try tmux.type(program.leaving)
            try tmux.seeEnd()
        }
    }

    // MARK: what is typed and seen

    private func logIn(_ tmux: Tmux, _ bench: FileHandle) throws {
        try bench.write(contentsOf: Data("service press\n".utf8))
        try tmux.see { $0.contains { $0.hasPrefix("the service button is held") } }
        try tmux.type("claim anna", "Enter")
        try tmux.see { $0.last?.hasPrefix("CODE") == true }
        try tmux.type("Enter")
        try tmux.see { $0.last?.hasPrefix("NEW-PASSPHRASE (10") == true }
        try tmux.type("correct horse", "Enter")
        try tmux.see { $0.last?.hasPrefix("NEW-PASSPHRASE (the") == true }
        try tmux.type("correct horse", "Enter")
        try tmux.see { $0.contains { $0.hasPrefix("recovery code: ") } && $0.last == "menshen>" }
        try bench.write(contentsOf: Data("service release\n".utf8))
        try tmux.see { $0.last == "menshen>" && $0.contains { $0.contains("erased") } }
        try tmux.type("login anna", "Enter")
        try tmux.see { $0.last?.hasPrefix("PASSPHRASE") == true }
        try tmux.type("correct horse", "Enter")
        let screen = try tmux.see { $0.last == Self.prompt }
        #expect(!screen.joined().contains("horse"))
    }

    private func readPages(_ tmux: Tmux) throws {
        try clear(tmux)
        try tmux.type("status", "Enter")
        let status = try tmux.see { $0.last == Self.prompt && $0.count > 10 }
        #expect(status.contains { $0.hasPrefix("Menshen ") }, "something has scrolled away")
        #expect(status.contains { $0.hasPrefix("law ") } && status.contains { $0.hasPrefix("door     secured") })
        try tmux.type("help", "Enter")
        let first = try tmux.see { $0.last?.hasSuffix("more: Space, Enter, q --") == true }
        #expect(first.count == 24)
        try tmux.type("Space")
        let second = try tmux.see { $0.last?.hasSuffix("more: Space, Enter, q --") == true && $0 != first }
        #expect(second.count == 24 && Set(second).isDisjoint(with: Set(first)), "a page is new from top to bottom")
        try tmux.type("q")
        try tmux.see { $0.last == Self.prompt }
    }

    private func completeAndGoBack(_ tmux: Tmux) throws {
        try tmux.type("per", "Tab")
        try tmux.see { $0.last == "\(Self.prompt) person" }
        try tmux.type("?")
        let choices = try tmux.see { $0.contains { $0.hasPrefix("  remove ") } && $0.last == "\(Self.prompt) person" }
        #expect(choices.contains { $0.hasPrefix("  add ") })
        try tmux.type("C-u", "Up", "Up")
        try tmux.see { $0.last == "\(Self.prompt) status" }
        try tmux.type("Down")
        try tmux.see { $0.last == "\(Self.prompt) help" }
        try tmux.type("C-u")
        try tmux.see { $0.last == Self.prompt }
    }

    /// Wider than the screen: it scrolls sideways in a row of its own, and its middle can be edited.
    private func typeLongLine(_ tmux: Tmux) throws {
        try clear(tmux)
        try tmux.type("door unlock " + (0..<20).map { "word\($0)" }.joined(separator: " "))
        let typed = try tmux.see { $0.last?.hasSuffix("word18 word19") == true }
        #expect(typed.count == 1 && typed[0].hasPrefix("\(Self.prompt) "))
        try tmux.type("Home", "Right", "Right", "Right", "Right", "XY")
        let edited = try tmux.see { $0.last?.hasPrefix("\(Self.prompt) doorXY unlock word0 word1") == true }
        #expect(edited.count == 1)
        try tmux.type("C-c")
        try tmux.see { $0.last == Self.prompt }
    }

    private func typeChinese(_ tmux: Tmux) throws {
        try tmux.type("door unlock 门口有包裹")
        try tmux.see { $0.last == "\(Self.prompt) door unlock 门口有包裹" }
        // A column too few, and half of a character stays; then what is sent is not what is seen.
        try tmux.type("Left", "Left", "BSpace", "箱")
        try tmux.see { $0.last == "\(Self.prompt) door unlock 门口箱包裹" }
        try tmux.type("Enter")
        let opened = try tmux.see {
            $0.contains { $0.hasPrefix("the strike is released") } && $0.last == Self.prompt
        }
        #expect(opened.contains("\(Self.prompt) door unlock 门口箱包裹"))
    }

    private func watch(_ tmux: Tmux) throws {
        try tmux.type("watch", "Enter")
        let watched = try tmux.see { $0.last == "-- any key stops --" }
        #expect(watched.first?.hasPrefix("Menshen ") == true && watched.count <= 24)
        // It is painted again: the strike's time ends meanwhile.
        try tmux.see { $0.contains { $0.hasPrefix("door     secured") } && $0.last == "-- any key stops --" }
        try tmux.type("x")
        try tmux.see { $0.last == Self.prompt }
    }

    private func clear(_ tmux: Tmux) throws {
        try tmux.type("clear", "Enter")
        try tmux.see { $0 == [Self.prompt] }
    }

    // MARK: the firmware

    private func sit(_ program: TerminalProgram, _ body: (Tmux, FileHandle) throws -> Void) throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let cable = Cable()
        defer { cable.pull() }
        let (process, typed) = try begin(firmware, at: cable)
        defer { end(process, typed) }
        let tmux = try Tmux(in: firmware.directory, running: program.command(cable.programEnd))
        defer {
            // One that is left without its keys may go on without a terminal.
            try? tmux.type(program.leaving)
            tmux.end()
        }
        // It has spoken before anybody listened: an empty screen, with the prompt.
        try tmux.see(prodding: "C-l") { $0 == ["menshen>"] }
        try body(tmux, typed)
    }

    private func begin(_ firmware: Firmware, at cable: Cable) throws -> (Process, FileHandle) {
        let process = Process(), typed = Pipe()
        process.executableURL = Firmware.executable
        process.currentDirectoryURL = firmware.directory
        process.arguments = [
            "run", "--board", Firmware.board, "--site", Firmware.site("office"), "--state", "state", "--console",
            cable.firmwareEnd,
        ]
        process.standardInput = typed
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        return (process, typed.fileHandleForWriting)
    }

    private func end(_ process: Process, _ typed: FileHandle) {
        try? typed.write(contentsOf: Data("quit\n".utf8))
        for _ in 0..<600 where process.isRunning { usleep(100_000) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
