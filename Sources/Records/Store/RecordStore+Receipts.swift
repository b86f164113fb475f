import RingStore
import Timekeeping

/// Erasure receipts: what was erased, when, which blocks, and that they were verified blank. Each is a processing line; its
/// time says when.
extension RecordStore {
    /// Without room for it a later mount writes it: see `writeLateReceipts`.
    /// - Parameter subject: of the person it is about, whose key still stands.
    func journalErasure(
        _ kind: String, _ what: String, _ receipt: ErasureReceipt, about subject: SubjectKey?, at now: WallTime
    ) throws(RecordsError) {
        var detail = "\(what), \(Self.proof(of: "blocks \(BlockWords.list(receipt.blocks))", receipt.isPhysical))"
        detail += Self.exceptions(of: receipt)
        do throws(RecordsError) {
            try deliver(try nextLine(JournalDraft(.processing, kind, detail: detail), about: subject, at: now))
        } catch { guard error.isFull else { throw error } }
    }

    /// The blocks that nobody can vouch for.
    static func exceptions(of receipt: ErasureReceipt) -> String {
        var words = ""
        if !receipt.unknownBlocks.isEmpty {
            words += "; out of service, not looked into: \(BlockWords.list(receipt.unknownBlocks))"
        }
        if !receipt.unerasedBlocks.isEmpty {
            words += "; took no erase, may keep a copy: \(BlockWords.list(receipt.unerasedBlocks))"
        }
        return words
    }

    /// The keys of days on which something of people ended, and the blocks that were reclaimed with dead records since the last
    /// such line. Door lines that end are told of by the signed checkpoint.
    func journalEndOfKeys(_ days: Int, _ blocks: [BlockIndex], at now: WallTime) throws(RecordsError) {
        guard days > 0 else { return }
        let reclaimed = ring.takeErasedBlocks().filter { $0.key != .keys }
        var what = "keys of \(days) \(days == 1 ? "day" : "days"), blocks \(BlockWords.list(blocks))"
        if !reclaimed.isEmpty { what += "; reclaimed since the last end of a day, \(BlockWords.list(reclaimed))" }
        try deliverIfRoom("keys.erased", Self.proof(of: what, ring.promises.expiresPhysically), at: now, .ending)
    }

    /// Somebody's last day is over, a visitor's above all: they are gone, with everything of theirs. Not who: with them goes what
    /// would tell.
    func journalEndOfPeople(_ count: Int, at now: WallTime) throws(RecordsError) {
        let words = "\(count) \(count == 1 ? "person" : "people"), with all that was kept about them"
        try deliverIfRoom("person.expired", words, at: now, .ending)
    }

    /// What this mount erased because a power cut had left it.
    func journalRecovery(_ report: MountReport, at now: WallTime) throws(RecordsError) {
        let erased = ring.takeErasedBlocks()
        if report.expiredThrough[.people] != nil {
            try journalEndOfKeys(report.keysErased, erased[.keys] ?? [], at: now)
        }
        if report.isOlder {
            // Without room, or cut before the note, the next mount finds it again, and tells it.
            let isTold = try deliverIfRoom(
                "store.put-back", "blocks have been erased less often than was written down", at: now, .ending)
            if isTold { try storing { () throws(RingStoreError) in try ring.noteThatOlderIsTold() } }
        }
        guard report.erasesFinished.count + report.unfinishedBatches > 0 else { return }
        let what =
            "\(report.erasesFinished.count) erases finished, \(report.unfinishedBatches) unfinished writes, "
            + BlockWords.list(erased)
        try deliverIfRoom(
            "store.recovered", Self.proof(of: what, ring.promises.records.erasesPhysically), at: now, .ordinary)
    }

    /// A line about the store itself; a journal that is full keeps neither a day from ending nor a store from being mounted.
    /// - Returns: whether it is written.
    @discardableResult
    func deliverIfRoom(
        _ kind: String, _ detail: String, at now: WallTime, _ purpose: CommitPurpose
    ) throws(RecordsError) -> Bool {
        do throws(RecordsError) {
            let line = try nextLine(JournalDraft(.processing, kind, detail: detail), about: nil, at: now)
            try checkRoom(for: line, purpose)
            try deliver(line)
        } catch {
            guard error.isFull else { throw error }
            return false
        }
        mountReport.linesWritten += 1
        return true
    }

    static func proof(of what: String, _ isPhysical: Bool) -> String {
        "\(what) erased and verified blank\(isPhysical ? "" : " (logical on this medium)")"
    }
}

/// Erase blocks in few words.
enum BlockWords {
    static let limitBytes = 100

    /// `3-5 9`; what is too long is counted: `3 5 7 and 12 more`.
    static func list(_ blocks: [BlockIndex]) -> String {
        if blocks.isEmpty { return "none" }
        var words = "", told = 0
        let runs = runs(of: Set(blocks.map(\.number)).sorted())
        for run in runs {
            let next = run.count == 1 ? "\(run.lowerBound)" : "\(run.lowerBound)-\(run.upperBound - 1)"
            guard words.utf8.count + next.utf8.count < limitBytes else { break }
            words += (words.isEmpty ? "" : " ") + next
            told += run.count
        }
        let rest = runs.reduce(0) { $0 + $1.count } - told
        return rest == 0 ? words : "\(words) and \(rest) more"
    }

    /// `people 12-14, doors 3`
    static func list(_ blocks: [RingID: [BlockIndex]]) -> String {
        if blocks.isEmpty { return "none" }
        return blocks.sorted { $0.key < $1.key }.map { "\($0.key.journalWord) \(list($0.value))" }
            .joined(separator: ", ")
    }

    private static func runs(of numbers: [Int]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for number in numbers {
            if let last = runs.last, last.upperBound == number {
                runs[runs.count - 1] = last.lowerBound..<number + 1
            } else {
                runs.append(number..<number + 1)
            }
        }
        return runs
    }
}

extension RingID {
    fileprivate var journalWord: String {
        switch self {
        case .keys: "keys"
        case .people: "people"
        case .processing: "processing"
        case .doors: "doors"
        default: "ring \(number)"
        }
    }
}
