/// R14 alternative: a face is never the only way in (Measures 2025, Art. 10).
///
/// 1. At least one way in without a face is configured.
/// 2. Every device that way needs is there and healthy: card + PIN without a keypad is no way in.
///
/// Faces stop at once; a period of grace for people already enrolled would be laxer.
extension Requirement {
    static let alternative = Self(.R14, "alternative", cites: "Measures 2025 Art. 10") { facts, _ in
        let ways = facts.site.ways
        guard !ways.isEmpty else { return [.block("no way in without a face is configured")] }
        let healthy = Set(facts.alternatives.filter(\.isHealthy).map(\.kind))
        let open = ways.filter { way in facts.site.needs(of: way).allSatisfy(healthy.contains) }
        if !open.isEmpty {
            return [.pass("there is another way in: \(open.map(facts.site.word).joined(separator: ", "))")]
        }
        return [.block("no other way in works: \(state(of: facts))")]
    }

    /// E.g. "the card reader is healthy, the keypad is not fitted".
    private static func state(of facts: Facts) -> String {
        let needs = Set(facts.site.ways.flatMap(facts.site.needs))
        return Alternative.Kind.allCases.filter(needs.contains).map { kind in
            let devices = facts.alternatives.filter { $0.kind == kind }
            let name = kind == .card ? "the card reader" : "the keypad"
            if devices.isEmpty { return "\(name) is not fitted" }
            return devices.contains(where: \.isHealthy) ? "\(name) is healthy" : "\(name) does not answer"
        }.joined(separator: ", ")
    }
}

extension SiteDeclaration {
    fileprivate func word(for way: WayIn) -> String {
        way == .cardAndPIN && opensByCardAlone ? "card" : way.rawValue
    }
}
