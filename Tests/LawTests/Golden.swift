import Foundation
import Testing

/// Compares with `Golden/<name>` beside this file; `MENSHEN_GOLDEN=write swift test` rewrites it.
func expectGolden(_ name: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["MENSHEN_GOLDEN"] == "write" {
        try text.write(to: file, atomically: true, encoding: .utf8)
        return
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    if golden == text { return }
    let pairs = zip(
        golden.split(separator: "\n", omittingEmptySubsequences: false),
        text.split(separator: "\n", omittingEmptySubsequences: false))
    let line = pairs.enumerated().first { $0.element.0 != $0.element.1 }
    let difference =
        line.map { "line \($0.offset + 1): was \"\($0.element.0)\", is \"\($0.element.1)\"" } ?? "one is longer"
    Issue.record("\(name) differs, \(difference)", sourceLocation: sourceLocation)
}
