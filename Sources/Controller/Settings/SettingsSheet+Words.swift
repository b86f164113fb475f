extension SettingsSheet {
    /// The entries that are not as in `old`: another value, or one that nobody wrote there.
    func changes(from old: SettingsSheet) -> [SettingsEntry] {
        precondition(entries.count == old.entries.count, "both come from the same reader")
        return zip(entries, old.entries).compactMap { $0 == $1 ? nil : $0 }
    }

    /// As if nobody had written any of it: of a file of which nothing can be used.
    func unwritten(text: [UInt8]) -> SettingsSheet {
        let entries = entries.map { entry in
            SettingsEntry(
                key: entry.key, value: entry.isWritten ? nil : entry.value, isWritten: false, isLive: entry.isLive,
                group: entry.group)
        }
        return SettingsSheet(text: text, entries: entries, live: live, declaration: declaration)
    }

    func entry(_ key: String) -> SettingsEntry? { entries.first { $0.key == key } }

    /// What leads from `old` to here, as lines of a console; keys that go only together stand in one.
    public func commands(from old: SettingsSheet) -> [String] {
        var lines: [String] = []
        let changes = changes(from: old)
        for (isLive, title) in [(true, nil), (false, "# at the next start:")] {
            let part = changes.filter { $0.isLive == isLive }
            if let title, !part.isEmpty { lines.append(title) }
            lines += unsetCommands(part.filter { !$0.isWritten })
            lines += setCommands(part.filter(\.isWritten))
        }
        return lines
    }

    private func setCommands(_ entries: [SettingsEntry]) -> [String] {
        grouped(entries).map { group in
            // One that stands alone needs no quotes for its spaces.
            if group.count == 1, group[0].group == nil { return "config set \(group[0].key) \(group[0].value!)" }
            return "config set \(group.map { "\($0.key)=\($0.value!)" }.joined(separator: " "))"
        }
    }

    private func unsetCommands(_ entries: [SettingsEntry]) -> [String] {
        grouped(entries).map { "config unset \($0.map(\.key).joined(separator: " "))" }
    }

    /// What goes only together, together; at the place of its first.
    private func grouped(_ entries: [SettingsEntry]) -> [[SettingsEntry]] {
        var groups: [[SettingsEntry]] = []
        for entry in entries {
            if let name = entry.group, let index = groups.firstIndex(where: { $0[0].group == name }) {
                groups[index].append(entry)
            } else {
                groups.append([entry])
            }
        }
        return groups
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
            if isApart || !entry.isLive, entry.value != start.value {
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
