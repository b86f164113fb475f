import RingStore
import Timekeeping

/// A journal on its way out, some lines at a time: as it stood when it was begun.
public struct JournalExport {
    public let journal: Journal
    private let header: String
    private let day: CivilDay
    private let dropped: ChainPlace
    private let last: ChainPlace
    /// The lines that were there.
    private let ids: [RecordID]
    private var next = 0
    private var checkpoint: JournalCheckpoint?
    private var hash = JournalLine.noHash

    public init(_ journal: Journal, of store: RecordStore) {
        self.journal = journal
        header = JournalText.header(journal, publicKey: store.identity.publicKey)
        day = store.ring.settledDay
        dropped = store.dropped[journal] ?? .start
        last = store.tips[journal] ?? dropped
        checkpoint = store.checkpoints[journal]?.value
        ids = store.ring.records(in: journal.ring, evenHidden: true).map(\.id)
    }

    /// A day that ends takes lines away; then an export has to begin anew.
    public func isCurrent(_ store: RecordStore) -> Bool {
        day == store.ring.settledDay && dropped == store.dropped[journal] ?? .start
    }

    /// - Parameter limit: of journal lines.
    /// - Returns: false when the end was put.
    public mutating func step(
        _ store: RecordStore, limit: Int, _ emit: (String) -> Void
    ) throws(RecordsError) -> Bool {
        if next == 0 {
            put(header, emit)
            putCheckpoint(after: dropped.sequence, emit)
        }
        for id in ids[next...].prefix(limit) {
            guard let line = try store.undamagedLine(id, journal), line.sequence > dropped.sequence else { continue }
            put(line.exportText, emit)
            putCheckpoint(after: line.sequence, emit)
        }
        next += min(limit, ids.count - next)
        guard next == ids.count else { return true }
        // Speaks of lines that are not there: whoever verifies shall see it.
        putCheckpoint(after: .max, emit)
        let statement = "end \(day) \(last.text) \(dropped.text) \(JournalText.hex(hash))"
        let signature = store.identity.sign(JournalText.signed(statement, under: header).utf8)
        emit("\(statement) \(JournalText.hex(signature))")
        return false
    }

    private mutating func put(_ text: String, _ emit: (String) -> Void) {
        hash = JournalVerifier.textHash(hash, text.utf8)
        emit(text)
    }

    private mutating func putCheckpoint(after sequence: UInt64, _ emit: (String) -> Void) {
        guard let ready = checkpoint, ready.last.sequence <= sequence else { return }
        put(ready.exportText, emit)
        checkpoint = nil
    }
}
