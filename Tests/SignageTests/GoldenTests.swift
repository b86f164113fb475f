import Controller
import Foundation
import Testing

@testable import Signage

/// Golden files hold every box, size and string of a scene: `MENSHEN_GOLDEN=write swift test --filter SignageTests`
/// rewrites them, and the difference is read before it is committed.
@Suite struct GoldenTests {
    static let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    static let isWriting = ProcessInfo.processInfo.environment["MENSHEN_GOLDEN"] == "write"

    @Test("Every scene is laid out as agreed", arguments: Examples.all.map(\.name)) func layout(name: String) throws {
        let scene = try #require(Examples.all.first { $0.name == name }).scene
        try compare(name, Layout(scene, style: SignStyle(isBench: false), measure: PlainMeasure()))
    }

    @Test("A bench has its banner above all else") func bench() throws {
        try compare(
            "idle-bench", Layout(.idle(Examples.sign), style: SignStyle(isBench: true), measure: PlainMeasure()))
    }

    @Test("No golden file is left over from a scene that is gone") func leftovers() throws {
        // Half-written ones have other endings.
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.directory.path())
            .filter { $0.hasSuffix(".layout") }.map { $0.replacing(".layout", with: "") }
        #expect(Set(files).subtracting(Examples.all.map(\.name) + ["idle-bench"]) == [])
    }

    private func compare(_ name: String, _ layout: Layout) throws {
        let file = Self.directory.appending(path: "\(name).layout")
        if Self.isWriting {
            try FileManager.default.createDirectory(at: Self.directory, withIntermediateDirectories: true)
            try layout.description.write(to: file, atomically: true, encoding: .utf8)
        }
        let agreed = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let now = layout.description.split(separator: "\n")
        let difference = now.difference(from: agreed).map { change in
            switch change {
            case .insert(_, let line, _): "+ \(line)"
            case .remove(_, let line, _): "- \(line)"
            }
        }
        #expect(difference.isEmpty, "\(name):\n\(difference.joined(separator: "\n"))")
    }
}
