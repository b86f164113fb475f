import Foundation
import Records
import Testing

@testable import Console
@testable import Controller

/// The manual's list of commands is the table's: `MENSHEN_GOLDEN=write swift test --filter ConsolePage` writes it anew.
@Suite("The manual of the console") struct ConsolePageTests {
    @Test("the manual lists every command of the table, with who may give it") func manual() throws {
        try compare("Board/debian/menshen-console.7", from: ".\\\" commands\n", to: ".\\\" end\n", Self.list)
    }

    @Test("the first page lists them too") func readme() throws {
        let groups = CommandTable.groups.map { group in
            "- \(group.title): \(group.specs.map { "`\($0.name)`" }.joined(separator: ", "))\n"
        }
        try compare("README.md", from: "<!-- commands -->\n", to: "<!-- end -->\n", groups.joined())
    }

    private func compare(_ path: String, from begin: String, to end: String, _ list: String) throws {
        let file = Firmware.root.appending(path: path)
        let page = try String(contentsOf: file, encoding: .utf8)
        let start = try #require(page.range(of: begin)), stop = try #require(page.range(of: end))
        let written = page.replacingCharacters(in: start.upperBound..<stop.lowerBound, with: list)
        if ProcessInfo.processInfo.environment["MENSHEN_GOLDEN"] == "write" {
            try Data(written.utf8).write(to: file)
        }
        #expect(try written == String(contentsOf: file, encoding: .utf8))
    }

    private static var list: String {
        CommandTable.groups.map { group in
            ".Ss \(group.title)\n.Bl -tag -width Ds\n" + group.specs.map(item).joined() + ".El\n"
        }.joined()
    }

    private static func item(_ spec: CommandSpec) -> String {
        let viewers: [Role?] = [nil] + Role.allCases
        let letters = viewers.map { spec.roles.allows($0) ? String(($0?.word ?? "nobody").first!) : "-" }
        let ranges = spec.parameters.map { "\($0.name): \($0.range)" }
        return ".It \(spec.usage) Pq \(letters.joined())\n\(sentence(spec.help))\n"
            + (ranges.isEmpty ? "" : ".br\n\(escaped(ranges.joined(separator: "; ")))\n")
    }

    private static func sentence(_ help: String) -> String {
        escaped(help.prefix(1).uppercased() + help.dropFirst() + ".")
    }

    /// A line that begins with a quote or a dot is a request to the formatter.
    private static func escaped(_ text: String) -> String {
        (text.hasPrefix("'") || text.hasPrefix(".") ? "\\&" : "") + text.replacing("-", with: "\\-")
    }
}
