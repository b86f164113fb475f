import Testing
import Timekeeping

@Suite struct WallTimeTests {
    @Test("The civil day turns at local midnight", arguments: [-720, -600, -1, 0, 1, 330, 345, 480, 840])
    func midnight(utcOffsetMinutes: Int) {
        for number: Int32 in [-1_000_000, -366, -1, 0, 1, 20_778, 84_371] {
            let midnight = Int64(number) * 86_400 - Int64(utcOffsetMinutes) * 60
            let edges: [(Int64, Int32)] = [(-86_400, -1), (-1, -1), (0, 0), (1, 0), (86_399, 0), (86_400, 1)]
            for (seconds, days) in edges {
                let day = WallTime(seconds: midnight + seconds).civilDay(utcOffsetMinutes: utcOffsetMinutes)
                #expect(day.number == number + days, "day \(number), \(seconds) s")
            }
        }
    }

    @Test func oneInstantIsTwoDaysInTwoPlaces() {
        let newYearInChina = WallTime(seconds: 1_767_196_800)  // 2025-12-31T16:00:00Z
        #expect(newYearInChina.civilDay(utcOffsetMinutes: 480).description == "2026-01-01")
        #expect(newYearInChina.civilDay(utcOffsetMinutes: 479).description == "2025-12-31")
        #expect(newYearInChina.civilDay(utcOffsetMinutes: -720).description == "2025-12-31")
        #expect(newYearInChina.civilDay(utcOffsetMinutes: 840).description == "2026-01-01")
    }

    @Test func clocksAreOrderedAndMeasured() {
        #expect(WallTime(seconds: -1) < WallTime(seconds: 0))
        let start = Uptime(milliseconds: 40)
        #expect(start < start + 1)
        #expect((start + 250) - start == 250)
        #expect(start - (start + 250) == -250)
    }
}
