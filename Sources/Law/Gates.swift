/// Every requirement that is judged while the terminal runs, in the order they are reported.
public enum Gates {
    public static let requirements: [Requirement] = [
        .specificPurpose,  // R1
        .forbiddenPlace,  // R8
        .noCoercion,  // R12
        .alternative,  // R14
        .propertyManager,  // R16
        .retention,  // R19
        .notice,  // R26
        .separateConsent,  // R34
        .staleConsent,  // R35
        .encryption,  // R39
        .audit,  // R40
    ]

    /// One or more findings for each requirement, in the order of `requirements`. Same facts, same findings.
    public static func findings(for facts: Facts) -> [Finding] {
        let notice = Notice.make(for: facts.site, errorRates: facts.errorRates)
        return requirements.flatMap { $0.findings(for: facts, notice) }
    }

    /// The requirements that keep faces off, ascending, each once. Empty: faces may be used.
    public static func faceBlockers(_ findings: [Finding]) -> [RequirementID] {
        Set(findings.lazy.filter { $0.verdict == .block }.map(\.requirement)).sorted()
    }
}
