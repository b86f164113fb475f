import Timekeeping

/// The numbers of one reading of the law, compiled in. Profiles may only tighten.
public struct LawProfile: Sendable {
    public let name: String
    public let version: Int
    /// After this day the profile should have been read again (R49).
    public let reviewBy: CivilDay
    let longestRetentionDays: @Sendable (Purpose) -> Int

    /// R19: the longest retention for this purpose.
    public func longestRetentionDays(for purpose: Purpose) -> Int { longestRetentionDays(purpose) }

    /// Measures 2025 (Order No. 19, in force since 2025-06-01). The Measures name no number of days, only "the
    /// shortest time needed": the caps are this project's reading. A visitor's template ends with the visit's next day.
    public static let final2025 = LawProfile(
        name: "final-2025", version: 1, reviewBy: CivilDay(year: 2027, month: 6, day: 1)!,
        longestRetentionDays: { purpose in
            switch purpose {
            case .doorAccess: 365
            case .visitorAdmission: 1
            case .publicSafety: 30
            }
        })
}
