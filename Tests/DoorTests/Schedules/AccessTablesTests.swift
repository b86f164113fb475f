import Testing
import Timekeeping

@testable import Door

@Suite("Groups, schedules and the calendar together") struct AccessTablesTests {
    private static let monday = CivilDay(year: 2026, month: 3, day: 2)!
    private let staff = AccessName("staff")!, night = AccessName("night")!, office = AccessName("office")!

    private func tables() throws -> AccessTables {
        var tables = AccessTables()
        try tables.setSchedule(office, try WeeklySchedule("mon-fri 08:00-18:00"))
        try tables.setSchedule(night, try WeeklySchedule("mon-sun 20:00-24:00"))
        try tables.setGroup(staff, schedule: office)
        try tables.setGroup(night, schedule: night)
        try tables.setGroup(AccessName("all")!, schedule: .always)
        try tables.setGroup(AccessName("out")!, schedule: .never)
        return tables
    }

    @Test(
        "of several groups one is enough; without one always; what is not there lets nobody in",
        arguments: [
            ([], 3, .yes, .yes), (["staff"], 9, .yes, .timeUnknown), (["staff"], 19, .notNow, .timeUnknown),
            (["staff", "night"], 21, .yes, .timeUnknown), (["staff", "night"], 19, .notNow, .timeUnknown),
            (["all"], 3, .yes, .yes), (["out"], 9, .notNow, .notNow), (["out", "staff"], 9, .yes, .timeUnknown),
            (["out", "all"], 3, .yes, .yes), (["gone"], 9, .notNow, .notNow),
            (["gone", "staff"], 9, .yes, .timeUnknown),
            (["NOT A NAME"], 9, .notNow, .notNow),
        ] as [([String], Int, AccessTables.Answer, AccessTables.Answer)])
    func answers(groups: [String], hour: Int, answer: AccessTables.Answer, blind: AccessTables.Answer) throws {
        let tables = try tables(), names = groups.map { AccessName($0) }
        #expect(tables.answer(to: names, at: LocalTime(Self.monday, minute: hour * 60)) == answer)
        #expect(tables.answer(to: names, at: nil) == blind)
    }

    @Test("what is in use stays, and it is said by whom") func inUse() throws {
        var tables = try tables()
        try tables.setDoorRule(DoorRule(schedule: office, waitsForFirstPerson: false))
        #expect(throws: AccessError("office is in use by group staff, the door")) { try tables.removeSchedule(office) }
        try tables.setDoorRule(nil)
        try tables.removeGroup(staff)
        try tables.removeSchedule(office)
        #expect(tables.schedules[office] == nil)
    }

    @Test("no name of its own may be taken, and nothing follows what is not there") func refused() throws {
        var tables = try tables()
        for name in ["always", "never", "none"] {
            #expect(throws: AccessError.self) { try tables.setSchedule(AccessName(name)!, .always) }
            #expect(throws: AccessError.self) { try tables.setGroup(AccessName(name)!, schedule: .always) }
        }
        #expect(throws: AccessError("there is no schedule gone; there are always, never, night, office")) {
            try tables.setGroup(staff, schedule: AccessName("gone")!)
        }
        #expect(throws: AccessError.self) {
            try tables.setDoorRule(DoorRule(schedule: AccessName("gone")!, waitsForFirstPerson: true))
        }
        #expect(throws: AccessError.self) { try tables.removeGroup(AccessName("gone")!) }
        #expect(throws: AccessError.self) { try tables.unsetDay(Self.monday) }
        #expect(try tables == self.tables())
    }

    @Test("64 schedules, 64 groups, 400 days, and not one more; what is there can be changed all the same")
    func limits() throws {
        var tables = AccessTables()
        for number in 0..<64 {
            try tables.setSchedule(AccessName("s\(number)")!, .never)
            try tables.setGroup(AccessName("g\(number)")!, schedule: .always)
        }
        for day in 0..<400 { try tables.setDay(Self.monday + day, .holiday) }
        #expect(throws: AccessError.self) { try tables.setSchedule(AccessName("s64")!, .never) }
        #expect(throws: AccessError.self) { try tables.setGroup(AccessName("g64")!, schedule: .always) }
        #expect(throws: AccessError.self) { try tables.setDay(Self.monday + 400, .holiday) }
        try tables.setSchedule(AccessName("s63")!, .always)
        try tables.setGroup(AccessName("g63")!, schedule: .never)
        try tables.setDay(Self.monday, .monday)
        #expect(tables.exceptions.kind(of: Self.monday) == .monday)
        #expect(tables.exceptions.days == tables.exceptions.days.sorted())
    }
}
