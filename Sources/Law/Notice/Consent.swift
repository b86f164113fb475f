/// What a person agreed to, as the consent record keeps it (R34).
public struct ConsentTerms: Equatable, Sendable {
    public var materialDigest: NoticeDigest
    public var textDigest: NoticeDigest
    public var retentionDays: Int
    public init(materialDigest: NoticeDigest, textDigest: NoticeDigest, retentionDays: Int) {
        (self.materialDigest, self.textDigest, self.retentionDays) = (materialDigest, textDigest, retentionDays)
    }
}

/// Where one consent stands under today's notice (R35, R52).
public enum ConsentStanding: Equatable, Sendable {
    case valid
    /// The wording changed, the terms did not: the person is told at the next use.
    case toBeTold
    /// The terms changed: the template is locked, the person uses card or PIN until consenting anew.
    case stale
}

extension Notice {
    /// What somebody agrees to who agrees now. Nil while the notice has problems: then nobody can be informed, and
    /// nobody can consent.
    public var terms: ConsentTerms? {
        guard problems.isEmpty, let retentionDays else { return nil }
        return ConsentTerms(materialDigest: materialDigest, textDigest: textDigest, retentionDays: retentionDays)
    }

    /// Stale when the material terms differ or retention became longer; a shorter one asks nothing new of the person.
    /// While the notice has problems every consent is stale: nothing says what it would be compared with.
    public func standing(of consent: ConsentTerms) -> ConsentStanding {
        guard let today = terms, consent.materialDigest == today.materialDigest,
            today.retentionDays <= consent.retentionDays
        else { return .stale }
        return consent.textDigest == today.textDigest ? .valid : .toBeTold
    }
}
