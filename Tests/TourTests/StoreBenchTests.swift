import Foundation
import RingStore
import Testing
import Timekeeping

@testable import menshen

/// Small runs of the bench: what it counts adds up. How long anything takes is not looked at.
@Suite("The bench of the store counts what is there") struct StoreBenchTests {
    /// 256 KiB, written over twice in a hundred days.
    private func load(fillPercent: Int = 50, visitors: Int, seed: UInt64 = 1) -> SteadyLoad {
        SteadyLoad(
            ringBlocks: 32, blockBytes: 8192, fillPercent: fillPercent, residentDays: 30, visitorsPerResident: visitors,
            warmUpTurns: 1, measuredTurns: 1, seed: seed)
    }

    @Test("every byte on the flash is one the store says it programmed, or the root log's", arguments: [0, 5])
    func bytes(visitors: Int) throws {
        let outcome = try load(visitors: visitors).run()
        #expect(outcome.flash == outcome.ring + outcome.keys + outcome.root)
        #expect(outcome.statedBytes == outcome.ring.programmedBytes + outcome.keys.programmedBytes)
        #expect(outcome.root.programmedBytes > 0)
        #expect(outcome.askedBytes == outcome.enrolments * BenchedStore.enrolmentBytes)
        // What was asked is there at least once.
        #expect(outcome.ring.programmedBytes >= outcome.askedBytes)
        #expect(outcome.askedBytes >= 32 * 8192)
    }

    @Test("the load keeps its fill, and the same seed gives the same figures") func fill() throws {
        let outcome = try load(visitors: 3).run()
        let aimed = 32 * 8192 / 2
        #expect((aimed * 9 / 10...aimed * 11 / 10).contains(outcome.liveBytes))
        #expect(outcome.liveRecords * BenchedStore.enrolmentBytes / 2 == outcome.liveBytes)
        let again = try load(visitors: 3).run()
        #expect(again.flash == outcome.flash && again.eraseCounts == outcome.eraseCounts)
    }

    @Test("an enrolment takes as much of the ring as it says") func enrolmentBytes() throws {
        let store = try BenchedStore(
            formatting: MemoryFlash(BenchedStore.geometry(ringBlocks: 8, blockBytes: 8192)), ringBlocks: 8, seed: 1)
        _ = try store.enrol(lastDay: BenchedStore.firstDay)
        let before = store.flash.total(of: store.ringBlocks)
        _ = try store.enrol(lastDay: BenchedStore.firstDay)
        #expect((store.flash.total(of: store.ringBlocks) - before).programmedBytes == BenchedStore.enrolmentBytes)
    }

    @Test("a load that does not fit is refused") func full() {
        #expect { try load(fillPercent: 95, visitors: 0).run() } throws: { error in
            if case .full? = (error as? RingStoreError)?.code { true } else { false }
        }
    }

    @Test("so many people are mounted, in memory, from a new file, and from the same file again") func mount() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "store-bench-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.appending(path: "flash").path
        let trial = MountTrial(people: 300, ringBlocks: 8, blockBytes: 65_536)
        let inMemory = try trial.section(path: nil)
        #expect(inMemory["people"]?.quantity == .count(300))
        #expect(inMemory["live_records"]?.quantity == .count(600))
        #expect(inMemory["file_cold_opened_microseconds"] == nil)
        let made = try trial.section(path: path)
        #expect(made["people"]?.quantity == .count(300))
        #expect(made["file_cold_opened_microseconds"] != nil && made["peak_bytes"] == nil)
        let found = try MountTrial(people: 1, ringBlocks: 8, blockBytes: 65_536).section(path: path)
        #expect(found["people"]?.quantity == .count(300), "what is in the file counts")
        #expect(found["peak_bytes"] != nil)
    }

    @Test("people who do not fit, and files that are no such flash, are refused in a line") func refusals() throws {
        #expect(throws: Refusal.self) {
            try MountTrial(people: 1000, ringBlocks: 8, blockBytes: 8192).section(path: nil)
        }
        let trial = MountTrial(people: 1, ringBlocks: 8, blockBytes: 8192)
        #expect(throws: Refusal.self) { try trial.section(path: "/nowhere/flash") }
        let path = FileManager.default.temporaryDirectory.appending(path: "no-flash-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        for bytes in [100, trial.geometry.blockCount * 8192] {
            try Data(count: bytes).write(to: URL(filePath: path))
            #expect(throws: Refusal.self) { try trial.section(path: path) }
            #expect(FileManager.default.contents(atPath: path)?.count == bytes)
        }
    }

    // Tables and JSON.

    @Test(
        "figures are written with their unit, and in JSON without",
        arguments: [
            (BenchFigure.Quantity.count(1_234_567), "1,234,567", "1234567"), (.count(12), "12", "12"),
            (.bytes(1000), "1,000 B", "1000"), (.microseconds(1_234_567), "1,234.5 ms", "1234567"),
            (.thousandths(1005), "1.005", "1.005"), (.ratio(1, to: 3), "0.334", "0.334"),
        ])
    func quantities(row: (quantity: BenchFigure.Quantity, text: String, json: String)) {
        #expect(row.quantity.text == row.text)
        #expect(row.quantity.json == row.json)
    }

    @Test("a figure over its limit is said to be") func limits() throws {
        let section = BenchSection(
            name: "part", words: "A part",
            figures: [
                BenchFigure("high", "high", .thousandths(1201), limit: .thousandths(1200)),
                BenchFigure("low", "low", .bytes(1200), limit: .bytes(1200)),
            ])
        #expect(section.lines[1].hasSuffix("1.201   OVER 1.200"))
        #expect(section.lines[2].hasSuffix("1,200 B   within 1,200 B"))
        let json =
            try JSONSerialization.jsonObject(with: Data([section, section].json.utf8)) as? [String: [String: Double]]
        #expect(json == ["part": ["high": 1.201, "low": 1200]])
    }

    @Test("the help of the bench") func help() throws {
        guard case .help(let text) = try CommandTable.program.parse(["bench", "store", "--help"]) else {
            Issue.record("no help")
            return
        }
        #expect(
            text == """
                measure the store on a simulated flash of its own: time, memory, bytes written, wear

                usage: menshen bench store [--only mount|steady|days]… [--people COUNT] [--ring MEBIBYTES] [--flash FILE] [--steps FILE] [--json]

                  --only mount|steady|days  leave the other parts out (may be repeated)
                  --people COUNT            how many to mount (1…1000000; otherwise 100000)
                  --ring MEBIBYTES          size of the people ring (1…1024; otherwise 64)
                  --flash FILE              mount from this file too; made when it is not there, and it stays
                  --steps FILE              write the steps of `days`, a line each, so that a peer can repeat them
                  --json                    print one JSON object
                  --help                    this text
                """)
    }
}
