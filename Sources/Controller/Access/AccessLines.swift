import Door
import Records
import Timekeeping

/// What the console shows of the tables.
enum AccessLines {
    /// `office           now, mon-fri 08:00-18:00`
    static func schedules(_ tables: AccessTables, at time: LocalTime) -> [String] {
        let made = tables.schedules.sorted { $0.key < $1.key }.map { name, schedule in
            let isNow = schedule.isInside(time, tables.exceptions)
            return "\(padded(name.text)) \(isNow ? "now" : " - ")  \(schedule)"
        }
        let rule = tables.doorRule.map { "the door is open to everybody by \($0)" }
        return ["always and never are there without being made"] + made + [rule].compactMap(\.self)
    }

    static func groups(_ tables: AccessTables) -> [String] {
        if tables.groups.isEmpty { return ["there is no group: everybody may come in at all hours"] }
        return tables.groups.sorted { $0.key < $1.key }.map { "\(padded($0.key.text)) \($0.value)" }
    }

    /// From today on; what is over is counted.
    static func calendar(_ tables: AccessTables, today: CivilDay) -> [String] {
        let days = tables.exceptions.days
        if days.isEmpty { return ["no day counts as another one; 'calendar set' makes one"] }
        let over = days.count { $0 < today }
        return (over == 0 ? [] : ["\(over) of \(days.count) are over; 'schedules export' lists them too"])
            + days.filter { $0 >= today }
            .map { "\($0) \(ScheduleDay($0).word)  counts as \(tables.exceptions.kind(of: $0).word)" }
    }

    /// CSV, as an import takes it; the door's own hours are each door's.
    static func export(_ tables: AccessTables) -> [String] {
        ["kind,name,value"]
            + tables.rules.filter { $0.key.table != .door }.map { rule in
                let text = rule.text.contains(",") ? "\"\(rule.text)\"" : rule.text
                return "\(rule.key.table.rawValue),\(rule.key.name),\(text)"
            }
    }

    private static func padded(_ name: String) -> String {
        name + String(repeating: " ", count: max(0, AccessName.limitBytes - name.utf8.count))
    }
}
