import Controller
import SeededRandom
import Testing

@testable import Settings

@Suite("Editing a file's text by place") struct TextEditTests {
    private static func edited(_ text: String, _ key: String, _ value: String) -> String? {
        TextEdit(Array(text.utf8))?.setting(key, to: value).map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    static let rows: [(text: String, key: String, value: String, wanted: String?)] = [
        ("[a]\nb = 1\n", "a.b", "22", "[a]\nb = 22\n"),
        ("[a]\nb=1# c\nd = 2", "a.b", "22", "[a]\nb=22# c\nd = 2"),
        ("[a] # 东\nb   =   \"东门\"  # 东门 \"b\"\n", "a.b", #""x""#, "[a] # 东\nb   =   \"x\"  # 东门 \"b\"\n"),
        ("[a]\r\nb = 1\r\n", "a.b", "2", "[a]\r\nb = 2\r\n"),
        ("\u{FEFF}[a]\nb = 1\n", "a.b", "2", "\u{FEFF}[a]\nb = 2\n"),
        ("\u{FEFF}a.b = 1\n", "a.b", "2", "\u{FEFF}a.b = 2\n"),
        ("a.b = 1\na.c = 2\n", "a.c", "3", "a.b = 1\na.c = 3\n"),
        ("a = { b = 1, c = 2 }\n", "a.b", "30", "a = { b = 30, c = 2 }\n"),
        ("[a]\nb = [\n 1, # one\n 2,\n] # end\nc = 3\n", "a.b", "[4]", "[a]\nb = [4] # end\nc = 3\n"),
        ("[a]\nb = '''x\ny''' # z\n", "a.b", #""w""#, "[a]\nb = \"w\" # z\n"),
        ("[a]\nb = \"\"\"x\ny\"\"\"\nc = true", "a.c", "false", "[a]\nb = \"\"\"x\ny\"\"\"\nc = false"),
        ("[a]\n\"b\" = 1\n", "a.b", "2", "[a]\n\"b\" = 2\n"),
        ("[a]\nb = 0x1F\n", "a.b", "2", "[a]\nb = 2\n"),
        // Keys that are not there yet.
        ("[a]\nb = 1 # one\n\n[c]\nd = 2\n", "a.e", "3", "[a]\nb = 1 # one\ne = 3\n\n[c]\nd = 2\n"),
        ("[a]\nb = [\n 1,\n]\n[c]\n", "a.e", "3", "[a]\nb = [\n 1,\n]\ne = 3\n[c]\n"),
        ("[a]\n# nothing\n[c]\nd = 2\n", "a.e", "3", "[a]\ne = 3\n# nothing\n[c]\nd = 2\n"),
        ("[a]\r\nb = 1\r\n", "a.e", "3", "[a]\r\nb = 1\r\ne = 3\r\n"),
        ("[a]\nb = 1", "a.e", "3", "[a]\nb = 1\ne = 3"),
        ("[a]\nb = 1", "c.e", "3", "[a]\nb = 1\n\n[c]\ne = 3\n"),
        ("a.b = 1\n[c]\nd = 2\n", "a.e", "3", "a.b = 1\na.e = 3\n[c]\nd = 2\n"),
        ("a = { b = 1 }\n", "a.e", "3", "a = { b = 1, e = 3 }\n"),
        ("# a\n", "a.b", "1", "# a\n\n[a]\nb = 1\n"),
        // What has no place is not forced into one.
        ("a = {}\n", "a.e", "3", nil), ("a = 1\n", "a.e", "3", nil), ("[[a]]\nb = 1\n", "a.e", "3", nil),
        ("[a\n", "a.e", "3", nil),
    ]

    @Test("one value becomes another, and every other byte stays", arguments: rows.indices) func places(row: Int) {
        let (text, key, value, wanted) = Self.rows[row]
        #expect(Self.edited(text, key, value) == wanted)
    }

    private static let removals: [(text: String, key: String, wanted: String?)] = [
        ("[a]\nb = 1\nc = 2\n", "a.b", "[a]\nc = 2\n"), ("[a]\nb = 1 # one\n", "a.b", "[a]\n"),
        ("[a]\r\nb = 1\r\nc = 2", "a.c", "[a]\r\nb = 1\r\n"), ("a.b = 1\n[c]\nd = 2\n", "a.b", "[c]\nd = 2\n"),
        ("[a]\nb = [\n 1, # one\n 2,\n] # end\nc = 3\n", "a.b", "[a]\nc = 3\n"),
        ("[a]\nb = \"\"\"x\ny\"\"\"\nc = true", "a.b", "[a]\nc = true"),
        ("a = { b = 1, c = 2 }\n", "a.b", "a = { c = 2 }\n"), ("a = { b = 1, c = 2 }\n", "a.c", "a = { b = 1 }\n"),
        ("a = { b = 1, c = 2, d = 3 } # x\n", "a.c", "a = { b = 1, d = 3 } # x\n"),
        ("a = {b=1}\n[c]\nd=1\n", "a.b", "[c]\nd=1\n"),
        ("\u{FEFF}a.b = 1\n", "a.b", ""),
        // Nobody wrote it.
        ("[a]\nb = 1\n", "a.c", "[a]\nb = 1\n"), ("# a\n", "a.b", "# a\n"),
    ]

    @Test("a key goes with its line or its comma, and every other byte stays", arguments: removals.indices)
    func removes(row: Int) throws {
        let (text, key, wanted) = Self.removals[row]
        let edit = TextEdit(Array(text.utf8))?.removing(key)
        #expect(edit.map { String(decoding: $0.bytes, as: UTF8.self) } == wanted)
    }

    @Test("in the files we ship: any key can go, and every comment line stays") func removesInExamples() throws {
        for (name, text) in try SiteKeys.texts() {
            for key in SiteKeys.sorted {
                let edit = try #require(TextEdit(text)?.removing(key), "\(name) \(key)")
                let before = Self.lines(text)
                let after = Self.lines(edit.bytes)
                #expect(after.difference(from: before).insertions.isEmpty, "\(name) \(key)")
                for comment in before where comment.hasPrefix("#") { #expect(after.contains(comment)) }
            }
        }
    }

    @Test("in the files we ship: any key has its place, and only its own lines change") func examples() throws {
        for (name, text) in try SiteKeys.texts() {
            for (key, values) in SiteKeys.samples {
                for value in values {
                    let edited = try #require(TextEdit(text)?.setting(key, to: value)?.bytes, "\(name) \(key)")
                    let (before, after) = (Self.lines(text), Self.lines(edited))
                    let difference = after.difference(from: before)
                    #expect(difference.insertions.count <= 3 && difference.removals.count <= 1, "\(name) \(key)")
                    for comment in before where comment.hasPrefix("#") { #expect(after.contains(comment)) }
                }
            }
        }
    }

    @Test("many edits, one after the other: each key says what it was set to last", arguments: 0..<5 as Range<UInt64>)
    func many(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for text in try SiteKeys.texts().values {
            var (now, wanted) = (text, [String: String]())
            for _ in 0..<60 {
                let key = SiteKeys.sorted[random.below(SiteKeys.samples.count)]
                let value = SiteKeys.samples[key]![random.below(SiteKeys.samples[key]!.count)]
                now = try #require(TextEdit(now)?.setting(key, to: value)?.bytes)
                wanted[key] = value
            }
            let nodes = try parseToml(now).get()
            let byPath = Dictionary(uniqueKeysWithValues: nodes.map { ($0.path, $0) })
            for (key, value) in wanted { #expect(TomlText.value(at: key, in: byPath) == value) }
        }
    }

    private static func lines(_ text: [UInt8]) -> [String] {
        String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
