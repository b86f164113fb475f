import SeededRandom
import Testing
import Timekeeping

@testable import Door

@Suite("Schedules as they are typed") struct ScheduleTextTests {
    @Test("what is printed is read as the same, and is short enough for a record", arguments: 0..<500 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let schedule = random.schedule()
        #expect(try WeeklySchedule(schedule.description) == schedule, "\(schedule)")
        #expect(schedule.description.utf8.count <= 512)
    }

    @Test("the longest there is is short enough too") func longest() throws {
        var hours: [ScheduleDay: [MinuteInterval]] = [:]
        for day in ScheduleDay.allCases {
            hours[day] = (0..<4).map { MinuteInterval(60 * $0 + day.rawValue, 60 * $0 + 30)! }
        }
        let schedule = try WeeklySchedule(hours)
        #expect(schedule.description.utf8.count <= 512)
        #expect(try WeeklySchedule(schedule.description) == schedule)
    }

    @Test(
        "texts as people write them",
        arguments: [
            ("mon-fri 08:00-18:00 19:00-20:00, sat 09:00-12:00", "mon-fri 08:00-18:00 19:00-20:00, sat 09:00-12:00"),
            ("  mon  tue wed 08:00-12:00", "mon-wed 08:00-12:00"), ("mon wed 00:00-24:00", "mon wed all-day"),
            ("sat-mon 10:00-11:00", "mon sat-sun 10:00-11:00"), ("fri 22:00-24:00, sat 00:00-06:00", nil),
            ("mon 12:00-13:00 08:00-12:00", "mon 08:00-13:00"), ("holiday all-day,sun 10:00-11:00", nil),
            ("mon-sun holiday all-day", "always"), ("always", "always"), ("never", "never"),
        ] as [(String, String?)])
    func good(text: String, printed: String?) throws {
        let schedule = try WeeklySchedule(text)
        if let printed { #expect(schedule.description == printed) }
        #expect(try WeeklySchedule(schedule.description) == schedule)
    }

    @Test(
        "what is wrong is named",
        arguments: [
            ("", "days and then hours"), ("mon", "days and then hours"), ("08:00-18:00", "days and then hours"),
            ("mon 08:00-18:00,", "days and then hours"), ("mon 18:00-08:00", "'18:00-08:00'"),
            ("mon 08:00-08:00", "'08:00-08:00'"), ("mon 8:00-18:00", "'8:00-18:00'"),
            ("mon 08:00-24:01", "'08:00-24:01'"), ("mon 08:60-18:00", "'08:60-18:00'"), ("mon 24:00-24:00", "'24:00"),
            ("mon 08:00-18:00 tue", "'tue'"), ("mon-mon 08:00-18:00", "'mon-mon'"), ("Mon 08:00-18:00", "'Mon'"),
            ("mon-holiday all-day", "'mon-holiday'"), ("mon all-day, mon 08:00-09:00", "mon stands there twice"),
            ("mon-fri wed all-day", "wed stands there twice"), ("mon 08:00-12:00 11:59-13:00", "overlap on mon"),
            ("mon 01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00 09:00-10:00", "mon has 5 intervals, 4 at most"),
            ("always, mon all-day", "'always'"), ("周一 08:00-18:00", "'周一'"), ("mon ٠٨:00-18:00", "'٠٨:00"),
        ])
    func bad(text: String, words: String) {
        do throws(AccessError) {
            let schedule = try WeeklySchedule(text)
            Issue.record("'\(text)' was read as \(schedule)")
        } catch { #expect(error.words.contains(words), "\(error.words)") }
    }

    @Test(
        "names",
        arguments: [
            ("a", true), ("office-2", true), (String(repeating: "x", count: 24), true), ("", false), ("A", false),
            (String(repeating: "x", count: 25), false), ("a b", false), ("é", false), ("a_b", false),
        ])
    func names(text: String, isName: Bool) { #expect((AccessName(text) != nil) == isName) }
}
