import Law
import Testing

@Suite("R1 purpose") struct R1PurposeTests {
    @Test("Without a purpose faces are off, and the list is shown") func missingPurpose() {
        let facts = Facts.fine.with { $0.site.purpose = nil }
        #expect(facts.blockers.contains(.R1))
        #expect(
            facts.reasons(.R1) == [
                "purpose.id is not declared (one of door-access, visitor-admission, public-safety)" + unaffected
            ])
    }

    @Test(
        "Each text of the necessity is asked for by its key",
        arguments: [
            ("necessity.statement", \Necessity.statement.chinese),
            ("necessity.statement_en", \Necessity.statement.english),
            ("necessity.why_not_card", \Necessity.whyNotCard.chinese),
            ("necessity.why_not_card_en", \Necessity.whyNotCard.english),
        ]) func missingText(key: String, text: WritableKeyPath<Necessity, String> & Sendable)
    {
        let facts = Facts.fine.with { $0.site.necessity![keyPath: text] = "  " }
        #expect(facts.blockers == [.R1, .R26, .R34])
        #expect(facts.reasons(.R1) == ["\(key) is missing" + unaffected])
    }

    @Test("No necessity at all: four findings") func missingNecessity() {
        #expect(Facts.fine.with { $0.site.necessity = nil }.findings(.R1).count == 4)
    }

    @Test("The edge: 19 characters are too few, 20 are enough; spaces around do not count") func edge() {
        let twenty = "一二三四五六七八九十一二三四五六七八九十"
        #expect(twenty.count == 20)
        for (text, blocks) in [(twenty, false), (String(twenty.dropLast()), true), (twenty.dropLast() + "   ", true)] {
            let facts = Facts.fine.with { $0.site.necessity!.statement.chinese = text }
            #expect(facts.blockers.contains(.R1) == blocks, "\(text)")
        }
    }

    @Test(
        "Twenty characters that say nothing",
        arguments: [
            "aaaaaaaaaaaaaaaaaaaaaaaa", "..........................", "待定，之后由物业经理补充完整说明内容并且提交",
            "TBD by the property manager some day",
        ]) func nothing(text: String)
    {
        #expect(Facts.fine.with { $0.site.necessity!.whyNotCard.english = text }.blockers.contains(.R1))
    }

    @Test("Where a card opens alone, it is said that a face adds nothing; faces are not stopped") func cardAlone() {
        let facts = Facts.fine.with { $0.site.opensByCardAlone = true }
        #expect(facts.blockers.isEmpty)
        #expect(facts.findings(.R1).map(\.verdict) == [.amber])
        #expect(facts.reasons(.R1)[0].contains("a face adds nothing") && facts.reasons(.R1)[0].contains("(R2)"))
        #expect(Facts.fine.findings(.R1).map(\.verdict) == [.pass])
    }

    @Test("1:N needs its own reason; 1:1 does not") func identify() {
        let reason = Words(
            chinese: "住户抱着孩子时无法输入编号，因此需要一对多识别。", english: "Residents with a child in their arms cannot type a number.")
        let identify = Facts.fine.with { $0.site.matchMode = .identify }
        #expect(identify.reasons(.R1).count == 2)
        #expect(identify.with { $0.site.necessity!.whyIdentify = reason }.blockers.isEmpty)
    }

    @Test("A description of the purpose may be left out in both languages, not in one") func description() {
        #expect(Facts.fine.with { $0.site.purposeDescription = Words() }.blockers.isEmpty)
        let half = Facts.fine.with { $0.site.purposeDescription.english = "" }
        #expect(half.reasons(.R1) == ["purpose.description_en is missing" + unaffected])
    }
}
