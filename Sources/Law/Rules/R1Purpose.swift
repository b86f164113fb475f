/// R1 purpose: a specific purpose and sufficient necessity (Measures 2025, Art. 4; PIPL Art. 28).
///
/// 1. The purpose is one of a closed list. There is no default.
/// 2. Why faces are needed, and why a card would not do, are written down in both languages.
/// 3. 1:N also needs a reason why 1:1 would not do (R2).
extension Requirement {
    static let specificPurpose = Self(.R1, "purpose", cites: "Measures 2025 Art. 4, PIPL Art. 28") { facts, _ in
        let site = facts.site
        var lapses: [Judgement] = []
        if site.purpose == nil {
            let list = Purpose.allCases.map(\.rawValue).joined(separator: ", ")
            lapses.append(.block("purpose.id is not declared (one of \(list))"))
        }
        lapses += DeclaredText.purposeAndNecessity(of: site).flatMap(\.lapses).map { .block($0) }
        return lapses.isEmpty
            ? [.pass("the purpose is \(site.purpose!.rawValue), and why faces are needed is declared")] : lapses
    }
}
