import Foundation
import Testing

/// One file of the house, with its path from the top of the checkout.
struct HouseFile: Sendable {
    let path: String
    let text: String
    /// The text without comments and strings, line for line; only for Swift and C.
    let code: String

    init(path: String, text: String) {
        (self.path, self.text) = (path, text)
        code = codeOnly(text)
    }

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var codeLines: [Substring] { code.split(separator: "\n", omittingEmptySubsequences: false) }
    var isSwift: Bool { path.hasSuffix(".swift") }

    /// `Sources/FaceCore/Chip.swift` lies in `FaceCore`.
    var room: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : nil
    }

    /// `Chip.swift:12: text`, as compilers say it.
    func complaint(line index: Int, _ text: String) -> String { "\(path):\(index + 1): \(text)" }
}

/// The checkout that these tests were built from.
enum Checkout {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let sources = files(under: "Sources")
    static let tests = files(under: "Tests")
    static let scripts = files(under: "Board") + files(under: ".ci")
    static let everything =
        sources + tests + scripts + files(under: "Config") + ["Package.swift", "README.md"].map(file)

    static func file(_ path: String) -> HouseFile {
        let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8)
        return HouseFile(path: path, text: text ?? "")
    }

    /// Names at the top that git would take, hidden ones aside.
    static var topLevel: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return names.filter { !$0.hasPrefix(".") && $0 != "Package.resolved" }.sorted()
    }

    /// All text files under a folder, by path.
    private static func files(under folder: String) -> [HouseFile] {
        let walk = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
        let paths = (walk?.allObjects as? [String] ?? []).map { "\(folder)/\($0)" }.sorted()
        return paths.compactMap { path in
            guard let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8) else { return nil }
            return HouseFile(path: path, text: text)
        }
    }
}

/// An issue for each complaint.
func expectNone(_ complaints: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    for complaint in complaints { Issue.record(Comment(rawValue: complaint), sourceLocation: sourceLocation) }
}
