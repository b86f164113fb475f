extension Notice {
    /// Every item of R27…R30 that is not declared truly and completely, and R12.
    static func problems(of site: SiteDeclaration, _ errorRates: ErrorRates?) -> [Finding] {
        var problems = lapses(in: DeclaredText.operatorParty(of: site))
        if !problems.contains(where: { $0.reason.hasPrefix("operator.phone ") }),
            let phone = site.operatorParty?.phone, let lapse = PhoneNumber.lapse(in: phone)
        {
            problems.append(Finding(.R27, .block, "operator.phone \(lapse)"))
        }
        if site.purpose == nil { problems.append(Finding(.R28, .block, "purpose.id is missing")) }
        if site.retentionDays == nil { problems.append(Finding(.R28, .block, "retention.days is missing")) }
        problems += lapses(in: DeclaredText.purposeAndNecessity(of: site))
        if errorRates == nil { problems.append(Finding(.R29, .block, "no model pack gives its error rates")) }
        return problems + coercionProblems(in: site)
    }

    /// R12: the declared texts that push.
    static func coercionProblems(in site: SiteDeclaration) -> [Finding] {
        DeclaredText.all(of: site).compactMap { text in
            CoercivePhrases.found(in: text.text).map { phrase in
                Finding(.R12, .block, "\(text.key) says \"\(phrase)\", which pushes people")
            }
        }
    }

    private static func lapses(in texts: [DeclaredText]) -> [Finding] {
        texts.flatMap { text in text.lapses.map { Finding(text.requirement, .block, $0) } }
    }
}
