import SeededRandom
import Testing
import Timekeeping

@testable import Door

@Suite("The hours of a week") struct WeeklyScheduleTests {
    /// A Monday.
    private static let monday = CivilDay(year: 2026, month: 3, day: 2)!

    @Test(
        "every minute of a week: inside or not, and when that changes, as counting finds it",
        arguments: 0..<16 as Range<UInt64>)
    func everyMinute(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let schedule = random.schedule(), exceptions = random.exceptions(around: Self.monday, within: 18)
        let days = 18
        // By the intervals alone: one flag for each minute.
        let flags = (0..<days).flatMap { day -> [Bool] in
            let kind = exceptions.kind(of: Self.monday + day)
            return (0..<1_440).map { minute in
                schedule.intervals(on: kind).contains { $0.start <= minute && minute < $0.end }
            }
        }
        for minute in 0..<7 * 1_440 {
            let time = LocalTime(Self.monday + minute / 1_440, minute: minute % 1_440)
            guard schedule.isInside(time, exceptions) == flags[minute] else {
                Issue.record("\(schedule): \(time) is \(!flags[minute])")
                return
            }
            let wanted = flags[minute...].firstIndex { $0 != flags[minute] }
            let found = schedule.nextChange(after: time, exceptions)
            if wanted == nil, let found {
                #expect(found.day >= Self.monday + days, "\(schedule): nothing changes at \(found)")
                return
            }
            guard let wanted else { continue }
            guard found == LocalTime(Self.monday + wanted / 1_440, minute: wanted % 1_440) else {
                Issue.record(
                    "\(schedule): after \(time) it changes at minute \(wanted), not \(String(describing: found))")
                return
            }
        }
    }

    @Test("seconds of a minute belong to it") func seconds() throws {
        let schedule = try WeeklySchedule("mon 08:00-18:00"), none = DayExceptions()
        let eight = WallTime(seconds: 1_772_409_600)  // 2026-03-02T00:00Z
        for (second, isInside) in [(-1, false), (0, true), (35_999, true), (36_000, false)] as [(Int64, Bool)] {
            let time = LocalTime(WallTime(seconds: eight.seconds + second), utcOffsetMinutes: 480)
            #expect(schedule.isInside(time, none) == isInside, "\(second)")
            #expect(time.wallTime(utcOffsetMinutes: 480) == WallTime(seconds: eight.seconds + second))
        }
        let last = LocalTime(WallTime(seconds: eight.seconds + 35_999), utcOffsetMinutes: 480)
        #expect(schedule.nextChange(after: last, none) == LocalTime(Self.monday, minute: 18 * 60))
    }

    @Test("a holiday far away is found; after a week of holidays the week goes on; what never changes says so")
    func farAway() throws {
        let monday = LocalTime(Self.monday, minute: 0)
        var exceptions = DayExceptions()
        let far = CivilDay(year: 2099, month: 1, day: 1)!
        try exceptions.set(far, .holiday)
        #expect(
            try WeeklySchedule("holiday 10:00-11:00").nextChange(after: monday, exceptions)
                == LocalTime(far, minute: 600))
        #expect(WeeklySchedule.always.nextChange(after: monday, exceptions) == nil)
        #expect(WeeklySchedule.never.nextChange(after: monday, exceptions) == nil)
        #expect(
            try WeeklySchedule("mon-sun all-day").nextChange(after: monday, exceptions) == LocalTime(far, minute: 0))
        var festival = DayExceptions()
        for day in 0..<20 { try festival.set(Self.monday + day, .holiday) }
        #expect(
            try WeeklySchedule("sun 10:00-11:00").nextChange(after: monday, festival)
                == LocalTime(Self.monday + 20, minute: 600))
    }

    @Test("China's calendar: a Saturday that counts as a Monday, a Monday that is a holiday") func makeUpDays() throws {
        let office = try WeeklySchedule("mon-fri 08:00-18:00")
        var exceptions = DayExceptions()
        try exceptions.set(Self.monday, .holiday)
        try exceptions.set(Self.monday + 5, .monday)
        func isInside(_ day: Int) -> Bool { office.isInside(LocalTime(Self.monday + day, minute: 600), exceptions) }
        #expect((0..<8).map(isInside) == [false, true, true, true, true, true, false, true])
    }

    @Test("the day of the week, for a thousand years") func weekdays() {
        #expect(ScheduleDay(CivilDay(year: 2026, month: 11, day: 22)!) == .sunday)
        #expect(ScheduleDay(CivilDay(year: 2000, month: 2, day: 29)!) == .tuesday)
        for number in -200_000..<200_000 as Range<Int32> {
            let day = ScheduleDay(CivilDay(number: number)), next = ScheduleDay(CivilDay(number: number + 1))
            guard next.rawValue == (day.rawValue + 1) % 7 else {
                Issue.record("\(CivilDay(number: number)) is a \(day.word)")
                return
            }
        }
    }
}
