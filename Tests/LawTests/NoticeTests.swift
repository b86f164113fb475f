import Testing

@testable import Law

@Suite("R26 notice") struct NoticeTests {
    static func make(_ change: (inout SiteDeclaration) -> Void = { _ in }) -> Notice {
        Notice.make(for: SiteDeclaration.complete.with(change), errorRates: .sample)
    }

    @Test("Five pages, both languages paragraph by paragraph") func pages() {
        let pages = Self.make().pages
        #expect(pages.count == 5)
        for page in pages {
            #expect(page.textChinese.count == page.textEnglish.count)
            #expect(page.textChinese.count >= 3)
            for text in page.textChinese + page.textEnglish + [page.titleChinese, page.titleEnglish] {
                #expect(!text.isEmpty && !text.contains("Optional(") && !text.contains("  "))
            }
        }
    }

    @Test("The words, for review") func golden() throws {
        func text(_ notice: Notice) -> String {
            notice.pages.enumerated().map { index, page in
                (["\(index + 1)  \(page.titleChinese) / \(page.titleEnglish)"] + page.textChinese + [""]
                    + page.textEnglish)
                    .joined(separator: "\n")
            }.joined(separator: "\n\n") + "\n"
        }
        try expectGolden("notice-verify.txt", text(Self.make()))
        try expectGolden(
            "notice-identify.txt",
            text(
                Self.make {
                    $0.matchMode = .identify
                    $0.retentionDays = 1
                    $0.ways = [.numberAndPIN]
                    $0.necessity!.whyIdentify = Words(
                        chinese: "住户抱着孩子时无法输入编号，因此需要一对多识别。",
                        english: "Residents with a child in their arms cannot type a number.")
                }))
    }

    @Test("Where a card opens alone, the notice promises that, and people are told of the change") func cardAlone() {
        let before = Self.make(), after = Self.make { $0.opensByCardAlone = true }
        let words = after.pages.flatMap { $0.textEnglish + $0.textChinese }
        #expect(words.contains { $0.contains("come in by card, or number and PIN") })
        #expect(words.contains { $0.contains("可以刷卡或者用编号加密码进出") })
        #expect(!words.contains { $0.contains("card and PIN") || $0.contains("卡加密码") })
        #expect(after.materialDigest == before.materialDigest && after.textDigest != before.textDigest)
    }

    @Test(
        "Each item is where the law wants it",
        arguments: [
            (0, "临安青山物业服务有限公司", "Lin'an Qingshan Property Services Ltd."), (0, "0571-5550 0134", "0571-5550 0134"),
            (0, "李静", "Li Jing"), (0, "青山路18号", "18 Qingshan Road"), (1, "出入门禁", "door access"), (1, "90 天", "90 days"),
            (1, "一对一", "one to one"), (1, "照片和录像不保存", "No photo or video is kept"), (1, "自动删除", "deleted by itself"),
            (2, "腾不出手", "no hand free"), (2, "常被转借", "Cards are lent"), (2, "每 100 次", "1 in 100"),
            (2, "1.25%", "1.25%"),
            (3, "撤回", "withdraw"), (3, "复制、更正", "a copy, a correction"), (3, "投诉", "complain"), (4, "十四周岁", "under 14"),
            (4, "第三方", "no third party"), (4, "自动判断", "A machine decides"),
        ]) func items(page: Int, chinese: String, english: String)
    {
        let page = Self.make().pages[page]
        #expect(page.textChinese.contains { $0.contains(chinese) })
        #expect(page.textEnglish.contains { $0.contains(english) })
    }

    struct Gap: Sendable, CustomTestStringConvertible {
        let key: String, item: RequirementID
        let make: @Sendable (inout SiteDeclaration) -> Void
        init(_ key: String, _ item: RequirementID, _ make: @escaping @Sendable (inout SiteDeclaration) -> Void) {
            (self.key, self.item, self.make) = (key, item, make)
        }
        var testDescription: String { key }
    }

    @Test(
        "Each mandatory field by its key and item",
        arguments: [
            Gap("operator.name", .R27) { $0.operatorParty!.name.chinese = "" },
            Gap("operator.name_en", .R27) { $0.operatorParty!.name.english = "" },
            Gap("operator.address", .R27) { $0.operatorParty!.address.chinese = "" },
            Gap("operator.address_en", .R27) { $0.operatorParty!.address.english = "" },
            Gap("operator.phone", .R27) { $0.operatorParty!.phone = " " },
            Gap("operator.responsible_person", .R27) { $0.operatorParty!.responsiblePerson = "" },
            Gap("purpose.id", .R28) { $0.purpose = nil },
            Gap("retention.days", .R28) { $0.retentionDays = nil },
            Gap("necessity.statement_en", .R29) { $0.necessity!.statement.english = "" },
            Gap("necessity.why_not_card", .R29) { $0.necessity!.whyNotCard.chinese = "" },
        ]) func missing(gap: Gap)
    {
        let notice = Self.make(gap.make)
        #expect(notice.problems == [Finding(gap.item, .block, "\(gap.key) is missing")])
        #expect(notice.pages.isEmpty)
        #expect(notice.terms == nil)
        let facts = Facts.fine.with { gap.make(&$0.site) }
        #expect(facts.blockers.contains(.R26))
        #expect(facts.reasons(.R26) == ["the notice cannot be made: \(gap.key) is missing (\(gap.item))" + unaffected])
    }

    @Test("A rate that was not measured is called estimated, and both are of single comparisons") func estimated() {
        func words(_ isEstimated: Bool) -> (chinese: String, english: String) {
            let rates = ErrorRates(
                falseMatchOneIn: 100, falseNonMatchPerTenThousand: 125, packIdentity: "p", isEstimated: isEstimated)
            let page = Notice.make(for: .complete, errorRates: rates).pages[2]
            return (page.textChinese.joined(), page.textEnglish.joined())
        }
        #expect(words(true).chinese.contains("估计") && words(true).english.contains("it is estimated"))
        #expect(!words(true).english.contains("in the tests"))
        #expect(!words(false).chinese.contains("估计") && words(false).english.contains("in the tests"))
        for words in [words(true), words(false)] {
            #expect(words.chinese.contains("单次比对大约每 100 次") && words.english.contains("1 in 100 single comparisons"))
            #expect(!words.english.contains("attempts"))
        }
    }

    @Test("No error rates, no notice (R29)") func noRates() {
        let notice = Notice.make(for: .complete, errorRates: nil)
        #expect(notice.problems == [Finding(.R29, .block, "no model pack gives its error rates")])
    }

    @Test("No operator at all: six fields of R27") func noOperator() {
        #expect(Self.make { $0.operatorParty = nil }.problems.map(\.requirement) == Array(repeating: .R27, count: 6))
    }

    @Test(
        "Placeholders are found",
        arguments: [
            "TBD", "tbd later", "ＴＢＤ", "XXX", "xx", "XX物业公司", "XXXX 有限公司", "待定", "（待定）", "名称待补充", "某某物业", "××公司", "暂无",
            "无", "N/A", "n/a",
            "none", "-", "...", "TODO", "To be determined", "测试", "Your Company Ltd.", "???", "T\u{200B}BD",
        ]) func placeholder(text: String)
    {
        let problems = Self.make { $0.operatorParty!.name.chinese = text }.problems
        #expect(problems.map(\.requirement) == [.R27], "\(problems)")
    }

    @Test(
        "Real names are not taken for placeholders",
        arguments: [
            "无锡物业服务有限公司", "Maxx Property", "Exxon", "测试设备制造有限公司", "Name & Co.", "TBDX Ltd.", "Phone House", "Luxx 20",
        ]) func realName(text: String)
    {
        #expect(Self.make { $0.operatorParty!.name.english = text }.problems.isEmpty)
    }

    @Test(
        "Phone numbers",
        arguments: [
            ("0571-5550 0134", nil), ("+86 571 5550 0134", nil), ("95588", nil), ("(0571) 55500134 转 801", nil),
            ("400-810-1234", nil),
            ("12345678", "operator.phone looks like a placeholder"),
            ("000-0000-0000", "operator.phone looks like a placeholder"),
            ("87654321", "operator.phone looks like a placeholder"),
            ("1234", "operator.phone must have 5…20 digits, has 4"),
            ("call us", "operator.phone has 'c' in it"), ("TBD", "operator.phone is a placeholder (tbd)"),
            ("", "operator.phone is missing"),
        ] as [(String, String?)]) func phone(text: String, problem: String?)
    {
        #expect(Self.make { $0.operatorParty!.phone = text }.problems.map(\.reason) == (problem.map { [$0] } ?? []))
    }

    @Test(
        "FNMR reads as it is",
        arguments: [(0, "0"), (5, "0.05"), (40, "0.4"), (125, "1.25"), (300, "3"), (10_000, "100")])
    func percent(hundredths: Int, text: String) {
        let rates = ErrorRates(falseMatchOneIn: 2, falseNonMatchPerTenThousand: hundredths, packIdentity: "p")
        #expect(rates.falseNonMatchPercent == text)
        let shown = hundredths == 0 ? " 不到 0.01% " : "大约有 \(text)% "
        #expect(
            Notice.make(for: .complete, errorRates: rates).pages[2].textChinese.contains { $0.contains(shown.trimmed) })
    }
}

@Suite("R12 coercion") struct CoercionTests {
    @Test(
        "A phrase that pushes is found in any field, and the notice is not made",
        arguments: [
            ("本小区必须刷脸进门，不接受其他方式，请各位住户配合登记。", "必须刷脸"), ("物业强制要求住户登记，以便统一管理小区出入。", "强制"),
            ("刷脸更快捷，请优先刷脸进入小区东门，谢谢各位住户配合。", "优先刷脸"), ("ＶＩＰ住户可以享受专门的通道进入小区，敬请各位住户登记。", "vip"),
            ("强 制 登记后方可进入小区东门，请各位住户尽快办理登记。", "强制"), ("住户同意永久授权物业使用其人脸信息用于小区门禁管理。", "永久"),
        ]) func chinese(text: String, phrase: String)
    {
        let site = SiteDeclaration.complete.with { $0.necessity!.statement.chinese = text }
        let notice = Notice.make(for: site, errorRates: .sample)
        #expect(
            notice.problems == [Finding(.R12, .block, "necessity.statement says \"\(phrase)\", which pushes people")])
        let facts = Facts.fine.with { $0.site = site }
        #expect(facts.blockers == [.R26, .R34])
        #expect(facts.findings(.R12).map(\.verdict) == [.amber])
    }

    @Test(
        "English, with word ends, hyphens and capitals",
        arguments: [
            ("This gate is face-only for the residents.", true), ("Enjoy FASTER   ENTRY with your face today.", true),
            ("Face recognition is mandatory at this gate.", true),
            ("Face recognition is not mandatory at this gate.", false),
            ("Vipers and other snakes live behind this gate.", false),
            ("Consent is irrevocable once it has been given.", true),
            ("A VIP lane for those who enrol their faces.", true),
            ("A surface-only treatment of the wooden gate.", false),
        ]) func english(text: String, pushes: Bool)
    {
        let site = SiteDeclaration.complete.with { $0.necessity!.whyNotCard.english = text }
        #expect(Notice.make(for: site, errorRates: .sample).problems.contains { $0.requirement == .R12 } == pushes)
    }

    @Test(
        "Saying the opposite is allowed",
        arguments: [
            "本小区无须刷脸，也不是必须刷脸，住户可以自由选择进门方式。",
            "本小区不强制刷脸，住户可以自由选择卡、密码或者人脸进门。", "没有强制要求，住户可以自由选择卡、密码或者人脸进门。", "模板不会永久保存，到期自动删除，住户可以自由选择进门方式。",
        ]) func denied(text: String)
    {
        let site = SiteDeclaration.complete.with { $0.necessity!.statement.chinese = text }
        #expect(Notice.make(for: site, errorRates: .sample).problems.isEmpty)
    }

    @Test("The terminal's own words pass its own search") func ownWords() {
        for page in Notice.make(for: .complete, errorRates: .sample).pages {
            for text in page.textChinese + page.textEnglish {
                #expect(CoercivePhrases.found(in: text) == nil, "\(text)")
            }
        }
    }

    @Test("The door's name is searched too; it is on the sign") func door() {
        let site = SiteDeclaration.complete.with { $0.door = "VIP 通道" }
        #expect(Notice.make(for: site, errorRates: .sample).problems.map(\.requirement) == [.R12])
    }
}
