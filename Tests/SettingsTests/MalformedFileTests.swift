import Foundation
import Testing

@testable import Settings

@Suite("Files that are no settings") struct MalformedFileTests {
    @Test("A missing file, a directory, a huge file: said by name") func unreadable() throws {
        func findings(_ path: String) -> [String] {
            if case .failure(let error) = loadSite(path: path) { error.findings.map(\.description) } else { [] }
        }
        #expect(findings("/no/such.toml") == ["/no/such.toml: cannot be opened: No such file or directory"])
        #expect(findings("/tmp") == ["/tmp: cannot be read: Is a directory"])
        let file = FileManager.default.temporaryDirectory.appending(
            path: "menshen-huge-\(UInt64.random(in: 0...UInt64.max)).toml")
        try Data(repeating: 0x20, count: (1 << 20) + 1).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(findings(file.path) == ["\(file.path): is longer than 1 MiB, which no settings file is"])
    }

    @Test("Empty, or nothing but spaces", arguments: ["", " \n\t\r\n"]) func empty(text: String) {
        #expect(siteFindings(text) == ["s.toml:1:1: the file is empty"])
    }

    @Test("Nothing but a comment lacks what a site must say") func comment() {
        #expect(siteFindings("# nothing here\n").count == 5)
    }

    @Test("Not UTF-8: each line, at its first bad byte") func notUTF8() {
        let bytes =
            Array("a = \"门".utf8) + [0xFF] + Array("\"\nb = 1\nc = ".utf8) + [0xC3, 0x28, 0x0A] + Array("d = ".utf8) + [
                0xE9, 0x97,
            ]
        #expect(
            siteFindings(bytes) == [
                "s.toml:1:7: the text is not UTF-8", "s.toml:3:5: the text is not UTF-8",
                "s.toml:4:5: the text is not UTF-8",
            ])
        #expect(siteFindings([0xC0, 0x80]) == ["s.toml:1:1: the text is not UTF-8"], "no overlong forms")
        #expect(siteFindings([0xED, 0xA0, 0x80]) == ["s.toml:1:1: the text is not UTF-8"], "no surrogates")
    }

    @Test("Other files: a picture, UTF-16, NUL bytes") func foreign() {
        #expect(!siteFindings([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]).isEmpty)
        #expect(!siteFindings(Array("[door]".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }).isEmpty)
        #expect(!siteFindings([UInt8](repeating: 0, count: 4096)).isEmpty)
        #expect(!siteFindings("#!/bin/sh\nexit 0\n").isEmpty)
    }

    @Test("A byte-order mark and DOS line ends are harmless") func dos() {
        #expect(siteFindings([0xEF, 0xBB, 0xBF] + Array(leastSite.utf8)) == [])
        #expect(siteFindings(leastSite.replacing("\n", with: "\r\n")) == [])
    }

    @Test("A duplicate key is said at its second place") func duplicate() {
        let findings = siteFindings(replacing("contact", with: "contact = true\ncontact = false", in: leastSite))
        #expect(findings.count == 1)
        #expect(findings.first?.hasPrefix("s.toml:6:") == true, "\(findings)")
        #expect(findings.first?.contains("contact") == true)
    }

    @Test("Several syntax errors and a wrong value are all found, and nothing else") func several() {
        let text = """
            [match]
            false_match_rate = "1 in 1000
            [door]
            strike_milliseconds = 3,000
            contact = yes
            exit_button = 7
            failure = "fail-secure"
            """
        let findings = siteFindings(text)
        #expect(findings.map { $0.split(separator: ":")[1] } == ["2", "4", "5", "6"], "\(findings)")
        #expect(findings.last == "s.toml:6:15: door.exit_button must be true or false, got 7")
    }

    @Test("After a damaged table header nothing more is guessed") func header() {
        let findings = siteFindings(replacing("[door]", with: "[door", in: leastSite))
        #expect(findings.count == 1 && findings[0].hasPrefix("s.toml:3:"), "\(findings)")
    }

    @Test("Every prefix of a good file loads or says why, and never a line that is not there") func truncated() {
        let bytes = Array(leastSite.utf8)
        for count in 0..<bytes.count {
            let prefix = Array(bytes[..<count])
            let lines = prefix.split(separator: 0x0A, omittingEmptySubsequences: false).count
            let result = readSite(prefix, file: "s.toml")
            guard case .failure(let error) = result else {
                #expect(count >= bytes.count - 1, "count=\(count)")
                continue
            }
            for finding in error.findings {
                #expect((1...lines).contains(finding.position!.line), "count=\(count) \(finding)")
            }
        }
    }

    @Test("A flipped byte anywhere is survived") func flipped() {
        for index in 0..<leastSite.utf8.count {
            for bit in 0..<8 {
                var bytes = Array(leastSite.utf8)
                bytes[index] ^= 1 << bit
                if case .failure(let error) = readSite(bytes, file: "s.toml") { #expect(!error.findings.isEmpty) }
            }
        }
    }

    @Test("Nesting as deep as a line allows is refused, not followed") func deep() {
        let dotted = Array(repeating: "a", count: 2000).joined(separator: ".")
        #expect(!siteFindings("\(dotted) = 1\n\(leastSite)").isEmpty)
        #expect(!siteFindings("[\(dotted)]\n\(dotted) = 1\n").isEmpty)
        #expect(!siteFindings("a = " + String(repeating: "[", count: 4000)).isEmpty)
        #expect(!siteFindings("a = " + String(repeating: "{a=", count: 1300)).isEmpty)
        let long = "a = \"" + String(repeating: "x", count: 5000) + "\"\n"
        #expect(siteFindings(leastSite + long) == ["s.toml:8:4097: the line is longer than 4096 bytes"])
    }

    @Test("Many arrays over many lines are survived too") func deepOverLines() {
        let text = "a = " + String(repeating: "[\n", count: 100_000)
        #expect(!siteFindings(text).isEmpty)
    }

    @Test("More errors than are worth reading") func many() {
        let text = String(repeating: "a = = 1\n", count: 1000)
        #expect(siteFindings(text).count == SyntaxRecovery.mostErrors)
    }
}

@Suite("Nearest names") struct NearestNameTests {
    @Test(
        "Edit distance",
        arguments: [("", "", 0), ("a", "", 1), ("abc", "abd", 1), ("kitten", "sitting", 3), ("ab", "ba", 2)])
    func distance(a: String, b: String, expected: Int) {
        #expect(editDistance(a, b) == expected)
        #expect(editDistance(b, a) == expected)
    }

    @Test("Only what is close is proposed") func nearest() {
        #expect(nearestName(to: "dorr", among: ["door", "match"]) == "door")
        #expect(nearestName(to: "qqqqq", among: ["door", "match"]) == nil)
        #expect(nearestName(to: "x", among: []) == nil)
    }
}
