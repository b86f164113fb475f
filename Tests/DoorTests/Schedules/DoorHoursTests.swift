import SeededRandom
import Testing
import Timekeeping

@testable import Door

@Suite("The door's own hours") struct DoorHoursTests {
    private static let monday = CivilDay(year: 2026, month: 3, day: 2)!
    private static let office = AccessName("office")!

    private static func tables(firstPerson: Bool, _ text: String = "mon-fri 08:00-12:00 13:00-18:00") -> AccessTables {
        var tables = AccessTables()
        try! tables.setSchedule(office, WeeklySchedule(text))
        try! tables.setDoorRule(DoorRule(schedule: office, waitsForFirstPerson: firstPerson))
        return tables
    }

    /// Minutes from Monday's midnight on.
    fileprivate static func time(_ minute: Int) -> LocalTime {
        LocalTime(monday + minute / 1_440, minute: minute % 1_440)
    }

    @Test("plain hours are the schedule's, whichever way the clock is moved", arguments: 0..<30 as Range<UInt64>)
    func plain(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var tables = AccessTables()
        try! tables.setSchedule(Self.office, random.schedule())
        try! tables.setDoorRule(DoorRule(schedule: Self.office, waitsForFirstPerson: false))
        var hours = DoorHours()
        var minute = 0
        for _ in 0..<2_000 {
            minute = random.below(10) == 0 ? random.below(12 * 1_440) : minute + random.below(40)
            let time = Self.time(minute)
            let isInside = tables.schedule(Self.office)!.isInside(time, tables.exceptions)
            guard hours.observe(tables, at: time) == isInside else {
                Issue.record("at \(time)")
                return
            }
            #expect(hours.state == (isInside ? .open : .closed))
        }
    }

    /// Hours that are looked at.
    private final class Watch {
        var hours = DoorHours()
        var tables: AccessTables

        init(_ tables: AccessTables) { self.tables = tables }

        /// - Parameter minute: nil: the clock is not believed.
        func look(_ minute: Int?) -> DoorHours.State {
            let isOpen = hours.observe(tables, at: minute.map(DoorHoursTests.time))
            #expect(isOpen == (hours.state == .open))
            return hours.state
        }
        func personComes() { hours.personCame() }
        func change(_ change: (inout AccessTables) throws -> Void) rethrows {
            try change(&tables)
            hours.forget()
        }
    }

    @Test("the first person opens, until these hours are over, and then somebody has to come again") func firstPerson()
    {
        let watch = Watch(Self.tables(firstPerson: true))
        #expect(watch.look(7 * 60) == .closed)
        watch.personComes()  // before the hours
        #expect(watch.look(8 * 60) == .waiting)
        watch.personComes()
        #expect(watch.look(8 * 60 + 1) == .open)
        #expect(watch.look(12 * 60 - 1) == .open)
        #expect(watch.look(12 * 60) == .closed)
        #expect(watch.look(13 * 60) == .waiting)
    }

    @Test("a clock that is moved: within the hours nothing changes; into others, or out and back, somebody has to come")
    func movedClock() {
        let watch = Watch(Self.tables(firstPerson: true))
        #expect(watch.look(9 * 60) == .waiting)
        watch.personComes()
        for minute in [9 * 60, 11 * 60, 8 * 60] { #expect(watch.look(minute) == .open) }
        #expect(watch.look(14 * 60) == .waiting)
        #expect(watch.look(9 * 60) == .waiting)
        watch.personComes()
        #expect(watch.look(9 * 60) == .open)
        #expect(watch.look(7 * 60) == .closed)
        #expect(watch.look(9 * 60) == .waiting)
    }

    @Test("a doubted clock opens nothing, and what was begun goes on when it is believed again") func doubted() {
        let watch = Watch(Self.tables(firstPerson: true))
        #expect(watch.look(9 * 60) == .waiting)
        watch.personComes()
        #expect(watch.look(9 * 60) == .open)
        #expect(watch.look(nil) == .doubted)
        #expect(watch.look(10 * 60) == .open)
    }

    @Test("holidays, other hours, another rule and none take effect at once") func changes() throws {
        let watch = Watch(Self.tables(firstPerson: false))
        #expect(watch.look(9 * 60) == .open && watch.hours.nextChange == Self.time(12 * 60))
        try watch.change { try $0.setDay(Self.monday, .holiday) }
        #expect(watch.look(9 * 60) == .closed && watch.hours.nextChange == Self.time(1_440 + 8 * 60))
        try watch.change { try $0.unsetDay(Self.monday) }
        #expect(watch.look(9 * 60) == .open)
        try watch.change { try $0.setDoorRule(DoorRule(schedule: Self.office, waitsForFirstPerson: true)) }
        #expect(watch.look(9 * 60) == .waiting)
        try watch.change { try $0.setDoorRule(nil) }
        #expect(watch.look(9 * 60) == .closed && watch.hours.nextChange == nil && watch.hours.rule == nil)
    }

    @Test("hours without an end, too, wait for the first person") func always() throws {
        let watch = Watch(AccessTables())
        try watch.change { try $0.setDoorRule(DoorRule(schedule: .always, waitsForFirstPerson: true)) }
        #expect(watch.look(0) == .waiting)
        watch.personComes()
        #expect(watch.look(5) == .open && watch.hours.nextChange == nil)
    }
}
