import Law
import Testing

@Suite("R34 consent") struct R34ConsentTests {
    @Test("Nobody can consent to a notice that does not exist") func noNotice() {
        #expect(Facts.fine.with { $0.errorRates = nil }.blockers == [.R26, .R34])
    }

    @Test("What happens with under-14s must be declared") func minors() {
        let facts = Facts.fine.with { $0.site.minors = nil }
        #expect(facts.blockers == [.R34])
        #expect(facts.reasons(.R34) == ["minors.mode is not declared" + unaffected])
    }

    @Test("One template without a consent blocks; none does not, however many consents there are") func orphans() {
        #expect(Facts.fine.with { $0.consents.valid = 10_000 }.blockers.isEmpty)
        let one = Facts.fine.with { $0.consents = ConsentTally(valid: 7, templatesWithoutConsent: 1) }
        #expect(one.blockers == [.R34])
        #expect(one.reasons(.R34) == ["1 template has no consent on record and must be deleted" + unaffected])
    }

    @Test("R35: stale consents are counted and stop nobody else") func stale() {
        let facts = Facts.fine.with { $0.consents = ConsentTally(valid: 5, stale: 2, toBeTold: 1) }
        #expect(facts.blockers.isEmpty)
        #expect(facts.findings(.R35).map(\.verdict) == [.amber, .amber])
        #expect(facts.reasons(.R35)[0].hasPrefix("2 consents were given to other terms"))
        #expect(facts.reasons(.R35)[1].hasPrefix("1 person is told"))
    }
}

@Suite("R35: what a change does to a consent") struct ConsentStandingTests {
    static let before = Notice.make(for: .complete, errorRates: .sample).terms!

    static func standing(_ rates: ErrorRates? = .sample, _ change: (inout SiteDeclaration) -> Void) -> ConsentStanding {
        Notice.make(for: SiteDeclaration.complete.with(change), errorRates: rates).standing(of: before)
    }

    @Test("Nothing changed: valid") func same() { #expect(Self.standing { _ in } == .valid) }

    @Test("Terms changed: stale") func material() {
        #expect(
            Self.standing {
                $0.purpose = .publicSafety
                $0.retentionDays = 30
            } == .stale)
        #expect(Self.standing { $0.placeKind = .office } == .stale)
        #expect(Self.standing { $0.retentionDays = 91 } == .stale)
        let reason = Words(
            chinese: "住户抱着孩子时无法输入编号，因此需要一对多识别。", english: "Residents with a child in their arms cannot type a number.")
        #expect(
            Self.standing {
                $0.matchMode = .identify
                $0.necessity!.whyIdentify = reason
            } == .stale)
        let pack = ErrorRates(falseMatchOneIn: 100, falseNonMatchPerTenThousand: 125, packIdentity: "another pack")
        #expect(Self.standing(pack) { _ in } == .stale)
    }

    @Test("Wording, shorter retention, stricter matching, another way in: told, not asked") func text() {
        #expect(Self.standing { $0.operatorParty!.phone = "0571-5550 0199" } == .toBeTold)
        #expect(Self.standing { $0.necessity!.statement.english += " That is so." } == .toBeTold)
        #expect(Self.standing { $0.retentionDays = 89 } == .toBeTold)
        #expect(Self.standing { $0.ways = [.cardAndPIN] } == .toBeTold)
        let stricter = ErrorRates(
            falseMatchOneIn: 1000, falseNonMatchPerTenThousand: 300, packIdentity: ErrorRates.sample.packIdentity)
        #expect(Self.standing(stricter) { _ in } == .toBeTold)
    }

    @Test("The unit is not in it: one assessment covers a fleet of doors") func fleet() {
        #expect(
            Self.standing {
                $0.door = "西门 West Gate"
                $0.isDemonstration = true
            } == .valid)
    }

    @Test("While the notice has problems no consent stands") func problems() {
        #expect(Self.standing { $0.operatorParty!.phone = "" } == .stale)
        #expect(Self.standing(nil) { _ in } == .stale)
    }
}
