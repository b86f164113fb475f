import Law

/// What the law will say of settings that wait for the next start, told while they can still be taken back.
extension Controller {
    /// One line for each thing that would be worse than now; empty when the declaration is the one that runs.
    func lawWords(for sheet: SettingsSheet) -> [String] {
        let site = sheet.declaration
        guard site != configuration.site else { return [] }
        var later = facts
        later.site = site
        let known = Gates.findings(for: facts)
        let blocks = Gates.findings(for: later).filter { $0.verdict == .block && !known.contains($0) }
        return blocks.map { "then \($0.requirement) keeps faces off: \($0.reason)" } + consentWords(for: site)
    }

    private func consentWords(for site: SiteDeclaration) -> [String] {
        guard let terms = configuration.notice.terms else { return [] }
        switch Notice.make(for: site, errorRates: configuration.errorRates).standing(of: terms) {
        case .valid: return []
        case .toBeTold: return ["then everybody is told of the change at their next use (R52)"]
        case .stale: return ["then every consent given so far is stale, and every face waits for a new one (R35)"]
        }
    }
}
