import Records
import RingStore
import Settings

extension LoadedSettings {
    /// What the board's flash can keep of both journals.
    static func capacity(of board: BoardSettings) -> JournalCapacity? {
        JournalCapacity(StoreGeometry(board).store)
    }

    /// What the site declares and the flash cannot keep, with its line; empty when it fits, or nothing is declared (R23).
    static func overload(_ board: BoardSettings, _ site: SiteSettings) -> [SettingsFinding] {
        guard let declared = site.journal, let capacity = capacity(of: board) else { return [] }
        let rows = [
            (Journal.doors, "door_decisions_per_day", declared.doorDecisionsPerDay),
            (.processing, "processing_records_per_day", declared.processingRecordsPerDay),
        ]
        return rows.compactMap { journal, key, wanted in
            let lines = capacity.linesPerDay(journal, people: declared.people)
            let fits = journal == .doors ? lines / JournalCapacity.linesPerDecision : lines
            guard wanted > fits else { return nil }
            let flash = "this board's flash of \(board.flash.blockCount * board.flash.blockBytes >> 10) KiB"
            let people = journal == .doors ? "" : " beside the endings of \(declared.people) people"
            let why = "is \(wanted), and \(flash) keeps \(fits) a day for \(journal.time)\(people) (R23)"
            return site.source.finding(at: "journal.\(key)", why)
        }
    }

    /// For `check`: what is kept, and whether the site says what it needs.
    var capacityWords: String {
        guard let capacity = Self.capacity(of: board) else { return "the flash is too small for a store" }
        let people = site.journal?.people ?? 0
        let kept = Journal.allCases.reversed().map {
            "\($0.word) \(capacity.linesPerDay($0, people: people)) for \($0.time)"
        }.joined(separator: ", ")
        let words = "lines a day that the flash keeps: \(kept)"
        return site.journal == nil
            ? "\(words), with nobody enrolled; the site declares no [journal] to compare with" : "\(words); as declared"
    }
}

extension Journal {
    fileprivate var time: String { self == .doors ? "180 days" : "three years" }
}
