import Controller

/// The table as `help` shows it: 80 columns, group by group.
enum HelpText {
    /// - Parameter viewer: who looks; what is for none of them is left out.
    static func lines(for viewer: Roles) -> [String] {
        let width = CommandTable.specs.map(\.usage.count).filter { $0 <= longestUsageColumns }.max() ?? 0
        let groups = CommandTable.groups.map { group in
            (group.title, group.specs.filter { !$0.roles.isDisjoint(with: viewer) })
        }
        let hidden = CommandTable.specs.count { $0.roles.isDisjoint(with: viewer) }
        return groups.filter { !$0.1.isEmpty }.flatMap { title, specs in [title] + specs.flatMap { rows($0, width) } }
            + (hidden == 0 ? [] : ["\(hidden) more for other roles\(viewer == .nobody ? ": 'login NAME'" : "")"])
    }

    /// A longer one has its help in the row below.
    private static let longestUsageColumns = 31

    private static func rows(_ spec: CommandSpec, _ width: Int) -> [String] {
        guard spec.usage.count > longestUsageColumns else {
            return ["  \(ReplyText.padded(spec.usage, width))  \(spec.help)"]
        }
        return ["  \(spec.usage)", "  \(String(repeating: " ", count: width))  \(spec.help)"]
    }
}
