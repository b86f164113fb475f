import Door
import Records
import Timekeeping

/// A console command about who may come in when.
public enum AccessCommand: Equatable, Sendable {
    case schedules
    case scheduleSet(AccessName, WeeklySchedule)
    case scheduleRemove(AccessName)
    case calendar
    case calendarSet(CivilDay, ScheduleDay)
    case calendarUnset(CivilDay)
    case groups
    case groupSet(AccessName, schedule: AccessName)
    case groupRemove(AccessName)
    /// - Parameter rule: nil: the door has no hours of its own.
    case door(DoorRule?)
    /// A change that is empty only asks.
    case person(number: String, AccessChange)
    /// Schedules, groups and days as CSV.
    case export
    /// All of them or none; nothing that is there already goes.
    case `import`([RuleLine])
    /// What an import would say; nothing is changed.
    case check([RuleLine])
    /// Likewise of people.
    case peopleCheck([PersonRequest])
}

/// One line of a table of rules.
public struct RuleLine: Equatable, Sendable {
    /// Counted from 1, the line of columns being the first.
    public let line: Int
    public let rule: AccessRule
    public init(line: Int, rule: AccessRule) { (self.line, self.rule) = (line, rule) }
}

/// What is to be others of a person's rights; nil: stays as it is.
public struct AccessChange: Equatable, Sendable {
    /// A first or a last day, or that there is none.
    public enum Bound: Equatable, Sendable {
        case unlimited
        case day(CivilDay)

        public var day: CivilDay? { if case .day(let day) = self { day } else { nil } }
    }

    public var groups: [AccessName]?
    public var from: Bound?
    public var through: Bound?
    public var isExtended: Bool?
    public init() {}

    public var isEmpty: Bool { self == AccessChange() }
}

extension AccessCommand {
    var roles: Roles {
        switch self {
        case .schedules, .calendar, .groups, .export: .known
        case .scheduleSet, .scheduleRemove, .calendarSet, .calendarUnset, .groupSet, .groupRemove, .door, .import,
            .check:
            [.installer, .maintainer, .responsible]
        case .person, .peopleCheck: [.maintainer, .responsible]
        }
    }

    /// Lost when rights have lapsed.
    var touchesPeople: Bool {
        switch self {
        case .person, .peopleCheck: true
        case .schedules, .scheduleSet, .scheduleRemove, .calendar, .calendarSet, .calendarUnset, .groups, .groupSet,
            .groupRemove, .door, .export, .import, .check:
            false
        }
    }

    /// What the journal says before it is done; nil: nothing is changed.
    var journalWords: String? {
        switch self {
        case .schedules, .calendar, .groups, .export, .check, .peopleCheck: nil
        case .scheduleSet(let name, let schedule): "schedule set \(name) \(schedule)"
        case .scheduleRemove(let name): "schedule remove \(name)"
        case .calendarSet(let day, let kind): "calendar set \(day) \(kind.word)"
        case .calendarUnset(let day): "calendar unset \(day)"
        case .groupSet(let name, let schedule): "group set \(name) \(schedule)"
        case .groupRemove(let name): "group remove \(name)"
        case .door(nil): "door schedule none"
        case .door(let rule?): "door schedule \(rule)"
        case .person(_, let change): change.isEmpty ? nil : "person access"
        case .import(let lines): "schedules import, \(lines.count)"
        }
    }
}
