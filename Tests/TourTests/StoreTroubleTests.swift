import Foundation
import Testing

@Suite("A store in trouble: nothing is lost, and the way out stays open", .enabled(if: Firmware.hasAssets))
struct StoreTroubleTests {
    @Test(
        "a store that cannot be mounted is left as it is and named; cards are refused, exit and fire still open",
        arguments: ["wrong size", "wrong key", "no key", "blank"])
    func unusable(trouble: String) throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        _ = try firmware.run(Firmware.bench, typing: "person add 1 4711 12345\n")
        let flash = firmware.directory.appending(path: "state/flash.bin")
        let key = firmware.directory.appending(path: "state/device.key")
        switch trouble {
        case "wrong size": try Data(contentsOf: flash).dropLast(16).write(to: flash)
        case "wrong key": try Data(repeating: 7, count: 32).write(to: key)
        case "no key": try FileManager.default.removeItem(at: key)
        default: try Data(repeating: 0xFF, count: Data(contentsOf: flash).count).write(to: flash)
        }
        let before = try Data(contentsOf: flash)
        let outcome = try firmware.run(
            Firmware.bench, typing: "card 12345\nkey 4711\npass 10 s\nexit\npass 10 s\nfire on\n")
        #expect(outcome.status == 0)
        let lines = outcome.lines
        #expect(lines.contains { $0.contains("no store: state/") })
        let exit = try #require(lines.firstIndex { $0.contains("exit: active") })
        let fire = try #require(lines.firstIndex { $0.contains("fire: active") })
        #expect(!lines[..<exit].contains { $0.contains("strike: released") })
        #expect(lines[exit..<fire].contains { $0.contains("strike: released") })
        #expect(lines[fire...].contains { $0.contains("strike: released") })
        #expect(try Data(contentsOf: flash) == before)
    }

    @Test(
        "a first start that was killed at any moment is begun again, with the key that is there",
        arguments: ["", "device.key", "device.key.new", "flash.bin.new", "device.key flash.bin.new"])
    func killedAtFirstStart(left: String) throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        _ = try firmware.run(Firmware.bench, typing: "quit\n")
        let state = firmware.directory.appending(path: "state")
        let key = try Data(contentsOf: state.appending(path: "device.key"))
        let flash = try Data(contentsOf: state.appending(path: "flash.bin"))
        for name in ["device.key", "flash.bin"] { try FileManager.default.removeItem(at: state.appending(path: name)) }
        for name in left.split(separator: " ") {
            let whole = name.hasPrefix("flash") ? flash.prefix(flash.count / 3) : name.hasSuffix("new") ? Data() : key
            let file = state.appending(path: String(name)).path
            _ = FileManager.default.createFile(atPath: file, contents: whole, attributes: [.posixPermissions: 0o600])
        }
        let outcome = try firmware.run(Firmware.bench, typing: "person add 1 4711\n")
        #expect(outcome.output.contains("new flash") && outcome.output.contains("1 added"))
        let again = try firmware.run(Firmware.bench, typing: "people\n")
        #expect(again.lines.contains { $0.hasPrefix("1  ") })
        if left.split(separator: " ").contains("device.key") {
            #expect(try Data(contentsOf: state.appending(path: "device.key")) == key)
        }
    }

    @Test("a tour wants a store of its own, and its store is not gone on with") func tourStore() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        try "== one\n> law\n? R1   PASS\n".write(
            to: firmware.directory.appending(path: "tour.txt"), atomically: true, encoding: .utf8)
        let tour = try firmware.run(Firmware.bench + ["--tour", "tour.txt"])
        #expect(tour.status == 0)
        let run = try firmware.run(Firmware.bench, typing: "people\n")
        #expect(run.status == 1 && run.complaints.contains("state/made-by-a-tour"))

        try FileManager.default.removeItem(at: firmware.directory.appending(path: "state"))
        _ = try firmware.run(Firmware.bench, typing: "person add 1 4711\n")
        let flash = firmware.directory.appending(path: "state/flash.bin")
        let before = try Data(contentsOf: flash)
        let onOwn = try firmware.run(Firmware.bench + ["--tour", "tour.txt"])
        #expect(onOwn.status == 1 && onOwn.complaints.contains("flash.bin"))
        #expect(try Data(contentsOf: flash) == before)
        #expect(try firmware.run(Firmware.bench, typing: "people\n").status == 0)
    }
}
