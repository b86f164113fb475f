import SeededRandom
import Testing

@testable import Console

@Suite("Long lines on a screen of 80 columns") struct WrappingTests {
    @Test(
        "broken between words, under the text",
        arguments: [
            ("short", 20, ["short"]), ("one two three four five", 12, ["one two", "three four", "five"]),
            ("R14  PASS   another way in is there", 24, ["R14  PASS   another way", "            in is there"]),
            ("abcdefghij", 4, ["abcd", "efgh", "ij"]), ("门神门神门神", 5, ["门神", "门神", "门神"]),
            (
                "         R26  BLOCK  no pack is there", 30,
                ["         R26  BLOCK  no pack", "                     is there"]
            ),
        ])
    func examples(line: String, columns: Int, expected: [String]) {
        #expect(Wrapping.lines(line, columns: columns) == expected)
    }

    @Test("nothing is lost, nothing is wider than the screen") func anyText() {
        var random = SplitMix64(seed: 8)
        let words = [
            "a", "door", "R14  ", "门神", "held-open", "  ", "0123456789012345678901234567890123456789", "é\u{301}",
        ]
        for _ in 0..<2_000 {
            let line = (0..<random.below(20)).map { _ in words[random.below(words.count)] }.joined(separator: " ")
            let columns = 30 + random.below(60)
            let lines = Wrapping.lines(line, columns: columns)
            for line in lines { #expect(DisplayWidth.columns(of: line.unicodeScalars) <= columns) }
            #expect(lines.joined().filter { $0 != " " } == line.filter { $0 != " " })
        }
    }
}
