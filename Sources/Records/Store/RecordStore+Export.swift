import RingStore
import Timekeeping

extension RecordStore {
    /// A journal as lines of text, without their line feeds, from its oldest line that is kept. Nothing in them can be
    /// opened with any key: of a detail only the hash of its ciphertext is there. A line that is damaged on flash is left
    /// out, and whoever verifies will miss it.
    public func export(_ journal: Journal, _ emit: (String) -> Void) throws(RecordsError) {
        var export = JournalExport(journal, of: self)
        while try export.step(self, limit: .max, emit) {}
    }

    /// Follows the chain from the oldest line that is kept to the newest one, and checks the day's signature.
    public func verify(_ journal: Journal) throws(RecordsError) -> JournalVerdict {
        var check = JournalCheck(journal, of: self)
        while true {
            if let verdict = try check.step(self) { return verdict }
        }
    }

    /// Nil when its bytes are not what was written; a medium that does not answer is an error.
    func undamagedLine(_ id: RecordID, _ journal: Journal) throws(RecordsError) -> JournalLine? {
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
