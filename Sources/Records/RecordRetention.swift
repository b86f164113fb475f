import RingStore
import Timekeeping

/// How long records that are no templates are kept.
public enum RecordRetention {
    /// Door decisions: half a year, then only counts.
    public static let doorDays = 180

    /// Processing records: three years at least (R23), to the end of that month so that keys stay few.
    public static func processingLastDay(from day: CivilDay) -> CivilDay {
        let (year, month, _) = day.yearMonthDay
        let next =
            month == 12
            ? CivilDay(year: year + 4, month: 1, day: 1) : CivilDay(year: year + 3, month: month + 1, day: 1)
        return (next ?? day + 1127) + -1
    }

    static func expiry(of journal: Journal, day: CivilDay) -> Expiry {
        switch journal {
        case .processing: .after(processingLastDay(from: day))
        case .doors: .after(day + doorDays)
        }
    }
}
