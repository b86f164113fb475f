import Testing
import Timekeeping

@Suite struct CivilDayTests {
    /// A calendar that counts one day at a time and knows no formula.
    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
    static func daysIn(_ month: Int, of year: Int) -> Int {
        month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    @Test func everyDayFrom1900To2200ComesBackAsItWas() throws {
        var number = try #require(CivilDay(year: 1900, month: 1, day: 1)).number
        #expect(number == -25_567)
        for year in 1900...2200 {
            for month in 1...12 {
                for day in 1...Self.daysIn(month, of: year) {
                    let civil = CivilDay(year: year, month: month, day: day)
                    guard civil?.number == number, CivilDay(number: number).yearMonthDay == (year, month, day) else {
                        Issue.record("\(year)-\(month)-\(day) is not day \(number)")
                        return
                    }
                    number += 1
                }
                #expect(CivilDay(year: year, month: month, day: Self.daysIn(month, of: year) + 1) == nil)
            }
        }
        #expect(number == 84_371)
    }

    @Test(
        "Days that are known",
        arguments: [
            (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017), (2026, 11, 21, 20_778),
            (2038, 1, 19, 24_855), (1, 1, 1, -719_162), (0, 1, 1, -719_528), (9999, 12, 31, 2_932_896),
        ])
    func known(row: (year: Int, month: Int, day: Int, number: Int32)) throws {
        let day = try #require(CivilDay(year: row.year, month: row.month, day: row.day))
        #expect(day.number == row.number)
        #expect(day.yearMonthDay == (row.year, row.month, row.day))
    }

    @Test(
        "Days that do not exist",
        arguments: [
            (2025, 2, 29), (1900, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0),
            (2026, 1, 32), (-1, 1, 1), (10_000, 1, 1), (Int.max, 1, 1), (2026, Int.min, 1), (2026, 1, Int.max),
        ])
    func refused(row: (year: Int, month: Int, day: Int)) {
        #expect(CivilDay(year: row.year, month: row.month, day: row.day) == nil)
    }

    @Test func daysAreOrderedCountedAndWritten() throws {
        let day = try #require(CivilDay(year: 2024, month: 2, day: 28))
        #expect((day + 2).description == "2024-03-01")
        #expect((day + -59).description == "2023-12-31")
        #expect((day + 365) - day == 365)
        #expect(day < day + 1)
        #expect(CivilDay(year: 7, month: 3, day: 9)?.description == "0007-03-09")
    }
}
