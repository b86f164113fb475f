import Foundation
import Settings
import Signage
import Testing

@testable import menshen

/// Each part fails when what it finds is not what it should be.
@Suite("The self-test's parts can fail") struct SelfTestPartTests {
    private let wrong = Digest(of: [1, 2, 3])

    @Test("a wrong sum") func integers() {
        let report = IntegersPart(expected: wrong).run()
        #expect(report.verdict == .failed)
        let right = IntegersPart.knownAnswer
        #expect(report.failures == ["digest of 102719 results: expected \(wrong), came \(right)"])
        #expect(IntegersPart().run().verdict == .passed)
    }

    static let vectors: [WritableKeyPath<CryptoVectors, [UInt8]> & Sendable] = [
        \.blake2bOfABC, \.blake2bOfAll, \.chacha20, \.xchacha20Poly1305, \.argon2id, \.repeatableStream,
    ]

    @Test("a wrong answer from any primitive", arguments: vectors.indices) func crypto(index: Int) {
        var vectors = CryptoVectors()
        let last = vectors[keyPath: Self.vectors[index]].count - 1
        vectors[keyPath: Self.vectors[index]][last] ^= 0x80
        let report = CryptoPart(vectors: vectors).run()
        #expect(report.verdict == .failed)
        #expect(report.failures.allSatisfy { $0.contains(": expected ") && $0.contains(", came ") })
        #expect(CryptoPart().run().verdict == .passed)
    }

    @Test("a board with too little memory for one PIN") func memory() {
        var vectors = CryptoVectors()
        vectors.argon2idMemoryBytes = 1 << 46
        let report = CryptoPart(vectors: vectors).run()
        #expect(
            report.failures.contains {
                $0.hasPrefix("Argon2id: expected ") && $0.hasSuffix("came nothing: 67108864 MiB cannot be had")
            })
    }

    @Test("another flash") func store() {
        let report = StorePart(expected: wrong).run()
        #expect(report.failures == ["digest of the flash: expected \(wrong), came \(StorePart.knownAnswer)"])
        #expect(StorePart().run().verdict == .passed)
    }

    @Test("a symbol that is not drawn, or blotted out") func symbols() {
        for share in [0...1, 99...100] {
            let report = SymbolsPart(drawnPercent: share).run()
            #expect(report.failures.count == 9)
            #expect(report.failures.allSatisfy { $0.contains("% of it drawn, came ") })
        }
        if SymbolsPart.knownVersions.contains(SymbolPainter().freeTypeVersion) {
            let report = SymbolsPart(expected: "0123456789abcdef").run()
            #expect(report.failures == ["pixels: expected 0123456789abcdef, came \(SymbolsPart.knownAnswer)"])
        }
        #expect(SymbolsPart().run().verdict == .passed)
    }

    @Test("a character without a glyph is named", .enabled(if: SelfTestTests.hasFonts)) func font() throws {
        let board = loadBoard(path: Firmware.board)
        let fonts = try board.get().screen.fontPaths.map { Set([$0.regular, $0.bold]).sorted(by: >) } ?? []
        let report = FontPart(board: board, alsoAsking: ["\u{10FFFD}"]).run()
        #expect(report.failures == fonts.map { "\($0): no glyph for U+10FFFD" })
        #expect(FontPart(board: board).run().verdict == .passed)
    }

    @Test("other values and other findings than expected") func settings() {
        var part = SettingsPart(board: nil, site: nil)
        #expect(part.run().verdict == .passed)
        part.expected.board = "something else"
        part.expected.siteFindings.removeLast()
        part.expected.boardFindings[3] = "board:6:17: camera.width_pixels must be even, got 641"
        let failures = part.run().failures
        #expect(failures.count == 3)
        #expect(failures.allSatisfy { $0.contains(": expected ") && $0.contains(", came ") })
    }

    @Test("one failure decides; the last line counts") func counts() {
        var lines: [String] = []
        let good = SelfTest.Part(name: "good") { SelfTestReport(summary: "2 checks") }
        let bad = SelfTest.Part(name: "bad") { .failed("expected 1, came 2") }
        let absent = SelfTest.Part(name: "absent") { .leftOut("nothing to test") }
        #expect(!SelfTest(parts: [good, bad, absent, good]).run { lines.append($0) })
        #expect(
            lines == [
                "good: passed, 2 checks", "bad: FAILED", "  expected 1, came 2", "absent: left out: nothing to test",
                "good: passed, 2 checks", "selftest: 2 passed, 1 FAILED, 1 left out",
            ])
        #expect(SelfTest(parts: [good, absent]).run { _ in })
    }

    @Test("every character of the fixed words is asked for") func characters() throws {
        let asked = Set(try ScreenCharacters(site: nil).all)
        var files: [URL] = []
        for folder in ["Signage/Words", "Law/Notice", "Law/Declaration"] {
            let path = Firmware.root.appending(path: "Sources/\(folder)")
            files += try FileManager.default.contentsOfDirectory(at: path, includingPropertiesForKeys: nil)
        }
        #expect(files.count > 10)
        for file in files where file.pathExtension == "swift" && file.lastPathComponent != "SceneLine.swift" {
            let code = try String(contentsOf: file, encoding: .utf8).replacing(/\/\/[^\n]*/, with: "")
            let missing = Set(code.unicodeScalars.filter { $0.value > 0x7E }).subtracting(asked)
            #expect(missing.isEmpty, "\(file.lastPathComponent): \(missing.map(String.init).sorted())")
        }
    }
}
