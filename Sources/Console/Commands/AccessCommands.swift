import Controller
import Door
import Timekeeping

extension CommandTable {
    private static let schedule = Parameter(name: "SCHEDULE", kind: .accessName)
    private static let group = Parameter(name: "GROUP", kind: .accessName)
    private static let date = Parameter(name: "DATE", kind: .day)
    private static let changes = "groups=A,B|none from=DATE|now through=DATE|none extended=yes|no"

    static let access = [
        CommandSpec(name: "schedules", help: "hours by name, and which are now") { _ in .access(.schedules) },
        CommandSpec(
            name: "schedule set",
            parameters: [schedule, Parameter(name: "HOURS", kind: .rest(WeeklySchedule.example, example: "never"))],
            help: "as mon-fri 08:00-18:00, holiday all-day"
        ) { arguments in
            made { () throws(AccessError) in
                .scheduleSet(arguments.accessName(0)!, try WeeklySchedule(arguments.word(1)!))
            }
        },
        CommandSpec(name: "schedule remove", parameters: [schedule], help: "one that nothing follows") {
            .access(.scheduleRemove($0.accessName(0)!))
        },
        CommandSpec(name: "schedules export", help: "schedules, groups and days, as CSV") { _ in .access(.export) },
        CommandSpec(name: "schedules import", help: "CSV: kind,name,value; . ends") { _ in .table(.rules) },
        CommandSpec(name: "schedules import check", help: "the same, and nothing is changed") { _ in
            .table(.rulesCheck)
        },
        CommandSpec(name: "calendar", help: "days that count as another one") { _ in .access(.calendar) },
        CommandSpec(
            name: "calendar set", parameters: [date, Parameter(name: "DAY", kind: .word(ScheduleDay.words))],
            help: "a holiday, or a working day for one"
        ) { .access(.calendarSet($0.day(0)!, ScheduleDay(word: $0.word(1)!)!)) },
        CommandSpec(name: "calendar unset", parameters: [date], help: "it is what the week says again") {
            .access(.calendarUnset($0.day(0)!))
        },
        CommandSpec(name: "groups", help: "each with its schedule") { _ in .access(.groups) },
        CommandSpec(name: "group set", parameters: [group, schedule], help: "its people come in by that schedule") {
            .access(.groupSet($0.accessName(0)!, schedule: $0.accessName(1)!))
        },
        CommandSpec(name: "group remove", parameters: [group], help: "one that nobody is in") {
            .access(.groupRemove($0.accessName(0)!))
        },
        CommandSpec(
            name: "person access",
            parameters: [
                Parameter(name: "NUMBER", kind: .digits(1...10)),
                Parameter(name: "CHANGES", kind: .rest(changes, example: "extended=yes"), isOptional: true),
            ],
            help: "groups, first and last day, longer times"
        ) { arguments in
            made { () throws(AccessError) in
                .person(number: arguments.digits(0)!, try AccessWords.change(arguments.word(1) ?? ""))
            }
        },
        CommandSpec(
            name: "door schedule",
            parameters: [
                Parameter(name: "SCHEDULE|none", kind: .accessName),
                Parameter(name: "first-person", kind: .word(DoorRule.words), isOptional: true),
            ],
            help: "open to everybody in these hours"
        ) { arguments in
            let name = arguments.accessName(0)!, waits = arguments.word(1) != nil
            guard name.text == "none" else {
                return .access(.door(DoorRule(schedule: name, waitsForFirstPerson: waits)))
            }
            return waits ? .mistake("error: none waits for nobody: door schedule none") : .access(.door(nil))
        },
    ]

    private static func made(_ make: () throws(AccessError) -> AccessCommand) -> ConsoleRequest {
        do throws(AccessError) { return .access(try make()) } catch { return .mistake("error: \(error.words)") }
    }
}

extension ConsoleRequest {
    fileprivate static func access(_ command: AccessCommand) -> ConsoleRequest { .command(.access(command), .text) }
}
