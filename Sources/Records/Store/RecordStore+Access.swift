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

    /// Writes rules, new ones and others in place of those of the same name. Each batch is all or nothing, and has its line; a
    /// list that is longer than a batch can be cut between two.
    public func put(_ changed: [AccessRule], at now: WallTime) throws(RecordsError) {
        guard changed.allSatisfy(\.isSound) else { throw RecordsError(.invalid("a rule is too long, or is no ASCII")) }
        let new = Set(changed.map(\.key)).count { rules[$0] == nil }
        guard rules.count + new <= Self.accessRuleLimit else {
            throw RecordsError(.invalid("there are \(Self.accessRuleLimit) rules at most"))
        }
        var rest = changed[...]
        while !rest.isEmpty { rest = rest.dropFirst(try putSome(rest, at: now)) }
    }

    func readRule(_ kind: RecordKind, _ id: RecordID) throws(RecordsError) {
        let found = try storing { () throws(RingStoreError) in
            try ring.read(id, in: .people) { reader in AccessRuleRecord(from: &reader) }
        }
        guard let found, let table = AccessRule.Table.allCases.first(where: { $0.kind == kind }) else {
            throw RecordsError(.unreadable(kind))
        }
        rules[AccessRule.Key(table, found.name)] = RuleEntry(record: id, text: found.text)
    }

    /// As many as one batch may hold: a quarter of what it takes, so that its line has room beside it.
    private func putSome(_ changed: ArraySlice<AccessRule>, at now: WallTime) throws(RecordsError) -> Int {
        var batch = ring.makeBatch(), bytes = 0, taken: [AccessRule] = []
        for rule in changed {
            bytes += RecordBatch.storedBytes(bodyBytes: [4 + rule.key.name.utf8.count + rule.text.utf8.count])
            // A name twice in one batch would be two revisions of one record.
            if !taken.isEmpty, bytes > Self.ruleBatchBytes || taken.contains(where: { $0.key == rule.key }) { break }
            batch.add(kind: rule.key.table.kind.rawValue, expiry: .never, replacing: rules[rule.key]?.record) {
                AccessRuleRecord(rule).write(to: &$0)
            }
            taken.append(rule)
        }
        let first = taken[0].key
        let line = JournalDraft(
            .processing, "access.rules",
            detail: "\(first.table.rawValue) \(first.name)" + (taken.count == 1 ? "" : " and \(taken.count - 1) more"))
        let ids = try commit(batch, line, about: nil, at: now)
        for (rule, id) in zip(taken, ids) { rules[rule.key] = RuleEntry(record: id, text: rule.text) }
        return taken.count
    }

    private static let ruleBatchBytes = 1_536

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
