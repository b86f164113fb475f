import SeededRandom
import Testing

@testable import Signage

/// Every character is one wide.
private struct Grid: TextMeasure {
    func advanceThousandths(of scalar: Unicode.Scalar, weight: Weight) -> Int { 1000 }
}

@Suite struct WrapTests {
    func wrap(_ text: String, _ columns: Int) -> WrappedText {
        Grid().wrap(text, sizePixels: 10, weight: .regular, widthPixels: columns * 10)
    }

    @Test(
        "Lines end where they may",
        arguments: [
            // English: between words, spaces vanish at the end of a line
            ("one two three", 7, ["one two", "three"]),
            ("one two three", 8, ["one two", "three"]),
            ("one   two", 4, ["one", "two"]),
            ("card/PIN here", 6, ["card/", "PIN", "here"]),
            ("0571-8765", 9, ["0571-8765"]),
            ("self-test", 6, ["self-", "test"]),
            // Chinese: anywhere
            ("请刷卡或输密码", 4, ["请刷卡或", "输密码"]),
            // closing marks never start a line
            ("请刷卡，输密码", 3, ["请刷", "卡，输", "密码"]),
            ("刷卡。密码。", 2, ["刷", "卡。", "密", "码。"]),
            ("一二三）。四", 4, ["一二", "三）。四"]),
            ("一二三》四", 3, ["一二", "三》四"]),
            ("一二三」四", 3, ["一二", "三」四"]),
            ("一二三？！四", 4, ["一二", "三？！四"]),
            ("一二三、四", 3, ["一二", "三、四"]),
            ("一二三；四", 3, ["一二", "三；四"]),
            ("一二三：四", 3, ["一二", "三：四"]),
            ("一二三』四", 3, ["一二", "三』四"]),
            // opening marks never end one
            ("一二（三四", 3, ["一二", "（三四"]),
            ("一二《三四", 3, ["一二", "《三四"]),
            ("一「二三」", 2, ["一", "「二", "三」"]),
            ("一二『三四", 3, ["一二", "『三四"]),
            ("一二「 三四", 4, ["一二", "「 三四"]),
            // mixed: a word among ideographs stays whole
            ("请看R14规则", 4, ["请看", "R14规", "则"]),
            ("按PIN键", 3, ["按", "PIN", "键"]),
            // numbers keep their units
            ("保存30天后", 4, ["保存", "30天后"]),
            ("到2026年12月止", 6, ["到2026年", "12月止"]),
            // newlines always end a line, empty lines count
            ("a\nb", 9, ["a", "b"]),
            ("a\n\nb", 9, ["a", "", "b"]),
            ("", 9, [""]),
            ("   ", 9, [""]),
        ]) func lines(text: String, columns: Int, expected: [String])
    {
        #expect(wrap(text, columns).lines == expected)
    }

    @Test(
        "A forced end is reported",
        arguments: [
            ("unbreakable", 4, true), ("，，，，，", 2, true), ("short", 5, false), ("请刷卡", 1, false), ("「一", 1, true),
        ])
    func forced(text: String, columns: Int, isForced: Bool) {
        let wrapped = wrap(text, columns)
        #expect(wrapped.isForced == isForced)
        #expect(wrapped.lines.joined() == text)
        #expect(wrapped.lines.allSatisfy { $0.count <= columns })
    }

    @Test("A phone number with no-break spaces stays whole") func phone() {
        #expect(wrap("请致电 \(Texts.unbroken("0571 8765 4321"))。", 16).lines == ["请致电", "0571\u{A0}8765\u{A0}4321。"])
    }

    @Test("Balanced lines are no more than greedy ones, and more even") func balanced() {
        let text = "No face recognition device may be installed in this place"
        let greedy = wrap(text, 40).lines
        let even = Grid().wrapBalanced(text, sizePixels: 10, weight: .regular, widthPixels: 400).lines
        #expect(even.count == greedy.count)
        func spread(_ lines: [String]) -> Int { lines.map(\.count).max()! - lines.map(\.count).min()! }
        #expect(spread(even) < spread(greedy))
        #expect(even.joined(separator: " ") == text)
    }

    @Test("Nothing is lost or reordered, no line is too long, punctuation obeys", arguments: [UInt64](1...200))
    func properties(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let text = randomText(&random, upTo: 60)
        let columns = Int.random(in: 1...20, using: &random)
        let wrapped = wrap(text, columns)
        func solid(_ text: String) -> String { text.filter { !LineBreak.isSpace($0) && !$0.isNewline } }
        #expect(solid(wrapped.lines.joined()) == solid(text), "seed \(seed)")
        // An emoji of several scalars is wider than one column and stands alone.
        #expect(wrapped.lines.allSatisfy { $0.unicodeScalars.count <= columns || $0.count == 1 }, "seed \(seed)")
        guard !wrapped.isForced else { return }
        for (line, next) in zip(wrapped.lines, wrapped.lines.dropFirst()) where !text.contains(where: \.isNewline) {
            #expect(next.first.map { !LineBreak.noStart.contains($0) } ?? true, "seed \(seed): \(next)")
            #expect(line.last.map { !LineBreak.noEnd.contains($0) } ?? true, "seed \(seed): \(line)")
        }
    }
}
