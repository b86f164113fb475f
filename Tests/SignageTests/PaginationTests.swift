import Controller
import Law
import Testing

@testable import Signage

// R26: the whole notice, in legible type, however many screens it takes.
@Suite struct PaginationTests {
    let style = SignStyle(isBench: true)

    static func long(_ paragraphs: Int) -> NoticePage {
        NoticePage(
            titleChinese: "3 为什么需要", titleEnglish: "3 Why it is needed",
            textChinese: (1...paragraphs).map { "第\($0)段：" + String(repeating: "本小区夜间无人值守，住户常常双手提物，不便取卡。", count: 4) },
            textEnglish: (1...paragraphs).map {
                "Paragraph \($0): "
                    + String(
                        repeating: "Nobody is at the gate by night, and many come home with both hands full. ", count: 4
                    )
            })
    }

    func words(_ pages: [NoticePage]) -> (String, String) {
        func solid(_ texts: [String]) -> String { texts.joined().filter { $0 != " " } }
        return (solid(pages.flatMap(\.textChinese)), solid(pages.flatMap(\.textEnglish)))
    }

    @Test("Short pages stay as they are") func short() throws {
        #expect(try paginate(Examples.noticePages, style: style, measure: PlainMeasure()) == Examples.noticePages)
    }

    @Test("Long pages become several; every word is there, once, in order; each fits", arguments: [2, 3, 5, 9])
    func long(
        paragraphs: Int
    ) throws {
        let pages = (0..<5).map { _ in Self.long(paragraphs) }
        let cut = try paginate(pages, style: style, measure: PlainMeasure())
        #expect(cut.count > 5)
        #expect(words(cut) == words(pages))
        for (index, page) in cut.enumerated() {
            let layout = try Layout(
                .notice(page, index: index, count: cut.count), style: style, measure: PlainMeasure())
            #expect(brokenRules(of: layout, isBench: true) == [])
            let shown = layout.texts.map(\.string).joined().filter { $0 != " " }
            for paragraph in page.textChinese + page.textEnglish {
                #expect(shown.contains(paragraph.filter { $0 != " " }))
            }
        }
        #expect(cut[1].titleChinese == "3 为什么需要（续）")
        #expect(cut[1].titleEnglish == "3 Why it is needed (continued)")
    }

    @Test("One paragraph without end is cut between sentences") func sentence() throws {
        let page = NoticePage(
            titleChinese: "题", titleEnglish: "T", textChinese: [String(repeating: "一句很长很长的话。", count: 120)],
            textEnglish: ["One sentence."])
        let cut = try paginate([page], style: style, measure: PlainMeasure())
        #expect(cut.count > 1)
        #expect(words(cut) == words([page]))
        #expect(cut.allSatisfy { page in page.textChinese.allSatisfy { $0.hasSuffix("。") } })
    }

    @Test("What cannot be cut is refused") func unbreakable() {
        let page = NoticePage(
            titleChinese: "题", titleEnglish: "T", textChinese: ["文"], textEnglish: [String(repeating: "x", count: 5000)]
        )
        #expect(throws: SignageError(.doesNotFit(scene: "notice"))) {
            try paginate([page], style: style, measure: PlainMeasure())
        }
    }
}
