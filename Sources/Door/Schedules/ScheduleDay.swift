import Timekeeping

/// What a civil day counts as in a schedule: one of the week, or a holiday.
public enum ScheduleDay: Int, CaseIterable, Comparable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday, holiday

    public var word: String {
        switch self {
        case .monday: "mon"
        case .tuesday: "tue"
        case .wednesday: "wed"
        case .thursday: "thu"
        case .friday: "fri"
        case .saturday: "sat"
        case .sunday: "sun"
        case .holiday: "holiday"
        }
    }

    /// In their order; `holiday` last.
    public static let words = allCases.map(\.word)

    public init?(word: String) {
        guard let day = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = day
    }

    /// The day of the week, by the calendar alone.
    public init(_ day: CivilDay) {
        // Day 0 was a Thursday.
        let number = (Int(day.number) + 3) % 7
        self = Self.allCases[number < 0 ? number + 7 : number]
    }

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
