extension SettingsSheet {
    /// The entries that are not as in `old`: another value, or one that nobody wrote there.
    func changes(from old: SettingsSheet) -> [SettingsEntry] {
        precondition(entries.count == old.entries.count, "both come from the same reader")
        return zip(entries, old.entries).compactMap { $0 == $1 ? nil : $0 }
    }

    func entry(_ key: String) -> SettingsEntry? { entries.first { $0.key == key } }

    /// What leads from `old` to here, as lines of a console; keys that go only together stand in one.
    public func commands(from old: SettingsSheet) -> [String] {
        var lines: [String] = []
        let changes = changes(from: old)
        for (isLive, title) in [(true, nil), (false, "# at the next start:")] {
            let part = changes.filter { $0.isLive == isLive }
            if let title, !part.isEmpty { lines.append(title) }
            var groups: Set<String> = []
            for entry in part {
                guard let value = entry.value else { preconditionFailure("\(entry.key) was written and has no value") }
                if let group = entry.group {
                    guard groups.insert(group).inserted else { continue }
                    let members = part.filter { $0.group == group }.map { "\($0.key)=\($0.value ?? "")" }
                    lines.append("config set \(members.joined(separator: " "))")
                } else {
                    lines.append("config set \(entry.key) \(value)")
                }
            }
        }
        return lines
    }
}

extension SettingsDesk {
    /// `door.strike_milliseconds = 4000  (not saved)` for each key that begins so.
    func lines(prefix: String, secondsLeft: Int64?) -> [String] {
        let changed = Set(current.changes(from: saved).map(\.key))
        let tried = Set(trial.map { current.changes(from: $0.before).map(\.key) } ?? [])
        return zip(current.entries, started.entries).filter { $0.0.key.hasPrefix(prefix) }.map { entry, start in
            var remarks: [String] = []
            if let secondsLeft, tried.contains(entry.key) {
                remarks.append("tried, \(secondsLeft) s left")
            } else if changed.contains(entry.key) {
                remarks.append("not saved")
            }
            if !entry.isLive, entry.value != start.value {
                remarks.append("at the next start; now \(start.value ?? "not set")")
            }
            return entry.line(remarks)
        }
    }
}

extension SettingsEntry {
    /// `key = value`, and in brackets what there is to know about it.
    public func line(_ remarks: [String] = []) -> String {
        let origin = value == nil ? "not set" : "default"
        let all = (isWritten ? [] : [origin]) + remarks
        let words = value.map { "\(key) = \($0)" } ?? key
        return all.isEmpty ? words : "\(words)  (\(all.joined(separator: "; ")))"
    }
}
