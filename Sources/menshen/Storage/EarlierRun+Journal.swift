import Controller
import Door
import Records
import Timekeeping

/// Reads from the processing journal how the run before ended. To be read before this run has written anything.
///
/// What a run writes has kinds without a dot; what the store writes, at a mount too, has kinds with one. So the newest line
/// without a dot is the earlier run's last word: a run that ended in order says `stopped`.
extension EarlierRun {
    /// So many lines of the store's own may lie over that word: faces that ended while the power was off.
    static let longestSearch = 4_096
    /// So far back secrets that were refused are counted.
    static let recentLines = 64

    init(_ records: RecordStore) {
        self.init()
        // A line that cannot be read: then it is not known.
        do throws(RecordsError) { try read(records) } catch { end = .notKnown }
        try? readDoors(records)
    }

    private mutating func read(_ records: RecordStore) throws(RecordsError) {
        var count = 0
        var found: RunEnd?
        var oldest: UInt64 = 1
        var refused: [WallTime] = []
        try records.forEachLineBackwards(of: .processing) { (line) throws(RecordsError) in
            (count, oldest) = (count + 1, line.sequence)
            if found == nil, !line.kind.contains(".") { found = try Self.end(line, records) }
            if count <= Self.recentLines, try Self.isRefusedSecret(line, records) { refused.append(line.time) }
            return count < (found == nil ? Self.longestSearch : Self.recentLines)
        }
        let isWholeJournal = oldest == 1 && count < Self.longestSearch
        end = found ?? (isWholeJournal ? .firstStart : .notKnown)
        refusedSecrets = refused
    }

    /// The newest word about fire, and that about duress.
    private mutating func readDoors(_ records: RecordStore) throws(RecordsError) {
        var count = 0
        var (fire, duress): (Bool?, Bool?)
        // What was found before a line that cannot be read is known all the same.
        defer { (isEvacuating, isUnderDuress) = (fire ?? false, duress ?? false) }
        try records.forEachLineBackwards(of: .doors) { (line) throws(RecordsError) in
            count += 1
            if fire == nil, line.kind == ProcessingEvent.inputKind, let words = try records.ownDetail(of: line) {
                fire = DoorEvent.evacuation(by: words)
            }
            if duress == nil, line.kind == ProcessingEvent.relayKind, let words = try records.ownDetail(of: line) {
                duress = Self.duress(by: words)
            }
            return (fire == nil || duress == nil) && count < Self.longestSearch
        }
    }

    /// `duress on, up 12.034 s`; nil: another relay, or the end of a run, which ends no call for help.
    static func duress(by words: String) -> Bool? {
        let name = DoorOutput.duress.rawValue
        if words.hasPrefix("\(name) on,") { return true }
        return words.hasPrefix("\(name) off,") ? false : nil
    }

    private static func end(_ line: JournalLine, _ records: RecordStore) throws(RecordsError) -> RunEnd {
        guard line.kind == ProcessingEvent.stoppedKind else { return .withoutWord(lastLine: line.time) }
        return .inOrder(by: try records.ownDetail(of: line) ?? "", at: line.time)
    }

    /// `login anna: refused`
    private static func isRefusedSecret(_ line: JournalLine, _ records: RecordStore) throws(RecordsError) -> Bool {
        guard line.kind == ProcessingEvent.consoleKind, let detail = try records.ownDetail(of: line) else {
            return false
        }
        let end = ": refused"
        return detail.hasSuffix(end) && !detail.dropLast(end.count).contains(":")
    }
}

extension ProcessingEvent {
    static let stoppedKind = "stopped", consoleKind = "console", inputKind = "input", relayKind = "relay"
}
