import Law

extension SiteDeclaration {
    /// What the law wants may be missing here: Law says so. What is there must be well formed.
    static func read(_ document: Document) -> SiteDeclaration? {
        let isDemonstration = document.flag("site.demonstration", default: false)
        let door = document.text("site.door", default: "", longest: 60)
        let offset = document.integer("site.utc_offset_minutes", in: -720...840, default: 480)
        let mode: MatchMode? = document.choice("match.mode", default: .verify)

        var site = SiteDeclaration()
        site.placeKind = document.optionalChoice("site.place_kind")
        site.operatorParty = OperatorParty.read(document)
        site.purpose = document.optionalChoice("purpose.id")
        site.purposeDescription = document.words("purpose.description")
        site.necessity = Necessity.read(document)
        site.retentionDays = document.optionalInteger("retention.days", in: 1...36_500)
        site.minors = document.optionalChoice("minors.mode")
        if let ways: [WayIn] = document.optionalChoices("alternatives.ways", default: site.ways) { site.ways = ways }
        let cardAlone = document.flag("alternatives.card_alone", default: false)
        guard let isDemonstration, let door, let offset, let mode, let cardAlone else { return nil }
        site.opensByCardAlone = cardAlone
        site.isDemonstration = isDemonstration
        site.door = door
        site.utcOffsetMinutes = offset
        site.matchMode = mode
        return site
    }
}

extension OperatorParty {
    /// Nil when the file has no `[operator]`.
    fileprivate static func read(_ document: Document) -> OperatorParty? {
        let party = OperatorParty(
            kind: document.optionalChoice("operator.kind"), name: document.words("operator.name", longest: 60),
            address: document.words("operator.address", longest: 120),
            phone: document.text("operator.phone", default: "", longest: 40) ?? "",
            responsiblePerson: document.text("operator.responsible_person", default: "", longest: 60) ?? "")
        return document.optional("operator") == nil ? nil : party
    }
}

extension Necessity {
    /// Nil when the file has no `[necessity]`.
    fileprivate static func read(_ document: Document) -> Necessity? {
        let necessity = Necessity(
            statement: document.words("necessity.statement"), whyNotCard: document.words("necessity.why_not_card"),
            whyIdentify: document.words("necessity.why_identify"))
        return document.optional("necessity") == nil ? nil : necessity
    }
}

extension Document {
    /// `key` in Chinese and `key_en` in English; empty where the file has none.
    fileprivate func words(_ key: String, longest: Int = 300) -> Words {
        Words(
            chinese: text(key, default: "", longest: longest) ?? "",
            english: text(key + "_en", default: "", longest: 2 * longest) ?? "")
    }
}
