import Timekeeping

/// The hours of a week: up to four intervals for each day of the week, and for holidays. A day that is not named has none.
public struct WeeklySchedule: Hashable, Sendable {
    public static let intervalLimit = 4
    public static let always = WeeklySchedule(unchecked: ScheduleDay.allCases.map { _ in [.wholeDay] })
    public static let never = WeeklySchedule(unchecked: ScheduleDay.allCases.map { _ in [] })

    /// By `ScheduleDay`; in the order of the day, apart from each other.
    private let days: [[MinuteInterval]]

    /// - Parameter hours: in any order; what touches counts as one.
    /// - Throws: when intervals of one day overlap, or are more than four.
    public init(_ hours: [ScheduleDay: [MinuteInterval]]) throws(AccessError) {
        var days: [[MinuteInterval]] = []
        for day in ScheduleDay.allCases { days.append(try Self.joined(hours[day] ?? [], day)) }
        self.days = days
    }

    private init(unchecked days: [[MinuteInterval]]) { self.days = days }

    public func intervals(on day: ScheduleDay) -> [MinuteInterval] { days[day.rawValue] }

    /// - Parameter exceptions: days that count as another one.
    public func isInside(_ time: LocalTime, _ exceptions: DayExceptions) -> Bool {
        intervals(on: exceptions.kind(of: time.day)).contains { $0.contains(time.minute) }
    }

    /// When it is the other way round for the first time; nil: never.
    public func nextChange(after time: LocalTime, _ exceptions: DayExceptions) -> LocalTime? {
        let now = isInside(time, exceptions)
        for day in exceptions.daysWorthLooking(from: time.day) {
            for minute in changes(on: exceptions.kind(of: day)) {
                let change = LocalTime(day, minute: minute)
                if change > time, isInside(change, exceptions) != now { return change }
            }
        }
        return nil
    }

    /// Minutes at which it may change; midnights are among them.
    private func changes(on day: ScheduleDay) -> [Int] {
        [0] + intervals(on: day).flatMap { [$0.start, $0.end] }
    }

    private static func joined(
        _ intervals: [MinuteInterval], _ day: ScheduleDay
    ) throws(AccessError) -> [MinuteInterval] {
        var joined: [MinuteInterval] = []
        for interval in intervals.sorted(by: { $0.start < $1.start }) {
            guard let last = joined.last, last.end >= interval.start else {
                joined.append(interval)
                continue
            }
            guard last.end == interval.start else {
                throw AccessError("\(last) and \(interval) overlap on \(day.word)")
            }
            joined[joined.count - 1] = MinuteInterval(last.start, interval.end)!
        }
        guard joined.count <= intervalLimit else {
            throw AccessError("\(day.word) has \(joined.count) intervals, \(intervalLimit) at most")
        }
        return joined
    }
}
