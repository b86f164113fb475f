/// R34 consent: separate, voluntary, explicit, informed (Measures 2025, Art. 6; PIPL Art. 14, 29).
///
/// A person agrees at the terminal, and the record of it is made there. What can be checked as a fact:
/// 1. There is a notice to be informed by.
/// 2. What happens with under-14s is declared, because the age question comes before consent.
/// 3. No template is in the store without a consent on record.
extension Requirement {
    static let separateConsent = Self(.R34, "consent", cites: "Measures 2025 Art. 6, PIPL Art. 14 and 29") {
        facts, notice in
        var lapses: [Judgement] = []
        if notice.terms == nil {
            lapses.append(.block("nobody can be informed, so nobody can consent (see R26)"))
        }
        if facts.site.minors == nil { lapses.append(.block("minors.mode is not declared")) }
        let orphans = facts.consents.templatesWithoutConsent
        if orphans > 0 {
            lapses.append(
                .block(
                    "\(orphans) template\(orphans == 1 ? " has" : "s have") no consent on record and must be deleted"))
        }
        return lapses.isEmpty ? [.pass("consent can be given, and every template has one")] : lapses
    }
}
