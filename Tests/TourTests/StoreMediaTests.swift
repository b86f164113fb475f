import Foundation
import Testing

@testable import menshen

@Suite("A store whose keys and anchor lie on media of their own") struct StoreMediaTests {
    private struct Place {
        let firmware = Result { try Firmware() }
        private var directory: URL { get throws { try firmware.get().directory } }

        func file(_ name: String) throws -> URL { try directory.appending(path: "state/\(name)") }

        /// - Parameter store: what the board says of the store's own media.
        func board(day: Int, store: String = "keys = \"keys.bin\"\nkeys_block_kibibytes = 4\nanchor = \"anchor\"")
            throws
        {
            let bench = try String(contentsOfFile: Firmware.board, encoding: .utf8)
            try (bench + "\n[clock]\nstart_utc = \"2026-03-0\(day)T01:00:00Z\"\n[store]\n\(store)\n").write(
                to: directory.appending(path: "board.toml"), atomically: true, encoding: .utf8)
        }

        func run(_ typed: String) throws -> Firmware.Outcome {
            try firmware.get().run(
                ["run", "--board", "board.toml", "--site", Firmware.site("office"), "--state", "state"], typing: typed)
        }

        func store(_ words: String, typing: String = "") throws -> Firmware.Outcome {
            let words = ["store"] + words.split(separator: " ").map(String.init)
            return try firmware.get().run(words + ["--board", "board.toml", "--state", "state"], typing: typing)
        }

        func search() throws -> Firmware.Outcome {
            try firmware.get().run(["search", "--board", "board.toml", "--state", "state"])
        }

        /// Takes an image of the flash and its keys, or puts one back.
        func image() throws -> [String: Data] {
            var image: [String: Data] = [:]
            for name in ["flash.bin", "keys.bin"] { image[name] = try Data(contentsOf: file(name)) }
            return image
        }

        func putBack(_ image: [String: Data]) throws {
            for (name, data) in image { try data.write(to: file(name)) }
        }
    }

    private static let two = "person add 1 4711 12345\nperson add 2 4712\nquit\n"

    @Test(
        "Made at the first start, said by info and search, and an image of the day before is refused by every command")
    func life() throws {
        let place = Place()
        defer { try? place.firmware.get().remove() }
        try place.board(day: 2)
        let first = try place.run(Self.two)
        #expect(first.status == 0 && first.output.contains("new flash, formatted for the bench"), "\(first.output)")
        #expect(try Data(contentsOf: place.file("keys.bin")).count == 6 * 65_536)
        #expect(try Data(contentsOf: place.file("anchor")).count == 8192)
        let info = try place.store("info").output
        #expect(info.contains("media       file, with an anchor"), "\(info)")
        #expect(info.contains("70 blocks of 65536 bytes"))
        #expect(info.contains("no promise  an older image put back together with its anchor is not noticed"))
        #expect(info.contains("no promise  an older image of the same day, put back, is not noticed"))
        #expect(!info.contains("whole store"))
        // Two, and one more when there was an idle moment for the key of the door's lines.
        let search = try place.search().lines.first ?? ""
        #expect(search.contains("and all ") && search.hasSuffix(" day keys found in them"))
        #expect(try place.store("verify").status == 0)
        let older = try place.image()

        try place.board(day: 3)
        let next = try place.run("people\nquit\n")
        #expect(next.output.contains("1          card + PIN"), "\(next.output)")
        #expect(try place.store("scrub").status == 0)
        let newest = try place.image()
        try place.putBack(older)
        for outcome in try [place.store("verify"), place.store("stats"), place.store("scrub")] {
            #expect(outcome.status == 1)
            #expect(outcome.complaints.contains("an older image of this store was put back"), "\(outcome.complaints)")
        }
        let refused = try place.run("people\nquit\n")
        #expect(refused.output.contains("no store: state/flash.bin: an older image of this store was put back"))
        #expect(try place.image() == older, "nothing is changed")
        #expect(try place.search().lines.first?.hasSuffix("and all 0 day keys found in them") == true)
        try place.putBack(newest)
        #expect(try place.run("people\nquit\n").output.contains("1          card + PIN"))
    }

    @Test(
        "Without its anchor or its keys, or a board that does not name them: said in one line, and nothing is made anew"
    )
    func missing() throws {
        let place = Place()
        defer { try? place.firmware.get().remove() }
        try place.board(day: 2)
        #expect(try place.run(Self.two).status == 0)
        let before = try place.image()
        let anchor = try Data(contentsOf: place.file("anchor"))
        try FileManager.default.removeItem(at: place.file("anchor"))
        #expect(try place.store("verify").complaints.contains("state/anchor: the anchor is not there; if it is lost"))
        #expect(try place.run("quit\n").output.contains("no store: state/anchor: the anchor is not there"))
        #expect(try !FileManager.default.fileExists(atPath: place.file("anchor").path))
        try anchor.write(to: place.file("anchor"))
        #expect(chmod(try place.file("anchor").path, 0o600) == 0)

        try place.board(day: 2, store: "keys = \"keys.bin\"\nkeys_block_kibibytes = 4")
        #expect(
            try place.run("quit\n").output.contains("the store is anchored, and no anchor is given: name its anchor"))
        try place.board(day: 2, store: "anchor = \"anchor\"")
        #expect(try place.store("info").status == 1)
        try place.board(day: 2)
        try FileManager.default.removeItem(at: place.file("keys.bin"))
        #expect(try place.store("info").complaints.contains("state/keys.bin: the keys of this store are not there"))
        try place.putBack(before)
        try FileManager.default.removeItem(at: place.file("flash.bin"))
        #expect(try place.run("quit\n").output.contains("state/keys.bin: keys without their flash"))
        try FileManager.default.removeItem(at: place.file("keys.bin"))
        #expect(try place.run("quit\n").output.contains("state/anchor: an anchor without its flash"))
        try place.putBack(before)
        #expect(try place.run("people\nquit\n").output.contains("1          card + PIN"))
    }

    @Test("format names keys and anchor, asks, and no image from before it can be opened")
    func format() throws {
        let place = Place()
        defer { try? place.firmware.get().remove() }
        try place.board(day: 2)
        #expect(try place.run(Self.two).status == 0)
        let older = try place.image()
        let anchor = try Data(contentsOf: place.file("anchor"))
        let refused = try place.store("format", typing: "no\n")
        #expect(refused.status == 1)
        #expect(refused.output.contains("a store with 2 people"))
        #expect(refused.output.contains("state/keys.bin: the keys on it are erased"))
        #expect(refused.output.contains("state/anchor: the anchor's secret is replaced"))
        #expect(refused.output.contains("state/anchor: if the anchor is ever lost, nothing can be opened"))
        #expect(try place.image() == older && Data(contentsOf: place.file("anchor")) == anchor)
        // Something else, on the disk that was meant for the anchor.
        for (byte, words) in [
            (0x41, "is no anchor, and is overwritten"), (0, "nothing stands in its first 8192 bytes"),
        ] {
            try Data(repeating: UInt8(byte), count: anchor.count).write(to: place.file("anchor"))
            #expect(chmod(try place.file("anchor").path, 0o600) == 0)
            #expect(try place.store("format", typing: "no\n").output.contains(words))
        }
        try anchor.write(to: place.file("anchor"))
        #expect(chmod(try place.file("anchor").path, 0o600) == 0)
        #expect(try place.store("format --yes").status == 0)
        #expect(try place.store("stats").lines.first == "on 2026-03-01: 0 people, 0 with templates")
        #expect(try place.store("verify").status == 0)
        try place.putBack(older)
        #expect(try place.store("verify").complaints.contains("an older image of this store was put back"))
    }

    @Test("A device that is not there does not become a file", arguments: ["flash", "anchor", "keys"])
    func noDevice(role: String) throws {
        let place = Place()
        defer { try? place.firmware.get().remove() }
        let path = "/dev/menshen-\(UInt64.random(in: 0...UInt64.max))"
        let keys = "keys_block_kibibytes = 4"
        switch role {
        case "anchor": try place.board(day: 2, store: "anchor = \"\(path)\"")
        case "keys": try place.board(day: 2, store: "keys = \"\(path)\"\n\(keys)")
        default:
            try place.board(day: 2, store: "")
            let board = try place.firmware.get().directory.appending(path: "board.toml")
            let text = try String(contentsOf: board, encoding: .utf8)
            try text.replacing("file = \"flash.bin\"", with: "file = \"\(path)\"").write(
                to: board, atomically: true, encoding: .utf8)
        }
        let started = try place.run("quit\n")
        #expect(started.output.contains("\(path): this device is not there"), "\(started.output)")
        #expect(try place.store("format --yes").status == 1)
        #expect(access(path, F_OK) != 0 && access(path + ".new", F_OK) != 0)
    }

    @Test("On a block device: only format writes to what is no store; then it is one like any other")
    func blockDevice() throws {
        let place = Place()
        let firmware = try place.firmware.get()
        defer { firmware.remove() }
        let disk = firmware.directory.appending(path: "disk")
        try Data(repeating: 0x41, count: 5 << 20).write(to: disk)
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "losetup --find --show \(disk.path)"]
        (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
        try process.run()
        process.waitUntilExit()
        let device = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard process.terminationStatus == 0, !device.isEmpty else {
            print("SKIPPED, no loop device can be had here: menshen was not tried on a block device")
            return
        }
        defer {
            let detach = Process()
            detach.executableURL = URL(filePath: "/bin/sh")
            detach.arguments = ["-c", "losetup --detach \(device)"]
            try? detach.run()
            detach.waitUntilExit()
        }
        try place.board(day: 2, store: "")
        let board = firmware.directory.appending(path: "board.toml")
        let text = try String(contentsOf: board, encoding: .utf8)
        try text.replacing("file = \"flash.bin\"", with: "file = \"\(device)\"").write(
            to: board, atomically: true, encoding: .utf8)
        // A key has to be there before anything is opened.
        try FileManager.default.createDirectory(
            at: firmware.directory.appending(path: "state"), withIntermediateDirectories: true)
        try Data(repeating: 9, count: 32).write(to: place.file("device.key"))
        #expect(chmod(try place.file("device.key").path, 0o600) == 0)
        #expect(try place.run("quit\n").output.contains("\(device): what is on this device is no store"))
        #expect(try Data(contentsOf: disk).allSatisfy { $0 == 0x41 })
        let format = try place.store("format", typing: "erase\n")
        #expect(format.status == 0 && format.output.contains("no store here"), "\(format.output)\(format.complaints)")
        #expect(try Data(contentsOf: disk).dropFirst(4 << 20).allSatisfy { $0 == 0x41 })
        #expect(try place.run(Self.two).output.contains("2 added"))
        #expect(try place.run("people\nquit\n").output.contains("1          card + PIN"))
        #expect(try place.store("verify").status == 0)
        #expect(try place.store("info").output.contains("media       partition"))
        #expect(try place.search().status == 0)
    }

    @Test("No core file, and nobody looks into the process, whatever limits it was started with")
    func coreDumps() throws {
        #expect(CoreDumps.forbid() && CoreDumps.areForbidden)
        let firmware = try Firmware()
        defer { firmware.remove() }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        let words = "run --board \(Firmware.board) --site \(Firmware.site("office")) --state state"
        process.arguments = ["-c", "ulimit -c unlimited; exec \(Firmware.executable.path) \(words)"]
        process.currentDirectoryURL = firmware.directory
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        // Its first words come long after its first act.
        _ = output.fileHandleForReading.availableData
        let limits = try String(contentsOfFile: "/proc/\(process.processIdentifier)/limits", encoding: .utf8)
        #expect(limits.contains(/Max core file size\s+0\s+0\s+bytes/))
        // Not SIGTERM: whoever starts it may have that one blocked, and then so has it.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
