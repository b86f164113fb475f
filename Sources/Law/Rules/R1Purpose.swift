/// R1 purpose: a specific purpose and sufficient necessity (Measures 2025, Art. 4; PIPL Art. 28).
///
/// 1. The purpose is one of a closed list. There is no default.
/// 2. Why faces are needed, and why a card would not do, are written down in both languages.
/// 3. 1:N also needs a reason why 1:1 would not do (R2).
/// 4. Where a card opens by itself, a face makes the door no safer, and is the more intrusive way (R2); it is said.
extension Requirement {
    static let specificPurpose = Self(.R1, "purpose", cites: "Measures 2025 Art. 4, PIPL Art. 28") { facts, _ in
        let site = facts.site
        var lapses: [Judgement] = []
        if site.purpose == nil {
            let list = Purpose.allCases.map(\.rawValue).joined(separator: ", ")
            lapses.append(.block("purpose.id is not declared (one of \(list))"))
        }
        lapses += DeclaredText.purposeAndNecessity(of: site).flatMap(\.lapses).map { .block($0) }
        if site.opensByCardAlone {
            lapses.append(
                .amber(
                    "a card opens without a PIN (alternatives.card_alone): a face adds nothing to that, and is the way that touches people more (R2)"
                ))
        }
        return lapses.isEmpty
            ? [.pass("the purpose is \(site.purpose!.rawValue), and why faces are needed is declared")] : lapses
    }
}
