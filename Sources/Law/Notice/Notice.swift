/// The notice a person reads before anything about their face is processed (R26), made from the running declaration.
public struct Notice: Equatable, Sendable {
    /// Five pages, or none while there are problems: an incomplete notice is not shown.
    public let pages: [NoticePage]
    /// Over what a person agrees to: purpose, method, mode, kinds of data, kind of place, model pack. A change makes
    /// every older consent stale (R24, R35). Retention is compared as a number: only a longer one is a change.
    public let materialDigest: NoticeDigest
    /// Over every word of the pages. A change is told to people at their next use (R52).
    public let textDigest: NoticeDigest
    /// What keeps the notice from being made, by the items R27…R31 and R12; empty: it is complete. All verdicts block.
    public let problems: [Finding]
    let retentionDays: Int?

    /// - Parameter errorRates: nil when no model pack is usable; then R29 is a problem.
    public static func make(for site: SiteDeclaration, errorRates: ErrorRates?) -> Notice {
        let problems = problems(of: site, errorRates)
        let pages: [NoticePage]
        if problems.isEmpty, let content = NoticeContent(site, errorRates) { pages = content.pages } else { pages = [] }
        return Notice(
            pages: pages, materialDigest: materialDigest(of: site, errorRates), textDigest: textDigest(of: pages),
            problems: problems, retentionDays: site.retentionDays)
    }

    private static func materialDigest(of site: SiteDeclaration, _ errorRates: ErrorRates?) -> NoticeDigest {
        var form = CanonicalForm("menshen notice, material terms, 1")
        form.add("purpose", site.purpose?.rawValue ?? "")
        form.add("method", "template on this device, no picture kept, no network")
        form.add("mode", site.matchMode.rawValue)
        form.add("kinds", "face template, personal number, card number, record of use")
        form.add("place", site.placeKind?.rawValue ?? "")
        form.add("pack", errorRates?.packIdentity ?? "")
        return form.digest
    }

    private static func textDigest(of pages: [NoticePage]) -> NoticeDigest {
        var form = CanonicalForm("menshen notice, text, 1")
        for page in pages {
            form.add("zh title", page.titleChinese)
            for text in page.textChinese { form.add("zh", text) }
            form.add("en title", page.titleEnglish)
            for text in page.textEnglish { form.add("en", text) }
        }
        return form.digest
    }
}
