import RingStore
import Timekeeping

/// Who may come in when: the rules, and what of a person's rights is not everybody's.
extension RecordStore {
    /// Schedules, groups and days together; whoever writes them keeps to limits of their own, far below.
    public static let accessRuleLimit = 640

    /// In their order.
    public var accessRules: [AccessRule] {
        rules.map { AccessRule($0.key.table, $0.key.name, $0.value.text) }.sorted { $0.key < $1.key }
    }

    /// Everybody's where none were ever given; `.lost` where those that were given cannot be read.
    public func accessRights(of id: PersonID) -> AccessRights {
        guard let entry = people[id] else { return AccessRights() }
        if let rights = entry.rights { return rights.value }
        return entry.person.rightsNumber == 0 ? AccessRights() : .lost
    }

    /// How many people are in this group.
    public func memberCount(of group: String) -> Int {
        people.values.count { $0.rights?.value.groups.contains(group) ?? false }
    }

    /// Writes rules, new ones and others in place of those of the same name, with one line: all or nothing, however many they are.
    public func put(_ changed: [AccessRule], at now: WallTime) throws(RecordsError) {
        guard changed.allSatisfy(\.isSound) else { throw RecordsError(.invalid("a rule is too long, or is no ASCII")) }
        let new = Set(changed.map(\.key)).count { rules[$0] == nil }
        guard rules.count + new <= Self.accessRuleLimit else {
            throw RecordsError(.invalid("there are \(Self.accessRuleLimit) rules at most"))
        }
        // Of a name that is there twice the last one counts.
        var places: [AccessRule.Key: Int] = [:]
        for (place, rule) in changed.enumerated() { places[rule.key] = place }
        let all = changed.enumerated().filter { places[$1.key] == $0 }.map(\.element)
        if all.isEmpty { return }
        try dropStagedRules()
        let parts = RuleBatches.parts(of: all)
        if parts.count == 1 { try putAtOnce(all, at: now) } else { try putInParts(all, parts, at: now) }
    }

    func readRule(_ kind: RecordKind, _ id: RecordID) throws(RecordsError) -> (AccessRule.Key, RuleEntry) {
        let found = try storing { () throws(RingStoreError) in
            try ring.read(id, in: .people) { reader in AccessRuleRecord(from: &reader) }
        }
        guard let found, let table = AccessRule.Table.allCases.first(where: { $0.kind == kind }) else {
            throw RecordsError(.unreadable(kind))
        }
        return (AccessRule.Key(table, found.name), RuleEntry(record: id, text: found.text))
    }

    private func putAtOnce(_ changed: [AccessRule], at now: WallTime) throws(RecordsError) {
        var batch = ring.makeBatch()
        for rule in changed { batch.add(rule, replacing: rules[rule.key]?.record) }
        let ids = try commit(batch, JournalDraft(of: changed), about: nil, at: now)
        for (rule, id) in zip(changed, ids) { rules[rule.key] = RuleEntry(record: id, text: rule.text) }
    }

    /// Erased before this returns.
    /// - Throws: `.invalid` for a group that people are in, and for what is not there.
    public func removeRule(_ key: AccessRule.Key, at now: WallTime) throws(RecordsError) {
        guard let entry = rules[key] else {
            throw RecordsError(.invalid("there is no \(key.table.rawValue) \(key.name)"))
        }
        if key.table == .group {
            let members = memberCount(of: key.name)
            guard members == 0 else {
                throw RecordsError(
                    .invalid("\(members) \(members == 1 ? "person is" : "people are") in the group \(key.name)"))
            }
        }
        // The line comes after: it says what is so.
        let receipt = try storing { () throws(RingStoreError) in try ring.delete([entry.record], in: .people) }
        rules[key] = nil
        try journalErasure("access.removed", "\(key.table.rawValue) \(key.name)", receipt, about: nil, at: now)
    }

    /// - Throws: `.invalid` for a group that is not there, too many of them, and days the wrong way round.
    /// - Parameter lastDay: of the person; nil: no end.
    func check(_ rights: AccessRights, through lastDay: CivilDay?) throws(RecordsError) {
        if let reason = objection(to: rights, through: lastDay) { throw RecordsError(.invalid(reason)) }
    }

    /// Why nobody can have these rights; nil: somebody can.
    public func objection(to rights: AccessRights, through lastDay: CivilDay?) -> String? {
        if rights.areLost { return "nobody is given rights that cannot be read" }
        if let from = rights.validFrom, let lastDay, from > lastDay { return "the validity begins after it ends" }
        guard rights.groups.count <= AccessRights.groupLimit, Set(rights.groups).count == rights.groups.count else {
            return "a person is in \(AccessRights.groupLimit) groups at most, in each once"
        }
        let unknown = rights.groups.first { rules[AccessRule.Key(.group, $0)] == nil }
        return unknown.map { "there is no group \($0); 'groups' lists them" }
    }

    struct RuleEntry {
        var record: RecordID
        var text: String
    }
}
