import Door
import Records
import Timekeeping

/// The tables as the store keeps them: rules, in text.
extension AccessTables {
    /// - Parameter unread: gets what means nothing here: it is in force for nobody.
    init(_ rules: [AccessRule], unread: (AccessRule) -> Void = { _ in }) {
        self.init()
        for rule in rules.inOrder {
            do throws(AccessError) { try put(rule) } catch { unread(rule) }
        }
    }

    /// Each as text, in order.
    var rules: [AccessRule] {
        schedules.sorted { $0.key < $1.key }.map { AccessRule(.schedule, $0.key.text, "\($0.value)") }
            + groups.sorted { $0.key < $1.key }.map { AccessRule(.group, $0.key.text, $0.value.text) }
            + exceptions.days.map { AccessRule(.day, "\($0)", exceptions.kind(of: $0).word) }
            + (doorRule.map { [AccessRule(.door, Self.doorName, "\($0)")] } ?? [])
    }

    /// There is one door.
    static let doorName = "door"

    /// - Throws: what is wrong with its name, its text, or what it needs.
    mutating func put(_ rule: AccessRule) throws(AccessError) {
        switch rule.key.table {
        case .schedule: try setSchedule(Self.name(rule.key.name), WeeklySchedule(rule.text))
        case .group: try setGroup(Self.name(rule.key.name), schedule: Self.name(rule.text))
        case .day:
            guard let day = CivilDay(rule.key.name) else {
                throw AccessError("'\(rule.key.name)' is not a day as 2026-12-31")
            }
            guard let kind = ScheduleDay(word: rule.text) else {
                throw AccessError("'\(rule.text)' is not one of \(ScheduleDay.words.joined(separator: ", "))")
            }
            try setDay(day, kind)
        case .door:
            guard rule.key.name == Self.doorName, let door = DoorRule(rule.text) else {
                throw AccessError("'\(rule.text)' is not SCHEDULE, or SCHEDULE first-person")
            }
            try setDoorRule(door)
        }
    }

    private static func name(_ text: String) throws(AccessError) -> AccessName {
        guard let name = AccessName(text) else {
            throw AccessError("'\(text)' is not a name of 1...\(AccessName.limitBytes) of a...z, 0...9 and -")
        }
        return name
    }
}

extension Collection<AccessRule> {
    /// Schedules before the groups that follow them, those before the days and the door; as they came otherwise.
    var inOrder: [AccessRule] {
        AccessRule.Table.allCases.flatMap { table in filter { $0.key.table == table } }
    }
}
