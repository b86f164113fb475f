import RingStore
import Timekeeping

extension RecordStore {
    /// A journal as lines of text, without their line feeds, from its oldest line that is kept. Nothing in them can be
    /// opened with any key: of a detail only the hash of its ciphertext is there. A line that is damaged on flash is left
    /// out, and whoever verifies will miss it.
    public func export(_ journal: Journal, _ emit: (String) -> Void) throws(RecordsError) {
        var hash = JournalLine.noHash
        func put(_ text: String) {
            hash = JournalVerifier.textHash(hash, text.utf8)
            emit(text)
        }
        let dropped = dropped[journal] ?? .start
        var checkpoint = checkpoints[journal]?.value
        func putCheckpoint(after sequence: UInt64) {
            guard let ready = checkpoint, ready.last.sequence <= sequence else { return }
            put(ready.exportText)
            checkpoint = nil
        }
        let header = JournalText.header(journal, publicKey: identity.publicKey)
        put(header)
        putCheckpoint(after: dropped.sequence)
        for info in ring.records(in: journal.ring, evenHidden: true) {
            guard let line = try undamagedLine(info.id, journal), line.sequence > dropped.sequence else { continue }
            put(line.exportText)
            putCheckpoint(after: line.sequence)
        }
        // Speaks of lines that are not there: whoever verifies shall see it.
        putCheckpoint(after: .max)
        let last = tips[journal] ?? dropped
        let statement = "end \(ring.settledDay) \(last.text) \(dropped.text) \(JournalText.hex(hash))"
        let signature = identity.sign(JournalText.signed(statement, under: header).utf8)
        emit("\(statement) \(JournalText.hex(signature))")
    }

    /// Follows the chain from the oldest line that is kept to the newest one, and checks the day's signature.
    public func verify(_ journal: Journal) throws(RecordsError) -> JournalVerdict {
        var verifier = JournalVerifier(publicKey: identity.publicKey)
        try export(journal) { verifier.take($0.utf8) }
        verifier.finish()
        return JournalVerdict(
            lines: verifier.lines, firstSequence: verifier.firstSequence, lastSequence: verifier.lastSequence,
            brokenAt: verifier.problem?.sequence)
    }

    /// Nil when its bytes are not what was written; a medium that does not answer is an error.
    private func undamagedLine(_ id: RecordID, _ journal: Journal) throws(RecordsError) -> JournalLine? {
        do { return try readLine(id, journal) } catch {
            if case .store(let inner) = error.code, case .flash = inner.code { throw error }
            return nil
        }
    }
}

/// What checking a chain found.
public struct JournalVerdict: Equatable, Sendable {
    public var lines: Int
    /// Of the lines that are kept; what stood before has expired.
    public var firstSequence: UInt64?
    public var lastSequence: UInt64?
    /// The first line that does not follow from the one before, or cannot be read; nil when the chain holds.
    public var brokenAt: UInt64?
    public var holds: Bool { brokenAt == nil }
}
