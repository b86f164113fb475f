import Door
import Records
import SeededRandom
import Testing
import Timekeeping

@testable import Console
@testable import Controller

@Suite("Tables of schedules, groups and days, and what is typed of rights") struct RuleTableTests {
    /// Up to six of each.
    private static func tables(_ random: inout SplitMix64) throws -> AccessTables {
        var tables = AccessTables()
        for number in 0..<random.below(6) {
            var hours: [ScheduleDay: [MinuteInterval]] = [:]
            for day in ScheduleDay.allCases where random.below(3) > 0 {
                let start = random.below(700)
                hours[day] = [MinuteInterval(start, start + 1 + random.below(20)), MinuteInterval(800, 1_440)!]
                    .compactMap(\.self)
            }
            try tables.setSchedule(AccessName("s-\(number)")!, WeeklySchedule(hours))
        }
        let names = tables.schedules.keys.sorted() + [.always, .never]
        for number in 0..<random.below(6) {
            try tables.setGroup(AccessName("g\(number)")!, schedule: names.randomElement(using: &random)!)
        }
        for _ in 0..<random.below(6) {
            try tables.setDay(
                CivilDay(number: Int32(20_000 + random.below(2_000))),
                ScheduleDay.allCases.randomElement(using: &random)!)
        }
        return tables
    }

    @Test("an import of an export is the same", arguments: 0..<200 as Range<UInt64>) func identity(seed: UInt64) throws
    {
        var random = SplitMix64(seed: seed)
        let tables = try Self.tables(&random)
        let lines = AccessLines.export(tables)
        guard !tables.rules.isEmpty else {
            #expect(lines == ["kind,name,value"])
            return
        }
        let read = try RuleTable.read(lines).all()
        #expect(AccessTables(read.map(\.rule).shuffled(using: &random)) == tables)
        #expect(AccessTables(tables.rules) == tables)
        #expect(read.map(\.line) == Array(2...lines.count))
    }

    @Test(
        "what is wrong is said with its line",
        arguments: [
            ([], 1), (["kind,name"], 1), (["kind,name,value,x"], 1), (["kind,name,value"], 1),
            (["kind,name,value", "schedule,a"], 2), (["kind,name,value", "door,a,b"], 2),
            (["kind,name,value", "group,a,b", "", "group,a,c"], 4), (["kind,name,value", "group,a,\"b"], 2),
        ] as [([String], Int)])
    func mistakes(lines: [String], line: Int) {
        do throws(TableMistake) {
            _ = try RuleTable.read(lines).all()
            Issue.record("read")
        } catch { #expect(error.line == line, "\(error.words)") }
    }

    private static func change(_ make: (inout AccessChange) -> Void) -> ConsoleRequest {
        var change = AccessChange()
        make(&change)
        return .command(.access(.person(number: "1001", change)), .text)
    }

    @Test("rights as they are typed") func rights() {
        let rows: [(String, (inout AccessChange) -> Void)] = [
            ("", { _ in }), ("groups=staff,night", { $0.groups = [AccessName("staff")!, AccessName("night")!] }),
            ("groups=none", { $0.groups = [] }), ("from=now", { $0.from = .unlimited }),
            ("through=none extended=no", { ($0.through, $0.isExtended) = (.unlimited, false) }),
            (
                "extended=yes from=2026-12-01 through=2026-12-31",
                {
                    $0.isExtended = true
                    $0.from = .day(CivilDay(year: 2026, month: 12, day: 1)!)
                    $0.through = .day(CivilDay(year: 2026, month: 12, day: 31)!)
                }
            ),
        ]
        for (text, make) in rows {
            #expect(ConsoleLanguage.parse("person access 1001 \(text)", isEchoed: true) == Self.change(make), "\(text)")
        }
    }

    @Test(
        "what is typed wrong gets one line that says what would be right",
        arguments: [
            ("person access 1001 groups", "'groups' is not one of groups=A,B|none, from=DATE|now, through=DATE|none"),
            ("person access 1001 group=a", "'group' is not one of groups=A,B|none"),
            ("person access 1001 groups=", "'' is not a group's name of 1...24"),
            ("person access 1001 groups=a,b,c,d,e", "a person is in 4 groups at most, got 5"),
            ("person access 1001 from=none", "from must be now, or a day as 2026-12-31, got 'none'"),
            ("person access 1001 through=2026-02-29", "through must be none, or a day"),
            ("person access 1001 extended=maybe", "extended must be yes or no, got 'maybe'"),
            ("person access 1001 from=now from=now", "each once"),
            ("schedule set office mon 8-18", "'8-18' is not a day (mon...sun, mon-fri, holiday), HH:MM-HH:MM"),
            ("schedule set Office always", "SCHEDULE must be 1...24 of a...z, 0...9 and -, got 'Office'"),
            ("calendar set 2026-02-30 holiday", "DATE must be a day as 2026-12-31, got '2026-02-30'"),
            ("calendar set 2026-02-28 feast", "DAY must be mon, tue, wed, thu, fri, sat, sun, holiday, got 'feast'"),
            ("door schedule none first-person", "none waits for nobody"),
            ("door schedule office always", "first-person must be first-person, got 'always'"),
        ])
    func wrong(line: String, words: String) {
        guard case .mistake(let said) = ConsoleLanguage.parse(line, isEchoed: true) else {
            Issue.record("'\(line)' was understood")
            return
        }
        #expect(said.hasPrefix("error: ") && said.contains(words), "\(said)")
    }

    @Test("commands that are typed right") func commands() throws {
        let office = AccessName("office")!
        let rows: [(String, AccessCommand)] = [
            ("schedules", .schedules), ("schedule", .schedules), ("groups", .groups), ("calendar", .calendar),
            (
                "schedule set office mon-fri 08:00-18:00, sat 09:00-12:00",
                .scheduleSet(office, try WeeklySchedule("mon-fri 08:00-18:00, sat 09:00-12:00"))
            ),
            ("schedule remove office", .scheduleRemove(office)), ("schedules export", .export),
            ("calendar set 2026-10-10 mon", .calendarSet(CivilDay(year: 2026, month: 10, day: 10)!, .monday)),
            ("calendar unset 2026-10-10", .calendarUnset(CivilDay(year: 2026, month: 10, day: 10)!)),
            ("group set staff office", .groupSet(AccessName("staff")!, schedule: office)),
            ("group remove staff", .groupRemove(AccessName("staff")!)),
            ("door schedule office", .door(DoorRule(schedule: office, waitsForFirstPerson: false))),
            ("door schedule office first", .door(DoorRule(schedule: office, waitsForFirstPerson: true))),
            ("door schedule none", .door(nil)),
        ]
        for (line, command) in rows {
            #expect(ConsoleLanguage.parse(line, isEchoed: true) == .command(.access(command), .text), "\(line)")
        }
        for (line, kind) in [
            ("people import check", TableKind.peopleCheck), ("people import", .people), ("schedules import", .rules),
            ("schedules import check", .rulesCheck),
        ] { #expect(ConsoleLanguage.parse(line, isEchoed: true) == .table(kind)) }
    }

    @Test("the door's hours in words") func hours() {
        let end = WallTime(seconds: 1_772_413_200)
        func words(_ state: DoorHours.State, _ next: WallTime?, firstPerson: Bool = false) -> String {
            let rule = DoorRule(schedule: AccessName("office")!, waitsForFirstPerson: firstPerson)
            return DoorText.words(
                for: DoorHoursReport(rule: rule, state: state, nextChange: next, utcOffsetMinutes: 480))
        }
        #expect(words(.open, end) == "office, OPEN TO EVERYBODY; changes 2026-03-02 09:00:00")
        #expect(words(.closed, nil) == "office, not now; never changes")
        #expect(
            words(.waiting, end, firstPerson: true)
                == "office first-person, waits for the first person; changes 2026-03-02 09:00:00")
        #expect(words(.doubted, nil) == "office, not while the clock is in doubt")
    }
}
