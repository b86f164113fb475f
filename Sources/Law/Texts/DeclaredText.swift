/// One text of the site file, with its key and what is asked of it.
struct DeclaredText {
    /// As in the site file, e.g. `operator.name_en`.
    let key: String
    let text: String
    let requirement: RequirementID
    /// 1, or 20 where a statement is asked for.
    let leastCharacters: Int

    init(_ key: String, _ text: String, _ requirement: RequirementID, leastCharacters: Int = 1) {
        (self.key, self.text, self.requirement, self.leastCharacters) = (key, text, requirement, leastCharacters)
    }

    static let statementCharacters = 20

    /// What is wrong with it: missing, too short or a placeholder; at most one of these.
    var lapses: [String] {
        let trimmed = text.trimmed
        if trimmed.isEmpty { return ["\(key) is missing"] }
        if let word = Placeholders.found(in: text) { return ["\(key) is a placeholder (\(word))"] }
        if trimmed.count < leastCharacters {
            return ["\(key) must have at least \(leastCharacters) characters, has \(trimmed.count)"]
        }
        if leastCharacters > 1, Set(trimmed).count < 5 { return ["\(key) does not say anything"] }
        return []
    }

    private static func both(
        _ key: String, _ words: Words, _ requirement: RequirementID, leastCharacters: Int = 1
    ) -> [DeclaredText] {
        [
            DeclaredText(key, words.chinese, requirement, leastCharacters: leastCharacters),
            DeclaredText(key + "_en", words.english, requirement, leastCharacters: leastCharacters),
        ]
    }

    /// R1: what must be said about purpose and necessity. The purpose's description may be left out, in both languages.
    static func purposeAndNecessity(of site: SiteDeclaration) -> [DeclaredText] {
        let least = statementCharacters
        let necessity = site.necessity ?? Necessity(statement: Words(), whyNotCard: Words())
        var texts = both("necessity.statement", necessity.statement, .R29, leastCharacters: least)
        texts += both("necessity.why_not_card", necessity.whyNotCard, .R29, leastCharacters: least)
        if site.matchMode == .identify {
            texts += both("necessity.why_identify", necessity.whyIdentify, .R29, leastCharacters: least)
        }
        if site.purposeDescription != Words() {
            texts += both("purpose.description", site.purposeDescription, .R28, leastCharacters: least)
        }
        return texts
    }

    /// R27: who answers for the data.
    static func operatorParty(of site: SiteDeclaration) -> [DeclaredText] {
        let party =
            site.operatorParty
            ?? OperatorParty(name: Words(), address: Words(), phone: "", responsiblePerson: "")
        return both("operator.name", party.name, .R27) + both("operator.address", party.address, .R27) + [
            DeclaredText("operator.phone", party.phone, .R27),
            DeclaredText("operator.responsible_person", party.responsiblePerson, .R27),
        ]
    }

    /// Everything of the site's own words that a screen may show.
    static func all(of site: SiteDeclaration) -> [DeclaredText] {
        operatorParty(of: site) + purposeAndNecessity(of: site) + [DeclaredText("site.door", site.door, .R26)]
    }
}
