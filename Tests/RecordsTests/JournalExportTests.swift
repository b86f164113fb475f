import FlashLab
import Foundation
import RingStore
import SeededRandom
import Testing
import Timekeeping

@testable import Records

/// Exported lines: what two verifiers that share no code say of them, as they are and tampered with.
@Suite struct JournalExportTests {
    /// A door journal whose first day has expired, with a checkpoint between its lines.
    static func makeStore(seed: UInt64 = 1) throws -> (flash: LabFlash, store: RecordStore) {
        let flash = try Bench.formatted(seed: seed)
        let store = try Bench.mount(flash)
        let id = try store.add("1", card: "AA")
        func decide(_ count: Int) throws {
            for number in 0..<count {
                let who = try store.pseudonym(of: id)
                let time = WallTime(seconds: Bench.now.seconds + Int64(number))
                try store.append(
                    JournalDraft(.doors, number % 2 == 0 ? "granted" : "refused", pseudonym: who, detail: "card+pin"),
                    at: time)
            }
        }
        try decide(2)
        _ = try store.expire(today: Bench.firstDay + 1, at: Bench.now)
        try decide(3)
        _ = try store.expire(today: Bench.firstDay + 181, at: Bench.now)
        try decide(2)
        return (flash, store)
    }

    static func text(_ store: RecordStore, _ journal: Journal = .doors) throws -> [UInt8] {
        var text: [UInt8] = []
        try store.export(journal) { text += Array($0.utf8) + [0x0A] }
        return text
    }

    @Test("An export holds for both verifiers: with a beginning that expired, without lines, before the first one")
    func holds() throws {
        let store = try Self.makeStore().store
        let text = try Self.text(store)
        let words = String(decoding: text, as: UTF8.self).split(separator: "\n").map { $0.split(separator: " ")[0] }
        #expect(words == ["menshen-journal", "line", "line", "line", "checkpoint", "line", "line", "end"])
        #expect(text.allSatisfy { $0 < 0x80 })
        let empty = try Bench.mount(Bench.formatted(seed: 5))
        _ = try store.expire(today: Bench.firstDay + 500, at: Bench.now)
        let texts = [
            text, try Self.text(store, .processing), try Self.text(store), try Self.text(empty),
            try Self.text(empty, .processing),
        ]
        let keys = [Int](0..<5).map { $0 < 3 ? store.identity.publicKey : empty.identity.publicKey }
        for (text, key) in zip(texts, keys) {
            #expect(JournalVerifier.problem(in: text, publicKey: key) == nil)
        }
        guard let python = PythonVerifier() else { return }
        let answers = try python.answers(texts.prefix(3) + [], key: store.identity.publicKey)
        #expect(answers[0] == "ok doors: lines 3 to 7; lines 1 to 2 have expired; as of 2026-08-30")
        #expect(answers[1].hasPrefix("ok processing: lines 1 to 1"))
        #expect(answers[2] == "ok doors: no line; lines 1 to 7 have expired; as of 2027-07-15")
        #expect(
            try python.answers(texts.suffix(2) + [], key: empty.identity.publicKey)
                == ["ok doors: no line; as of 2026-03-02", "ok processing: no line; as of 2026-03-02"])
    }

    @Test("Every byte flipped, lines dropped, swapped, repeated, inserted, cut at both ends: found, and said alike")
    func tampering() throws {
        let store = try Self.makeStore().store
        let key = store.identity.publicKey
        let text = try Self.text(store)
        let mutants = Self.flips(of: text) + Self.cuts(of: text) + Self.rearranged(text)
        #expect(mutants.count > 2 * text.count && !mutants.contains(text))
        let problems = mutants.map { JournalVerifier.problem(in: $0, publicKey: key) }
        #expect(problems.count { $0 == nil } == 0)
        guard let python = PythonVerifier() else { return }
        let answers = try python.answers(mutants, key: key)
        #expect(answers.count == problems.count)
        for (index, (problem, answer)) in zip(problems, answers).enumerated() where problem?.description != answer {
            Issue.record("mutant \(index): '\(problem?.description ?? "holds")', in Python '\(answer)'")
        }
    }

    @Test("What a thief of lines would try: statements of another device, journal, day or export")
    func statements() throws {
        let (_, store) = try Self.makeStore()
        let text = try Self.text(store), other = try Self.text(Self.makeStore(seed: 9).store)
        let processing = try Self.text(store, .processing)
        let lines = Self.lines(text), key = store.identity.publicKey
        _ = try store.expire(today: Bench.firstDay + 182, at: Bench.now)
        let later = Self.lines(try Self.text(store))
        var mutants: [(String, [UInt8], says: String)] = []
        func add(_ name: String, _ lines: [[UInt8]], _ says: String) {
            mutants.append((name, Array(lines.joined()), says))
        }
        let place = 4, end = lines.count - 1
        var changed = lines
        changed[place] = Self.lines(other)[place]
        add("another device's checkpoint", changed, "line 5: the signature")
        changed = lines
        changed[end] = Self.lines(other)[end]
        add("another device's end", changed, "line 8: the signature")
        changed = lines
        changed[end] = Self.lines(processing).last!
        add("another journal's end", changed, "line 8: the signature")
        add("another device's journal", Self.lines(other), "line 1: the journal of another device")
        changed = lines
        changed[0] = Self.lines(processing)[0]
        add("another journal's name", changed, "line 5: the signature")
        // A genuine signature, moved to another day.
        changed = lines
        changed[end] = Self.replacing("2026-08-30", with: "2026-08-31", in: lines[end])
        add("the end moved to another day", changed, "line 8: the signature")
        // Genuine statements of another day, whole.
        let laterCheckpoint = try #require(later.first { $0.starts(with: Array("checkpoint".utf8)) })
        changed = lines
        changed[place] = laterCheckpoint
        add("another day's checkpoint", changed, "line 5: the newest line should be 7")
        changed = lines
        changed[end] = later.last!
        add("another day's end", changed, "line 8: the oldest line should follow line 5")
        add("its beginning cut off by hand", [lines[0]] + lines[3...], "line 6: the oldest line should follow line 2")
        add("without its checkpoint", Array(lines[..<place] + lines[(place + 1)...]), "line 7: the lines above are not")
        add("cut behind the checkpoint", Array(lines[...place]), "line 6: the end is missing")
        let python = PythonVerifier()
        let answers = try python?.answers(mutants.map(\.1), key: key)
        for (index, (name, mutant, says)) in mutants.enumerated() {
            let problem = JournalVerifier.problem(in: mutant, publicKey: key)
            #expect(problem?.description.hasPrefix(says) == true, "\(name): \(problem?.description ?? "holds")")
            if let answers { #expect(answers[index] == problem?.description, "\(name)") }
        }
    }

    // MARK: mutants

    static func lines(_ text: [UInt8]) -> [[UInt8]] {
        text.split(separator: 0x0A).map { Array($0) + [0x0A] }
    }

    static func replacing(_ old: String, with new: String, in line: [UInt8]) -> [UInt8] {
        Array(String(decoding: line, as: UTF8.self).replacing(old, with: new).utf8)
    }

    /// Of each byte, one bit, and one digit or letter for another.
    static func flips(of text: [UInt8]) -> [[UInt8]] {
        var generator = SplitMix64(seed: 11)
        return text.indices.flatMap { at in
            var flipped = text, mistyped = text
            flipped[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            mistyped[at] = text[at] == 0x35 ? 0x36 : 0x35
            return [flipped, mistyped]
        }
    }

    /// After every byte, and before every line.
    static func cuts(of text: [UInt8]) -> [[UInt8]] {
        let lines = lines(text)
        return text.indices.map { Array(text[..<$0]) } + (1..<lines.count).map { Array(lines[$0...].joined()) }
            + (1..<lines.count).map { Array(([lines[0]] + lines[min($0 + 1, lines.count)...]).joined()) }
    }

    static func rearranged(_ text: [UInt8]) -> [[UInt8]] {
        let lines = lines(text)
        var all: [[[UInt8]]] = [lines + [Array("\n".utf8)], [Array("\n".utf8)] + lines]
        for one in lines.indices {
            var dropped = lines
            dropped.remove(at: one)
            all.append(dropped)
            for other in lines.indices {
                var repeated = lines
                repeated.insert(lines[one], at: other)
                all.append(repeated)
                if one < other {
                    var swapped = lines
                    swapped.swapAt(one, other)
                    all.append(swapped)
                }
            }
        }
        all.append(lines + [lines.last!])
        return all.map { Array($0.joined()) }
    }
}

/// `Board/verify-journal.py`, asked about many texts at once.
struct PythonVerifier {
    private let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Board/verify-journal.py")
    private let python: URL

    /// Nil, loudly, where there is no Python.
    init?() {
        let places = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/python3" }
        guard let path = places.first(where: FileManager.default.isExecutableFile) else {
            print("SKIPPED: there is no python3 to run Board/verify-journal.py with")
            return nil
        }
        python = URL(filePath: path)
    }

    /// For each text `ok …`, or what is wrong.
    func answers(_ texts: [[UInt8]], key: [UInt8]) throws -> [String] {
        let directory = FileManager.default.temporaryDirectory.appending(path: "menshen-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let input = directory.appending(path: "texts"), output = directory.appending(path: "answers")
        var all = Data()
        for text in texts { all += withUnsafeBytes(of: UInt32(text.count).littleEndian) { Data($0) } + Data(text) }
        try all.write(to: input)
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        let driver = """
            import importlib.util, sys
            spec = importlib.util.spec_from_file_location("verifier", sys.argv[1])
            verifier = importlib.util.module_from_spec(spec)
            sys.dont_write_bytecode = True
            spec.loader.exec_module(verifier)
            octets, at = open(sys.argv[3], "rb").read(), 0
            while at < len(octets):
                count = int.from_bytes(octets[at:at + 4], "little")
                words, holds = verifier.verify(octets[at + 4:at + 4 + count], bytes.fromhex(sys.argv[2]))
                print("ok " + words if holds else words)
                at += 4 + count
            """
        let process = Process()
        process.executableURL = python
        process.arguments = ["-c", driver, script.path, JournalText.hex(key), input.path]
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try String(contentsOf: output, encoding: .utf8).split(separator: "\n").map(String.init)
    }
}

@Suite struct JournalPageTests {
    @Test("The example in Journal.md is what a store exports, and both verifiers follow it")
    func example() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Records/Records.docc/Journal.md")
        let text = String(decoding: try JournalExportTests.text(JournalExportTests.makeStore().store), as: UTF8.self)
        if ProcessInfo.processInfo.environment["MENSHEN_GOLDEN"] == "write" {
            let old = try String(contentsOf: page, encoding: .utf8)
            try old.replacing(/(?s)```journal\n.*?```/, with: "```journal\n\(text)```").write(
                to: page, atomically: true, encoding: .utf8)
        }
        let written = try #require(
            try String(contentsOf: page, encoding: .utf8).firstMatch(of: /(?s)```journal\n(.*?)```/)?.1)
        #expect(written == text)
        let key = try #require(written.split(separator: "\n").first?.split(separator: " ").last)
        let bytes = try #require(JournalText.bytes(key, 32))
        #expect(JournalVerifier.problem(in: Array(written.utf8), publicKey: bytes) == nil)
        guard let answers = try PythonVerifier()?.answers([Array(written.utf8)], key: bytes) else { return }
        #expect(answers.first?.hasPrefix("ok doors: lines 3 to 7") == true)
    }
}
