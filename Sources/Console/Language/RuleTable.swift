import Controller
import Records

/// Schedules, groups and days of the calendar as CSV: kind, name, value. What a value means, and whether it fits what is there, the
/// Controller says.
///
///     schedule,office,"mon-fri 08:00-18:00, sat 09:00-12:00"
///     group,staff,office
///     day,2026-10-01,holiday
enum RuleTable {
    private static let columns = ["kind", "name", "value"]
    private static let kinds = [AccessRule.Table.schedule, .group, .day]

    /// - Throws: when the line of columns is wrong.
    static func read(_ lines: [String]) throws(TableMistake) -> TableReading<RuleLine> {
        var keys: Set<AccessRule.Key> = []
        return try CSVTable(lines, columns: columns, needed: columns).reading { row throws(TableMistake) in
            guard let kind = kinds.first(where: { $0.rawValue == row["kind"] }) else {
                throw row.mistake("kind must be \(kinds.map(\.rawValue).joined(separator: ", "))")
            }
            let rule = AccessRule(kind, row["name"], row["value"])
            guard keys.insert(rule.key).inserted else {
                throw row.mistake("the \(kind.rawValue) \(row["name"]) stands there twice")
            }
            return RuleLine(line: row.line, rule: rule)
        }
    }
}
