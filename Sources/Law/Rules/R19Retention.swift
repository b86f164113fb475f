import Timekeeping

/// R19 retention: no longer than the purpose needs (Measures 2025, Art. 8; PIPL Art. 19, 47).
///
/// 1. The days are declared, at least 1 and at most what the profile allows for the purpose. There is no "forever".
/// 2. The store is mounted and everything due has expired.
/// 3. The clock is good enough to know the day: `trusted`; `estimated` for 72 hours; never `lost`.
/// 4. After a jump forward of more than a week what has ended by the clock is unreadable at once; its keys are erased when the
///    jump is believed. Until then it is said on every look.
/// 5. What the media cannot promise of an erase is amber.
extension Requirement {
    static let estimatedClockGraceMilliseconds: Int64 = 72 * 3_600_000

    static let retention = Self(.R19, "retention", cites: "Measures 2025 Art. 8, PIPL Art. 19 and 47") { facts, _ in
        let lapses =
            daysLapses(facts.site, .final2025) + expiryLapses(facts) + clockLapses(facts) + doubtLapses(facts)
            + mediumLapses(facts)
        if !lapses.isEmpty { return lapses }
        return [.pass("templates are kept for \(facts.site.retentionDays!) days, and expiry is up to date")]
    }

    private static func daysLapses(_ site: SiteDeclaration, _ profile: LawProfile) -> [Judgement] {
        guard let days = site.retentionDays else { return [.block("retention.days is not declared")] }
        // Without a purpose R1 blocks; the longest cap still keeps "forever" out.
        let longest =
            site.purpose.map(profile.longestRetentionDays(for:))
            ?? Purpose.allCases.map(profile.longestRetentionDays(for:)).max()!
        if (1...longest).contains(days) { return [] }
        let purpose = site.purpose?.rawValue ?? "any purpose"
        return [.block("retention.days must be 1…\(longest) for \(purpose), got \(days)")]
    }

    private static func expiryLapses(_ facts: Facts) -> [Judgement] {
        facts.expiryIsCurrent ? [] : [.block("the store has not finished today's expiry")]
    }

    private static func clockLapses(_ facts: Facts) -> [Judgement] {
        switch facts.clock.trust {
        case .trusted: return []
        case .lost: return [.block("the clock is lost, so the day of expiry cannot be known")]
        case .estimated:
            let elapsed = facts.estimatedClockMilliseconds ?? facts.clock.uptime.milliseconds
            let left = estimatedClockGraceMilliseconds - elapsed
            guard left > 0 else { return [.block("the clock has been estimated for more than 72 hours")] }
            let hours = (left + 3_599_999) / 3_600_000
            return [.amber("the clock is estimated, expiry may come late; set it within \(hours) h or faces go off")]
        }
    }

    private static func mediumLapses(_ facts: Facts) -> [Judgement] {
        facts.secretKeeping?.erasureLapse.map { [.amber($0)] } ?? []
    }

    private static func doubtLapses(_ facts: Facts) -> [Judgement] {
        guard let doubt = facts.clockDoubt else { return [] }
        let hours = (doubt.millisecondsLeft + 3_599_999) / 3_600_000
        return [
            .amber(
                "the clock has jumped ahead by more than 7 days: nobody is enrolled, and what has ended by it is unreadable; "
                    + "its keys are erased in \(hours) powered hours unless the clock is put right")
        ]
    }
}
