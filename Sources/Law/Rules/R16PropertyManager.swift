/// R16 property manager: where a property manager runs the door, residents can choose among at least two other ways
/// in (Measures 2025, Art. 10; Supreme Court provisions 2021, Art. 10).
extension Requirement {
    static let propertyManager = Self(.R16, "property manager", cites: "Supreme Court provisions 2021 Art. 10") {
        facts, _ in
        switch facts.site.operatorParty?.kind {
        case nil: [.amber("operator.kind is not declared")]
        case .propertyManager where Set(facts.site.ways).count < 2:
            [.amber("a property manager owes at least two ways in without a face, \(facts.site.ways.count) configured")]
        case .propertyManager: [.pass("a property manager, with \(facts.site.ways.count) ways in without a face")]
        case .employer, .school, .hotel, .shop, .publicBody, .other: [.pass("not a property manager")]
        }
    }
}
