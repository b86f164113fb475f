import RingStore
import Timekeeping

/// That rules are being changed which are too many for one batch. Kind 28; 1 byte, whether they all are there: 0 or 1.
///
/// It stands first. What rules come behind it are staged: while it says 0 they count for nobody, and a mount erases them. That it
/// says 1 is written in one batch with the line, and from then on they count in place of those before it with the same names,
/// which are erased, and then this is. So nobody ever meets half a change: new schedules without their holidays, for one.
struct RuleChange: Equatable, SealableRecord {
    static let kind = RecordKind.ruleChange
    let isWhole: Bool

    init(isWhole: Bool) { self.isWhole = isWhole }
    func write(to writer: inout ByteWriter) { writer.integer(isWhole ? 1 as UInt8 : 0) }
    init?(from reader: inout ByteReader) {
        let byte: UInt8 = reader.integer()
        guard reader.isComplete, byte <= 1 else { return nil }
        isWhole = byte == 1
    }
}

/// How a long list of rules is cut into batches.
enum RuleBatches {
    /// A quarter of what a batch takes, so that a line has room beside it.
    private static let mostBytes = 1_536

    static func parts(of rules: [AccessRule]) -> [ArraySlice<AccessRule>] {
        var parts: [ArraySlice<AccessRule>] = [], begin = 0, bytes = 0
        for (index, rule) in rules.enumerated() {
            let own = RecordBatch.storedBytes(bodyBytes: [4 + rule.key.name.utf8.count + rule.text.utf8.count])
            if index > begin, bytes + own > mostBytes {
                parts.append(rules[begin..<index])
                (begin, bytes) = (index, 0)
            }
            bytes += own
        }
        return parts + [rules[begin...]]
    }
}

extension RecordBatch {
    mutating func add(_ rule: AccessRule, replacing old: RecordID?) {
        add(kind: rule.key.table.kind.rawValue, expiry: .never, replacing: old) {
            AccessRuleRecord(rule).write(to: &$0)
        }
    }
}

extension JournalDraft {
    /// `schedule office and 41 more`
    init(of rules: [AccessRule]) {
        let first = rules[0].key
        let more = rules.count == 1 ? "" : " and \(rules.count - 1) more"
        self.init(.processing, "access.rules", detail: "\(first.table.rawValue) \(first.name)\(more)")
    }
}

extension RecordStore {
    /// A change that is not whole.
    struct StagedRules {
        var marker: RecordID
        var records: [RecordID] = []
    }

    func putInParts(
        _ all: [AccessRule], _ parts: [ArraySlice<AccessRule>], at now: WallTime
    ) throws(RecordsError) {
        do throws(RecordsError) {
            try stage(parts)
            try makeWhole(all, at: now)
        } catch {
            // What cannot be taken back now is so before the next change, or by the next mount.
            try? dropStagedRules()
            throw error
        }
    }

    private func stage(_ parts: [ArraySlice<AccessRule>]) throws(RecordsError) {
        var batch = ring.makeBatch()
        batch.add(RuleChange(isWhole: false), expiry: .never)
        stagedRules = StagedRules(marker: try append(batch)[0])
        for part in parts {
            var batch = ring.makeBatch()
            for rule in part { batch.add(rule, replacing: nil) }
            stagedRules!.records += try append(batch)
        }
    }

    private func append(_ batch: consuming RecordBatch) throws(RecordsError) -> [RecordID] {
        do { return try ring.append(batch, to: .people, leavingFreeBytes: Reserve.peopleBytes) } catch {
            throw RecordsError(.store(error))
        }
    }

    private func makeWhole(_ all: [AccessRule], at now: WallTime) throws(RecordsError) {
        let staged = stagedRules!
        var batch = ring.makeBatch()
        batch.add(RuleChange(isWhole: true), expiry: .never, replacing: staged.marker)
        _ = try commit(batch, JournalDraft(of: all), about: nil, at: now)
        stagedRules = nil
        let older = all.compactMap { rules[$0.key]?.record }
        for (rule, id) in zip(all, staged.records) { rules[rule.key] = RuleEntry(record: id, text: rule.text) }
        // It is done; what cannot be erased now is so by the next mount.
        try eraseRules(older, then: [staged.marker])
    }

    /// Of a change that failed nothing is to come back.
    func dropStagedRules() throws(RecordsError) {
        guard let staged = stagedRules else { return }
        try eraseRules(staged.records, then: [staged.marker])
        stagedRules = nil
    }

    /// The marker goes when nothing hangs on it any more.
    private func eraseRules(_ records: [RecordID], then markers: [RecordID]) throws(RecordsError) {
        for ids in [records, markers] where !ids.isEmpty {
            _ = try storing { () throws(RingStoreError) in try ring.delete(ids, in: .people) }
        }
    }

    // MARK: after a power cut

    /// What rules count; those that do not are to be erased.
    func takeRules(
        _ found: [(key: AccessRule.Key, entry: RuleEntry)], _ changes: [(id: RecordID, value: RuleChange)]
    ) -> [RecordID] {
        let begun = changes.first { !$0.value.isWhole }?.id
        var others: [RecordID] = []
        for (key, entry) in found.sorted(by: { $0.entry.record < $1.entry.record }) {
            if let begun, entry.record > begun {
                others.append(entry.record)
                continue
            }
            if let older = rules[key] { others.append(older.record) }
            rules[key] = entry
        }
        return others
    }

    /// Erases what does not count, and then what says so.
    func finishRuleChanges(
        _ others: [RecordID], _ changes: [(id: RecordID, value: RuleChange)]
    ) throws(RecordsError) {
        try eraseRules(others, then: changes.map(\.id))
    }
}
