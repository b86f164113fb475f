import SeededRandom
import Timekeeping

@testable import Door

/// Schedules and calendars for tests, with the corners often in them.
extension SplitMix64 {
    mutating func schedule() -> WeeklySchedule {
        var hours: [ScheduleDay: [MinuteInterval]] = [:]
        let shared = intervals()
        for day in ScheduleDay.allCases where below(4) > 0 { hours[day] = below(2) == 0 ? shared : intervals() }
        return try! WeeklySchedule(hours)
    }

    /// 0…4, apart from each other or touching.
    private mutating func intervals() -> [MinuteInterval] {
        var ends: Set<Int> = []
        for _ in 0..<2 * below(5) {
            ends.insert([0, 1, 480, 719, 720, 1_439, 1_440, below(1_441)].randomElement(using: &self)!)
        }
        let sorted = ends.sorted()
        return stride(from: 0, to: sorted.count - 1, by: below(5) == 0 ? 1 : 2).prefix(4).map {
            MinuteInterval(sorted[$0], sorted[$0 + 1])!
        }
    }

    mutating func exceptions(around day: CivilDay, within days: Int) -> DayExceptions {
        var exceptions = DayExceptions()
        for _ in 0..<below(8) {
            try! exceptions.set(day + (below(days) - 3), ScheduleDay.allCases.randomElement(using: &self)!)
        }
        return exceptions
    }
}
