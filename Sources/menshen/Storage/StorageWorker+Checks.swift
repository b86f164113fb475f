import Controller
import Records

/// The store, looked through while it works.
extension StorageWorker {
    private static let exportLines = 100

    /// Some records more.
    func goOn(checking check: RecordsCheck) throws(RecordsError) -> StorageOutcome? {
        var check = check
        if try check.step(records) {
            unfinished = .storeCheck(check)
            return nil
        }
        guard check.damage.isEmpty else {
            let places = check.damage.prefix(5).map { "\($0.ring.word) \($0.record), \($0.kind.words)" }
            let more = check.damage.count > 5 ? " and \(check.damage.count - 5) more" : ""
            return .failed("\(check.damage.count) records cannot be opened: \(places.joined(separator: "; "))\(more)")
        }
        return .said("\(check.sound) records opened, nothing is damaged")
    }

    /// - isNext: the piece behind the one before; a day that ended meanwhile has taken lines away.
    func export(_ journal: Journal, isNext: Bool) throws(RecordsError) -> StorageOutcome {
        if !isNext { export = JournalExport(journal, of: records) }
        guard var going = export, going.journal == journal else {
            return .failed("another export has begun; begin this one anew")
        }
        guard going.isCurrent(records) else {
            return .failed("a day has ended meanwhile; begin the export anew")
        }
        var lines: [String] = []
        let goesOn = try going.step(records, limit: Self.exportLines) { lines.append($0) }
        export = goesOn ? going : nil
        return .lines(lines, isEnd: !goesOn)
    }
}
