import Console
import Foundation
import Testing

@testable import menshen

@Suite("The store while no terminal runs: info, verify, stats, scrub, format") struct StoreCommandTests {
    static let day = "2026-03-02T01:00:00Z"

    /// A bench with people in it, whose clock stands at a known time.
    private struct Place {
        let firmware: Firmware
        let board: URL
        var flash: URL { firmware.directory.appending(path: "state/flash.bin") }
        var key: URL { firmware.directory.appending(path: "state/device.key") }

        init() throws {
            firmware = try Firmware()
            board = firmware.directory.appending(path: "board.toml")
            let bench = try String(contentsOfFile: Firmware.board, encoding: .utf8)
            try (bench + "\n[clock]\nstart_utc = \"\(StoreCommandTests.day)\"\n").write(
                to: board, atomically: true, encoding: .utf8)
            let typed = "person add 1 4711 12345\nperson add 2 4712\ncard 12345\nkey 4711\nexit\nquit\n"
            #expect(try run(typed).status == 0)
        }

        func run(_ typed: String) throws -> Firmware.Outcome {
            try firmware.run(
                ["run", "--board", board.path, "--site", Firmware.site("office"), "--state", "state"], typing: typed)
        }

        func store(_ words: String, typing: String = "") throws -> Firmware.Outcome {
            let words = ["store"] + words.split(separator: " ").map(String.init)
            return try firmware.run(words + ["--board", board.path, "--state", "state"], typing: typing)
        }

        func change(_ body: (inout Data) -> Void) throws {
            var data = try Data(contentsOf: flash)
            body(&data)
            try data.write(to: flash)
        }
    }

    /// The only block of a ring that is in use: 2 root blocks, 4 of keys, 23 of people, 17 of processing, 18 of doors.
    private static func usedBlock(of ring: String, _ place: Place) throws -> Int {
        let blocks = ["people": 6..<29, "doors": 46..<64][ring]!
        let data = try Data(contentsOf: place.flash)
        let used = blocks.filter { data[$0 * 65536 + 48] != 0xFF }
        #expect(used.count == 1)
        return try #require(used.first)
    }

    @Test("info and stats: what there is, in words and as JSON, and not a byte is changed") func look() throws {
        let place = try Place()
        defer { place.firmware.remove() }
        let before = try Data(contentsOf: place.flash)
        let info = try place.store("info")
        #expect(info.status == 0 && info.complaints.isEmpty)
        let words = info.output.replacing(/[0-9a-f]{32}/, with: "ID").replacing(
            /1 to [1-9] erases of a block, 1\.[0-9]{2} on average/, with: "WEAR")
        #expect(
            words == """
                store       ID
                kind        bench
                format      version 2, records of version 2
                geometry    64 blocks of 65536 bytes, 4194304 in all; program units of 16
                media       file
                root        2 blocks
                keys        4 blocks
                people      23 blocks, 1144960 bytes may live
                processing  17 blocks, 801472 bytes may live
                doors       18 blocks, 858720 bytes may live
                time        no time before 2026-03-02T01:00:00Z is believed, and no day before 2026-03-02
                wear        WEAR
                no promise  an erase is logical: older copies, keys among them, may survive below
                no promise  an older image of the whole store, put back, is not noticed
                no promise  that a power cut harms no other bytes depends on what is below

                """, "\(words)")
        let stats = try place.store("stats")
        #expect(stats.lines.first == "on 2026-03-02: 2 people, 0 with templates")
        #expect(stats.lines.contains("  through 2026-08-29  5"), "\(stats.output)")
        #expect(stats.output.hasSuffix("door decisions by month\n  2026-03  granted 1, input 1, strike 3\n"))
        for command in ["info", "stats", "verify"] {
            let outcome = try place.store("\(command) --json")
            let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
            #expect(object?.isEmpty == false && outcome.status == 0)
            if command == "stats" { #expect((object?["rings"] as? [[String: Any]])?.count == 3) }
        }
        #expect(try Data(contentsOf: place.flash) == before)
    }

    @Test("verify names what a flipped byte costs, exits 1, and changes no byte; scrub makes it sound again")
    func damage() throws {
        let place = try Place()
        defer { place.firmware.remove() }
        let good = try place.store("verify")
        #expect(good.status == 0 && good.lines.first?.hasSuffix("; nothing is damaged") == true)
        #expect(try place.store("scrub").output == "62 blocks read three times; 0 of them emptied and erased\n")

        // The first record of the people ring is the claim code; behind its header is its body.
        let block = try Self.usedBlock(of: "people", place)
        try place.change { $0[block * 65536 + 96 + 64] ^= 0x10 }
        let before = try Data(contentsOf: place.flash)
        let bad = try place.store("verify")
        #expect(bad.status == 1)
        #expect(
            bad.lines.first
                == "people, block \(block) at 96: record 1, the code for the first account, or for a lost passphrase (never expires): its body is altered; it is lost",
            "\(bad.output)")
        #expect(bad.lines[1].hasSuffix("; 1 damaged place, 1 record lost"))
        let json = try JSONSerialization.jsonObject(with: Data(try place.store("verify --json").output.utf8))
        let damage = ((json as? [String: Any])?["damage"] as? [[String: Any]])?.first
        #expect(
            damage?["ring"] as? String == "people" && damage?["block"] as? Int == block
                && damage?["offset"] as? Int == 96)
        #expect(damage?["loss"] as? String == "record" && damage?["what"] as? String == "body")
        #expect(try Data(contentsOf: place.flash) == before)

        let scrub = try place.store("scrub")
        #expect(scrub.status == 1, "a record was lost")
        #expect(
            scrub.output.contains("1 damaged records") || scrub.output.contains("people: record 1 could not be opened"))
        let after = try place.store("verify")
        #expect(after.status == 1 && after.lines.count == 3)
        #expect(after.lines[0].hasSuffix("it could not be opened when it had to move; it is lost"), "\(after.output)")
        #expect(try place.store("journal verify").status == 0)
    }

    @Test("a block whose opening is damaged is left alone, until it is given up")
    func unreadable() throws {
        let place = try Place()
        defer { place.firmware.remove() }
        let block = try Self.usedBlock(of: "doors", place)
        try place.change { $0[block * 65536 + 56] ^= 7 }
        let found = try place.store("verify")
        #expect(found.status == 1)
        #expect(found.lines.first?.hasPrefix("doors, block \(block) at 0: its label or opening is altered") == true)
        #expect(found.lines.count { $0.contains("a journal line (through 2026-08-29): it stands in a block") } == 5)
        let left = try place.store("scrub")
        #expect(left.status == 1 && left.output.contains("block \(block) is out of service and stays as it is"))
        let given = try place.store("scrub --erase-unreadable")
        #expect(
            given.output.contains(
                "doors, block \(block): was out of service, what was in it is given up; 0 records moved"))
        #expect(try place.store("verify").status == 0)
        #expect(
            try place.run("journal\nquit\n").output.contains("store.scrubbed"),
            "its lines are gone, and this one says why")
    }

    @Test("format asks, names what is lost, and does nothing unless it is told to") func format() throws {
        let place = try Place()
        defer { place.firmware.remove() }
        let before = try Data(contentsOf: place.flash), key = try Data(contentsOf: place.key)
        for answer in ["", "yes\n", "ERASE\n", "erase it\n"] {
            let asked = try place.store("format", typing: answer)
            #expect(asked.status == 1 && asked.complaints == "menshen: state/flash.bin: nothing was changed\n")
            #expect(asked.output.contains("a store with 2 people, 0 of them with templates, "))
            #expect(asked.output.contains("everyone has to be enrolled again"))
            #expect(try Data(contentsOf: place.flash) == before)
        }
        #expect(try place.store("format", typing: "erase\n").status == 0)
        #expect(try place.store("stats").lines.first == "on 2026-03-01: 0 people, 0 with templates")
        #expect(try place.store("verify").status == 0)
        #expect(try Data(contentsOf: place.key) == key, "the key stays")
        #expect(try place.run("person add 7 4711\npeople\nquit\n").output.contains("\n7  "))

        try FileManager.default.removeItem(at: place.key)
        let lost = try place.store("format --yes")
        #expect(lost.status == 0 && lost.output.contains("there is no device key any more"))
        #expect(try Data(contentsOf: place.key) != key)
        #expect(try place.run("people\nquit\n").output.contains("no store") == false)
    }

    @Test("format refuses what it does not understand, even when told not to ask; what is no store it takes")
    func foreign() throws {
        let place = try Place()
        defer { place.firmware.remove() }
        let good = try Data(contentsOf: place.flash)
        func future(_ data: inout Data) { for block in [0, 1] { data[block * 65536 + 8] = 9 } }
        try place.change(future)
        let before = try Data(contentsOf: place.flash)
        let refused = try place.store("format --yes")
        #expect(refused.status == 1 && refused.complaints.contains("the store has format version 9"))
        #expect(refused.complaints.count { $0 == "\n" } == 1)
        #expect(try Data(contentsOf: place.flash) == before)
        try Data(good.dropLast(4096)).write(to: place.flash)
        #expect(try place.store("format --yes").complaints.contains("it was not touched"))
        #expect(try Data(contentsOf: place.flash) == good.dropLast(4096))
        for byte in [UInt8(0), 0xFF, 0x55] {
            try Data(repeating: byte, count: good.count).write(to: place.flash)
            for command in ["info", "verify", "stats", "scrub"] {
                let outcome = try place.store(command)
                #expect(outcome.status == 1 && outcome.complaints.count { $0 == "\n" } == 1 && outcome.output.isEmpty)
            }
            #expect(try place.store("format --yes").output.contains("no store here"))
            #expect(try place.store("verify").status == 0)
        }
    }

    @Test("a terminal runs on the state: each of them says so in one line, and does nothing") func busy() throws {
        let place = try Place()
        defer { place.firmware.remove() }
        let before = try Data(contentsOf: place.flash)
        let descriptor = open(place.firmware.directory.appending(path: "state").path, O_RDONLY | O_DIRECTORY)
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        defer { close(descriptor) }
        for command in ["info", "verify", "stats", "scrub", "format --yes"] {
            let outcome = try place.store(command)
            #expect(outcome.status == 1 && outcome.complaints == "menshen: state: another menshen is running on it\n")
        }
        #expect(try Data(contentsOf: place.flash) == before)
    }

    @Test("progress says nothing in the first second, and then a line a second at most") func progress() {
        var now: Int64 = 5_000
        var lines: [String] = []
        let progress = Progress("verify: blocks read:", clock: { now }, put: { lines.append($0) })
        for done in 0...30 {
            progress.report(done, of: 30)
            now += 100
        }
        #expect(
            lines == [
                "verify: blocks read: 10 of 30", "verify: blocks read: 20 of 30", "verify: blocks read: 30 of 30",
            ])
    }

    @Test("JSON is written as others read it") func json() throws {
        let text = JSONText.object([
            "b": .list([.number(-3), .yesNo(true), .none, .string("a\"\\\n\u{1}门")]), "a": .object([:]), "c": .list([]),
        ]).text
        #expect(text.hasPrefix("{\n  \"a\" : {},\n  \"b\" : [\n    -3,\n    true,\n    null,"))
        let read = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        #expect((read?["b"] as? [Any])?.last as? String == "a\"\\\n\u{1}门")
    }
}
