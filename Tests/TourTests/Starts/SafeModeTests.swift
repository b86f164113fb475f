import Foundation
import Glibc
import PseudoTerminal
import Testing

/// The firmware itself, killed, and with files that are broken.
@Suite("A terminal that cannot start as it should starts all the same", .serialized) struct SafeModeTests {
    private static let good = ["run", "--board", Firmware.board, "--site", Firmware.site("office"), "--state", "state"]
    private static let own = ["run", "--board", Firmware.board, "--site", "site.toml", "--state", "state"]

    /// Starts it, waits until it answers, does what else is to be waited for, and kills it.
    /// - Parameter type: beside the status.
    private func kill(
        _ firmware: Firmware, _ arguments: [String] = good, _ signal: Int32 = SIGKILL, typing type: String = "",
        when isTime: () -> Bool = { true }
    ) throws {
        let process = Process()
        process.executableURL = Firmware.executable
        process.currentDirectoryURL = firmware.directory
        process.arguments = arguments
        let (typed, said) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (typed, said)
        process.standardError = FileHandle.nullDevice
        try process.run()
        typed.fileHandleForWriting.write(Data((type + "status -k\n").utf8))
        var output = ""
        while !output.contains("\nlaw_block=") {
            let bytes = said.fileHandleForReading.availableData
            try #require(!bytes.isEmpty, "it ended by itself: \(output)")
            output += String(decoding: bytes, as: UTF8.self)
        }
        while process.isRunning, !isTime() { usleep(10_000) }
        Glibc.kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
    }

    private func write(_ text: String, to firmware: Firmware) throws {
        try text.write(to: firmware.directory.appending(path: "site.toml"), atomically: true, encoding: .utf8)
    }

    private static let office = try! String(contentsOfFile: Firmware.site("office"), encoding: .utf8)

    @Test("three kills lead to safe mode: card and PIN open, faces do not, and an end in order leads out") func kills()
        throws
    {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let first = try firmware.run(Self.good, typing: "person add 1 4711 12345\nstatus -k\n")
        #expect(first.output.contains("\nmode=normal\nmode_cause=\n"))
        for _ in 1...2 { try kill(firmware) }
        try kill(firmware)
        let safe = try firmware.run(
            Self.good,
            typing: "status\nstatus -k\ncard 12345\nkey 4711\npass 1 min\nexit\npass 1 min\nfire on\nstatus\n")
        #expect(safe.status == 0)
        #expect(safe.complaints.contains("safe mode: 3 starts in a row ended without a word within 10 min"))
        #expect(safe.output.contains("\nmode     SAFE MODE: 3 starts in a row"))
        #expect(safe.output.contains("\nmode=safe\n") && safe.output.contains("\nface=off\n"))
        #expect(safe.output.contains("alarm on: safe mode"))
        #expect(safe.output.contains("opened — by card + PIN") || safe.output.contains("screen: opened"))
        #expect(safe.lines.count { $0.contains("strike: released") } == 3, "card, exit button, fire")
        let next = try firmware.run(Self.good, typing: "status -k\n")
        #expect(next.output.contains("\nmode=normal\n"), "it ended in order")
    }

    @Test("two kills do not, nor three with ten good minutes between") func good() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        for _ in 1...2 { try kill(firmware) }
        // Killed after ten minutes, when that was written down.
        let count = firmware.directory.appending(path: "state/unfinished-starts").path
        #expect(FileManager.default.fileExists(atPath: count))
        try kill(firmware, typing: "pass 11 min\n") { !FileManager.default.fileExists(atPath: count) }
        let next = try firmware.run(Self.good, typing: "status -k\nabort\n")
        #expect(next.output.contains("\nmode=normal\n"))
    }

    @Test("somebody at the bench leaves safe mode; the journal says so") func leave() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        for _ in 1...3 { _ = try firmware.run(Self.good, typing: "abort\n") }
        let safe = try firmware.run(Self.good, typing: "safemode leave\njournal 20\nabort\n")
        #expect(safe.output.contains("the next start uses the files again"))
        #expect(safe.output.contains("safemode leave"))
        let next = try firmware.run(Self.good, typing: "status -k\nsafemode leave\n")
        #expect(next.output.contains("\nmode=normal\n"))
        #expect(next.output.contains("error: the terminal is not in safe mode"))
    }

    @Test("a site file that is broken after a good start: every finding is said, and the last good settings run")
    func lastGood() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        try write(Self.office, to: firmware)
        #expect(try firmware.run(Self.own, typing: "person add 1 4711 12345\n").status == 0)
        try write(
            Self.office.replacing("strike_milliseconds = 5000", with: "strike_milliseconds = 0")
                .replacing("days = 180", with: "dayz = 180"), to: firmware)
        let outcome = try firmware.run(
            Self.own, typing: "status\nstatus -k\nconfig show door.strike\ncard 12345\nkey 4711\n")
        #expect(outcome.status == 0)
        #expect(outcome.complaints.contains(/site\.toml:\d+:\d+: door\.strike_milliseconds must be 100…60000, got 0/))
        #expect(outcome.complaints.contains(/site\.toml:\d+:\d+: retention\.dayz/))
        #expect(outcome.complaints.contains("the settings of the last good start are used"))
        #expect(
            outcome.output.contains("\nmode     LAST GOOD SETTINGS: the files have 2 findings, the first: site.toml:"))
        #expect(outcome.output.contains("\nmode=last good\n"))
        #expect(outcome.output.contains("alarm on: the last good settings run"))
        #expect(outcome.output.contains("door.strike_milliseconds = 5000"))
        #expect(outcome.output.contains("strike: released"))
        try write(Self.office, to: firmware)
        #expect(try firmware.run(Self.own, typing: "status -k\n").output.contains("\nmode=normal\n"))
    }

    @Test("a broken site file and no start before: safe mode, and the exit button opens, as the lock is built")
    func nothingGood() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        try write("[door]\nfailure = \"fail-safe\"\nexit_button = true\nstrike_milliseconds = \n", to: firmware)
        let outcome = try firmware.run(Self.own, typing: "status -k\nexit\nlaw\n")
        #expect(outcome.status == 0)
        #expect(outcome.complaints.contains("site.toml:4:"))
        #expect(outcome.complaints.contains("safe mode: no start before was a good one"))
        #expect(outcome.output.contains("\nmode=safe\n"))
        #expect(outcome.output.contains("strike: released (coil off)"))
        #expect(outcome.output.contains("R1   BLOCK"), "the law has no declaration to let faces pass")
        // A file that is not there at all.
        try FileManager.default.removeItem(at: firmware.directory.appending(path: "site.toml"))
        let gone = try firmware.run(Self.own, typing: "exit\n")
        #expect(gone.status == 0 && gone.output.contains("strike: released (coil off)"))
    }

    @Test("an installer at the console gives a terminal in safe mode a site file that the next start takes")
    func repaired() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let site = firmware.directory.appending(path: "site.toml")
        let broken = "[door]\nfailure = \"fail-secure\"\nstrike_milliseconds = \n"
        try write(broken, to: firmware)
        let set = "config set door.strike_ms 4000\nconfig diff\nconfig save\n"
        for isGone in [false, true] {
            if isGone { try FileManager.default.removeItem(at: site) }
            try? FileManager.default.removeItem(at: firmware.directory.appending(path: "state/last-good-settings"))
            let safe = try firmware.run(Self.own, typing: set)
            #expect(safe.output.contains("config set door.strike_milliseconds 4000"))
            #expect(safe.output.contains("saved; the next start runs by it"))
            let next = try firmware.run(Self.own, typing: "status -k\nconfig show door.strike_m\n")
            #expect(next.output.contains("\nmode=normal\n"))
            #expect(next.output.contains("door.strike_milliseconds = 4000"))
            let kept = try String(contentsOf: site.appendingPathExtension("broken"), encoding: .utf8)
            #expect(kept == broken)
            if !isGone { #expect(safe.output.contains("fail-secure")) }
        }
        // The last good settings are as good a beginning.
        try write("nothing", to: firmware)
        let last = try firmware.run(Self.own, typing: "config set door.strike_ms 3000\nconfig save\n")
        #expect(last.output.contains("saved; the next start runs by it"))
        let next = try firmware.run(Self.own, typing: "status -k\nconfig show door.strike_m\n")
        #expect(next.output.contains("\nmode=normal\n"))
        #expect(next.output.contains("door.strike_milliseconds = 3000"))
    }

    @Test(
        "a screen that cannot be drawn keeps faces off, and no door shut",
        arguments: [
            ("font_files = [", "font_files = [\"nowhere.ttf\"] # ["), ("height_pixels = 1280", "height_pixels = 320"),
        ])
    func noScreen(old: String, new: String) throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        var board = try String(contentsOfFile: Firmware.board, encoding: .utf8)
        board = board.replacing(old, with: new)
        if new.contains("320") { board = board.replacing("\nwidth_pixels = 800", with: "\nwidth_pixels = 320") }
        try board.write(to: firmware.directory.appending(path: "board.toml"), atomically: true, encoding: .utf8)
        let files = ["run", "--board", "board.toml", "--site", Firmware.site("office"), "--state", "state"]
        let outcome = try firmware.run(
            files,
            typing: "person add 1 4711 12345\nstatus\nexit\npass 1 min\ncard 12345\nkey 4711\npass 1 min\nfire on\n")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains(#/faces are off: (screen|notice): /#))
        #expect(outcome.output.contains(#/\nface     OFF: (screen|notice): /#))
        #expect(outcome.lines.count { $0.contains("strike: released") } == 3, "exit, card + PIN, fire")
        let state = firmware.directory.appending(path: "state").path
        #expect(!FileManager.default.fileExists(atPath: "\(state)/last-good-settings"), "these are no good ones")
        try "== a minute\n> status\n? face\n".write(
            to: firmware.directory.appending(path: "t"), atomically: true, encoding: .utf8)
        let tour = try firmware.run(
            ["run", "--board", "board.toml", "--site", Firmware.site("office"), "--state", "other", "--tour", "t"])
        #expect(tour.status == 1 && tour.complaints.contains(#/(screen|notice): /#))
    }

    @Test("what ends the terminal while it reads its files counts as a failed start, too") func whileReading() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        try write(Self.office, to: firmware)
        _ = try firmware.run(Self.own, typing: "quit\n")
        let site = firmware.directory.appending(path: "site.toml").path
        try FileManager.default.removeItem(atPath: site)
        // Reading it waits for ever.
        mkfifo(site, 0o600)
        for _ in 1...3 {
            let process = Process()
            process.executableURL = Firmware.executable
            process.currentDirectoryURL = firmware.directory
            process.arguments = Self.own
            process.standardInput = FileHandle.nullDevice
            (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
            let count = firmware.directory.appending(path: "state/unfinished-starts")
            let before = try? Data(contentsOf: count)
            try process.run()
            while (try? Data(contentsOf: count)) == before { usleep(10_000) }
            Glibc.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        unlink(site)
        try write(Self.office, to: firmware)
        #expect(try firmware.run(Self.own, typing: "status -k\n").output.contains("\nmode=safe\n"))
    }

    @Test("without a board nobody knows what is wired: one clear line, and status 1") func noBoard() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let outcome = try firmware.run(["run", "--board", "no.toml", "--site", Firmware.site("office")])
        #expect(outcome.status == 1)
        #expect(outcome.complaints.contains("no.toml: without a board nobody knows what is wired: nothing was started"))
    }

    @Test("a board that is described has no drivers: one clear line, status 1, and nothing was made") func described()
        throws
    {
        let firmware = try Firmware()
        defer { firmware.remove() }
        for name in ["qemu-virt", "raspberry-pi-4", "raspberry-pi-5", "rock-5b"] {
            let board = Firmware.root.appending(path: "Board/\(name).toml").path
            let files = ["--board", board, "--site", Firmware.site("office")]
            let outcome = try firmware.run(["run", "--state", "state"] + files)
            #expect(outcome.status == 1)
            // A reader on RS-485 has a line of its own: what is missing for it.
            let hasOSDP = name == "raspberry-pi-5"
            #expect(outcome.complaints.split(separator: "\n").count == (hasOSDP ? 2 : 1))
            #expect(outcome.complaints.contains("readers.osdp: this version has no driver for it") == hasOSDP)
            #expect(outcome.complaints.contains("this version has drivers for \"bench\" only: nothing was started"))
            let check = try firmware.run(["check"] + files)
            #expect(check.complaints.isEmpty && check.output.contains("lines a day that the flash keeps"))
        }
        #expect(!FileManager.default.fileExists(atPath: firmware.directory.appending(path: "state").path))
    }

    @Test("what a signal ended is told with its name, what ended in order with nothing") func notes() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        for (signal, words) in [
            (SIGSEGV, "SIGSEGV from process \(getpid()), "),
            (SIGABRT, "SIGABRT from process \(getpid()), as a watchdog sends it, "),
        ] {
            try kill(firmware, Self.good, signal)
            let next = try firmware.run(Self.good, typing: "status\nstatus -k\n")
            #expect(next.output.contains("\nlast run ended by \(words)"))
            #expect(next.output.contains("\nlast_stop=signal\n") && next.output.contains("\nlast_stop_by=\(words)"))
        }
        let after = try firmware.run(Self.good, typing: "status\n")
        #expect(after.output.contains("\nlast run ended in order"))
        try kill(firmware)
        #expect(try firmware.run(Self.good, typing: "status\n").output.contains("WITHOUT A WORD"))
    }

    @Test("a fault of the program itself is told with its place", .enabled(if: Firmware.hasAssets)) func fault() throws
    {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let pack = firmware.directory.appending(path: "p.mpack")
        try FileManager.default.copyItem(at: Firmware.pack, to: pack)
        let process = Process()
        process.executableURL = Firmware.executable
        process.currentDirectoryURL = firmware.directory
        process.arguments = Self.good + ["--pack", "p.mpack", "--pictures", Firmware.pictures.path]
        let (typed, said) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (typed, said)
        process.standardError = FileHandle.nullDevice
        try process.run()
        typed.fileHandleForWriting.write(Data("status -k\n".utf8))
        var output = ""
        while !output.contains("\nlaw_block=") {
            let bytes = said.fileHandleForReading.availableData
            try #require(!bytes.isEmpty, "it ended by itself: \(output)")
            output += String(decoding: bytes, as: UTF8.self)
        }
        // The pack is looked at where the kernel has mapped it: there is nothing behind its pages any more.
        truncate(pack.path, 0)
        typed.fileHandleForWriting.write(
            Data(
                """
                person add 1001 4711 12345
                touch enrol
                key 1001
                key 4711
                touch next 8
                touch 14-or-older
                look obama.jpg
                hold 2000
                quit

                """.utf8))
        _ = said.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGBUS)
        let next = try firmware.run(Self.good, typing: "status\n")
        #expect(
            next.output.contains(/\nlast run ended by a wild access \(SIGBUS\) at menshen\+0x[0-9a-f]+, \d+ s after/))
    }
}
