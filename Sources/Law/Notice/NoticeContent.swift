/// The words of the notice. The sentences are fixed; the site fills in fields (R12), the running settings fill in facts
/// (R26). Every paragraph is written in both languages side by side, so that neither says more than the other.
struct NoticeContent {
    let operatorParty: OperatorParty
    let purpose: Purpose
    let purposeDescription: Words
    let necessity: Necessity
    let mode: MatchMode
    let retentionDays: Int
    let ways: [WayIn]
    let opensByCardAlone: Bool
    let errorRates: ErrorRates

    /// Nil when something the pages need is not declared.
    init?(_ site: SiteDeclaration, _ errorRates: ErrorRates?) {
        guard let party = site.operatorParty, let purpose = site.purpose, let necessity = site.necessity,
            let retentionDays = site.retentionDays, let errorRates
        else { return nil }
        self.operatorParty = party
        self.purpose = purpose
        self.purposeDescription = site.purposeDescription
        self.necessity = necessity
        self.mode = site.matchMode
        self.retentionDays = retentionDays
        self.ways = site.ways
        self.opensByCardAlone = site.opensByCardAlone
        self.errorRates = errorRates
    }

    var pages: [NoticePage] {
        [whoWeAre, whatForAndHowLong, whyAndWhatMayGoWrong, yourRights, otherMatters].map { title, paragraphs in
            NoticePage(
                titleChinese: title.chinese, titleEnglish: title.english,
                textChinese: paragraphs.map(\.chinese), textEnglish: paragraphs.map(\.english))
        }
    }

    typealias Page = (title: Words, paragraphs: [Words])
}
