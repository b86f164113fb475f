import Foundation
import Testing

@Suite("The journals, checked while no terminal runs, and by who has only the lines") struct StoreJournalTests {
    static let arguments = ["run", "--board", Firmware.board, "--site", Firmware.site("office"), "--state", "state"]

    private func store(_ firmware: Firmware, _ words: [String]) throws -> Firmware.Outcome {
        try firmware.run(["store", "journal"] + words + ["--board", Firmware.board, "--state", "state"])
    }

    @Test("exported lines hold for the stand-alone verifier, with the key that status shows; the flash is only read")
    func export() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let run = try firmware.run(
            Self.arguments,
            typing: "person add 1 4711 12345\ncard 12345\nkey 4711\npass 2 d\ncard 12345\nkey 4712\nexit\nstatus\n")
        #expect(run.status == 0)
        let key = try #require(run.output.firstMatch(of: /\ned25519  ([0-9a-f]{64})\n/)).1
        let flash = firmware.directory.appending(path: "state/flash.bin")
        let before = try Data(contentsOf: flash)
        let verified = try store(firmware, ["verify"])
        #expect(verified.status == 0 && verified.lines.first == "public key \(key)")
        #expect(verified.lines.count { $0.contains("the chain holds, lines 1 to ") } == 2)
        for journal in ["processing", "doors"] {
            let exported = try store(firmware, ["export", "--journal", journal])
            #expect(exported.status == 0)
            #expect(exported.lines.count { $0.hasPrefix("checkpoint ") } == 1)
            guard let found = try python([String(key)], firmware, input: exported.output) else { continue }
            #expect(found.status == 0 && found.output.hasPrefix("\(journal): lines 1 to "), "\(found)")
            let altered = exported.output.replacing("granted", with: "refused").replacing("started", with: "starter")
            let bad = try python([String(key)], firmware, input: altered)
            #expect(bad?.status == 1 && bad?.output.hasPrefix("line ") == true)
            let other = try python([String(repeating: "ab", count: 32)], firmware, input: exported.output)
            #expect(other?.status == 1 && other?.output.hasPrefix("line 1: the journal of another device") == true)
        }
        #expect(try Data(contentsOf: flash) == before)
        #expect(try python(["short"], firmware, input: "")?.status == 2)
    }

    @Test("no store, a terminal that runs on it, another key, random bytes: one line, and nothing is changed")
    func refusals() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        #expect(try store(firmware, ["verify"]).status == 1)
        _ = try firmware.run(Self.arguments, typing: "quit\n")
        let state = firmware.directory.appending(path: "state")
        let flash = state.appending(path: "flash.bin")
        let good = try Data(contentsOf: flash)

        let descriptor = open(state.path, O_RDONLY | O_DIRECTORY)
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        let busy = try store(firmware, ["verify"])
        close(descriptor)
        #expect(busy.status == 1 && busy.complaints == "menshen: state: another menshen is running on it\n")

        var generator = SystemRandomNumberGenerator()
        let noise = Data((0..<good.count).map { _ in UInt8.random(in: 0...255, using: &generator) })
        for bytes in [noise, Data(repeating: 0, count: good.count), Data(good.dropLast(16)), Data()] {
            try bytes.write(to: flash)
            let outcome = try store(firmware, ["export", "--journal", "doors"])
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            #expect(outcome.complaints.hasPrefix("menshen: state/flash.bin: "), "\(outcome.complaints)")
            #expect(outcome.complaints.count { $0 == "\n" } == 1)
            #expect(try Data(contentsOf: flash) == bytes)
        }
        #expect(try store(firmware, ["export"]).status == 64)
        #expect(try store(firmware, ["export", "--journal", "windows"]).status == 64)
    }

    /// Nil, loudly, where there is no Python.
    private func python(
        _ arguments: [String], _ firmware: Firmware, input: String
    ) throws -> (status: Int32, output: String)? {
        let places = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/python3" }
        guard let path = places.first(where: FileManager.default.isExecutableFile) else {
            print("SKIPPED: there is no python3 to run Board/verify-journal.py with")
            return nil
        }
        let lines = firmware.directory.appending(path: "lines"), answer = firmware.directory.appending(path: "answer")
        try Data(input.utf8).write(to: lines)
        _ = FileManager.default.createFile(atPath: answer.path, contents: nil)
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = [Firmware.root.appending(path: "Board/verify-journal.py").path] + arguments
        process.standardInput = try FileHandle(forReadingFrom: lines)
        process.standardOutput = try FileHandle(forWritingTo: answer)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try String(contentsOf: answer, encoding: .utf8))
    }
}

@Suite("R23: what the flash cannot keep is refused, by name; a run goes on with other settings") struct CapacityTests {
    @Test("check and run name the line, and what would fit; what fits is let through") func capacity() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let site = firmware.directory.appending(path: "site.toml")
        let example = try String(contentsOfFile: Firmware.site("office"), encoding: .utf8)
        func check(_ command: String, doors: Int, processing: Int, people: Int) throws -> Firmware.Outcome {
            let section =
                "[journal]\ndoor_decisions_per_day = \(doors)\nprocessing_records_per_day = \(processing)\npeople = \(people)\n"
            try (section + example).write(to: site, atomically: true, encoding: .utf8)
            let state = command == "run" ? ["--state", "state"] : []
            return try firmware.run([command, "--board", Firmware.board, "--site", "site.toml"] + state)
        }
        let fits = try check("check", doors: 1, processing: 1, people: 10)
        #expect(fits.complaints.isEmpty)
        let limit = try #require(fits.output.firstMatch(of: /\njournals: .* doors ([1-9][0-9]*) for 180 days,/)?.1)
        // A decision is three lines.
        let doors = try #require(Int(limit)) / 3
        for command in ["check", "run"] {
            let refused = try check(command, doors: doors + 1, processing: 1, people: 10)
            let isCheck = command == "check"
            #expect(
                refused.status == (isCheck ? 1 : 0)
                    && refused.complaints.hasPrefix(
                        "menshen: site.toml:2:26: journal.door_decisions_per_day is \(doors + 1), and this board's flash of 4096 KiB keeps \(doors) a day for 180 days (R23)\n"
                    ),
                "\(refused.complaints)")
            #expect(refused.complaints.contains("safe mode") != isCheck)
            let both = try check(command, doors: 9999, processing: 99, people: 9999)
            #expect(both.status == (isCheck ? 1 : 0) && both.complaints.count { $0 == "\n" } == (isCheck ? 2 : 3))
            #expect(both.complaints.contains("site.toml:3:30: journal.processing_records_per_day is 99"))
            #expect(
                FileManager.default.fileExists(atPath: firmware.directory.appending(path: "state").path) != isCheck)
        }
        #expect(try check("run", doors: doors, processing: 1, people: 10).status == 0)
    }
}
