import Controller
import Records

/// Who may come in when.
extension StorageWorker {
    func put(_ rules: [AccessRule]) throws(RecordsError) -> StorageOutcome {
        try records.put(rules, at: now)
        return .rules(records.accessRules)
    }

    func remove(_ key: AccessRule.Key) throws(RecordsError) -> StorageOutcome {
        try records.removeRule(key, at: now)
        return .rules(records.accessRules)
    }

    func setAccess(_ number: String, _ change: AccessChange) throws(RecordsError) -> StorageOutcome {
        let person = try known(number)
        var rights = records.accessRights(of: person.id)
        if rights.areLost, !change.isEmpty {
            guard change.groups != nil else {
                throw RecordsError(
                    .invalid(
                        "the rights of \(number) are damaged: say all of them anew, with groups=... or groups=none"))
            }
            rights = AccessRights()
        }
        if let groups = change.groups { rights.groups = groups.map(\.text) }
        if let from = change.from { rights.validFrom = from.day }
        if let isExtended = change.isExtended { rights.isExtended = isExtended }
        let through = change.through.map(\.day) ?? person.validThrough
        if !change.isEmpty { try records.setAccess(of: person.id, rights, validThrough: through, at: now) }
        return .said("\(number): \(rights.words), \(through.map { "through \($0)" } ?? "no last day")")
    }
}
