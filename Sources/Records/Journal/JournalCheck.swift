/// Follows one journal's chain some lines at a time, so that other work can come in between; see `RecordStore.verify`.
public struct JournalCheck {
    /// A step takes a few milliseconds.
    public static let stepLines = 64
    public let journal: Journal
    private var export: JournalExport
    private var verifier: JournalVerifier

    public init(_ journal: Journal, of store: RecordStore) {
        self.journal = journal
        export = JournalExport(journal, of: store)
        verifier = JournalVerifier(publicKey: store.identity.publicKey)
    }

    /// Of the journal as it stood when the check was begun; begins anew when a day has ended meanwhile.
    /// - Parameter store: the one it was made for.
    /// - Returns: nil when there is more to follow.
    public mutating func step(_ store: RecordStore, lines: Int = stepLines) throws(RecordsError) -> JournalVerdict? {
        if !export.isCurrent(store) { self = JournalCheck(journal, of: store) }
        var verifier = verifier
        let goesOn = try export.step(store, limit: lines) { verifier.take($0.utf8) }
        self.verifier = verifier
        if goesOn { return nil }
        verifier.finish()
        return JournalVerdict(
            lines: verifier.lines, firstSequence: verifier.firstSequence, lastSequence: verifier.lastSequence,
            brokenAt: verifier.problem?.sequence)
    }
}
