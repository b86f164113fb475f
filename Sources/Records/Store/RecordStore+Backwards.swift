import RingStore

/// The journals from their newest line on, for whoever looks for one thing.
extension RecordStore {
    /// Every line that is kept and not hidden, newest first, until `body` says false.
    public func forEachLineBackwards(
        of journal: Journal, _ body: (JournalLine) throws(RecordsError) -> Bool
    ) throws(RecordsError) {
        for info in ring.records(in: journal.ring).reversed() {
            if !(try body(try readLine(info.id, journal))) { return }
        }
    }

    /// What a line says that is about nobody who comes through the door; nil for one that a person's key seals.
    public func ownDetail(of line: JournalLine) throws(RecordsError) -> String? {
        guard line.detail.subject == nil else { return nil }
        guard let opened = line.detail.open(line.journal, sequence: line.sequence, base: detailKey.readOnly) else {
            throw RecordsError(.unreadable(.journalLine))
        }
        return opened.text
    }
}
