import FaceCore
import Foundation
import Settings
import Testing

@testable import menshen

/// `menshen selftest` as a maintainer or a script meets it.
@Suite("The self-test, from outside") struct SelfTestTests {
    /// Without the build, and without what another FreeType may draw otherwise.
    private static func withoutPixels(_ output: String) -> [String] {
        output.split(separator: "\n").dropFirst().map { $0.contains("pixels ") ? "(pixels)" : String($0) }
    }

    /// The same as in `Golden/<name>`, but for the line that names the build.
    private func expectGolden(_ outcome: Firmware.Outcome, _ name: String) throws {
        let golden = Firmware.root.appending(path: "Tests/TourTests/Golden/\(name)")
        if ProcessInfo.processInfo.environment["MENSHEN_GOLDEN"] == "write" {
            try outcome.output.write(to: golden, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOf: golden, encoding: .utf8)
        #expect(outcome.lines[0].contains(/^menshen [\d.]+ (aarch64|x86_64), FreeType [\d.]+, libsodium [\d.]+$/))
        #expect(Self.withoutPixels(outcome.output) == Self.withoutPixels(expected))
        #expect(outcome.complaints == "")
    }

    @Test("a bare board: five parts pass, two are left out aloud, twice the same, and no file is left behind")
    func bare()
        throws
    {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let outcome = try firmware.run(["selftest"])
        #expect(outcome.status == 0)
        #expect(outcome.output.hasSuffix("\nselftest: 5 passed, 2 left out\n"))
        #expect(outcome.lines.contains("faces: left out: no --pack given"))
        try expectGolden(outcome, "selftest.txt")
        #expect(try firmware.run(["selftest"]).output == outcome.output)
        let left = try FileManager.default.contentsOfDirectory(atPath: firmware.directory.path).sorted()
        #expect(left == ["complaints", "input", "output"], "the three are this test's own")
    }

    @Test("with a pack: every layer, and the way from a drawn frame to a score", .enabled(if: Firmware.hasAssets))
    func withPack() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let copy = firmware.directory.appending(path: "a.mpack")
        try FileManager.default.copyItem(at: Firmware.pack, to: copy)
        let outcome = try firmware.run(["selftest", "--pack", "a.mpack"])
        #expect(outcome.status == 0)
        try expectGolden(outcome, "selftest-pack.txt")
    }

    @Test("a pack that is cut off, damaged or none", .enabled(if: Firmware.hasAssets), arguments: [0, 5000, -1, -2])
    func badPack(cut: Int) throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        var bytes = try Data(contentsOf: Firmware.pack)
        if cut == -1 { bytes[bytes.count / 2] ^= 1 } else { bytes = bytes.prefix(max(0, cut)) }
        if cut != -2 { try bytes.write(to: firmware.directory.appending(path: "bad.mpack")) }
        let outcome = try firmware.run(["selftest", "--pack", "bad.mpack"])
        #expect(outcome.status == 1)
        #expect(outcome.lines.contains("faces: FAILED"))
        #expect(outcome.lines.contains { $0.hasPrefix("  bad.mpack: ") })
        #expect(outcome.output.hasSuffix("\nselftest: 5 passed, 1 FAILED, 1 left out\n"))
    }

    @Test("a layer that computes something else is named, with both digests", .enabled(if: Firmware.hasAssets))
    func wrongLayer() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        var bytes = [UInt8](try Data(contentsOf: Firmware.pack))
        let layer = "block7.first"
        let name = Array(layer.utf8) + [UInt8](repeating: 0, count: 16 - layer.utf8.count)
        // The layer's name stands in the network too; what follows it in the digests is what was computed.
        let golden = try String(
            contentsOf: Firmware.root.appending(path: "Tests/TourTests/Golden/selftest-pack.txt"), encoding: .utf8)
        let came = try #require(golden.firstMatch(of: /block7\.first +([0-9a-f]{16})/)).1
        let first = try #require(UInt8(came.prefix(2), radix: 16))
        let places = Data(bytes).ranges(of: Data(name + [first])).map(\.upperBound)
        let place = try #require(places.last) - 1
        bytes[place] ^= 1
        let digest = bytes.withUnsafeBytes { PackFormat.digest(of: $0) }
        bytes.replaceSubrange(PackFormat.digestOffset..<PackFormat.digestOffset + PackFormat.digestBytes, with: digest)
        try Data(bytes).write(to: firmware.directory.appending(path: "bad.mpack"))
        let outcome = try firmware.run(["selftest", "--pack", "bad.mpack"])
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("  layer block7.first: expected "))
        #expect(outcome.output.contains(", came \(came)"))
    }

    @Test("a board and a site with findings: each is printed, and counts as failed") func badSettings() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        try "[board]\nkind = 7\n".write(
            to: firmware.directory.appending(path: "b.toml"), atomically: true, encoding: .utf8)
        let outcome = try firmware.run(["selftest", "--board", "b.toml", "--site", "none.toml"])
        #expect(outcome.status == 1)
        #expect(outcome.lines.contains("settings: FAILED"))
        #expect(outcome.output.contains("  b.toml:2:8: board.kind must be"))
        #expect(outcome.output.contains("  none.toml: cannot be opened"))
        #expect(outcome.lines.contains("font: left out: the board file has findings, see settings"))
    }

    @Test(
        "a font that is none fails, and one that is not there: the terminal would not start", arguments: [true, false])
    func badFont(isThere: Bool) throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let good = try String(contentsOfFile: Firmware.board, encoding: .utf8)
        let board = good.replacing(/font_files = \[[^\]]*\]/, with: "font_files = [\"no.ttc\", \"font.ttc\"]")
        try board.write(to: firmware.directory.appending(path: "b.toml"), atomically: true, encoding: .utf8)
        if isThere { try Data("no font".utf8).write(to: firmware.directory.appending(path: "font.ttc")) }
        let outcome = try firmware.run(["selftest", "--board", "b.toml"])
        #expect(outcome.status == 1)
        #expect(outcome.lines.contains("font: FAILED"))
        #expect(outcome.output.contains("  font.ttc: not a font") == isThere)
        #expect(outcome.output.contains("  none of the board's font files is there: no.ttc, font.ttc") != isThere)
    }

    @Test(
        "with the bench's board and a site nothing fails, and the fonts have every character",
        .enabled(if: SelfTestTests.hasFonts))
    func bench() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let outcome = try firmware.run(["selftest", "--board", Firmware.board, "--site", Firmware.site("office")])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("--board: no findings\n  --site: no findings\n"))
        #expect(outcome.output.firstMatch(of: #/font: passed, \d+ characters in each of: /#) != nil)
    }

    @Test("a report that cannot be written is not a passed one") func fullDisk() throws {
        let process = Process()
        process.executableURL = Firmware.executable
        process.arguments = ["selftest"]
        process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 1)
    }

    /// Whether the bench's fonts are there; says so loudly when not.
    static let hasFonts: Bool = {
        let isThere = (try? loadBoard(path: Firmware.board).get().screen.fontPaths) != nil
        if !isThere { print("SKIPPED, run Board/setup first: the bench's fonts are missing") }
        return isThere
    }()
}
