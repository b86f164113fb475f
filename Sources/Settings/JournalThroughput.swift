/// How much a site expects to be written down, `[journal]` in its file; then the flash must be able to keep it (R23).
public struct JournalThroughput: Equatable, Sendable {
    /// Grants, refusals, exits and alarms, 1…100,000.
    public let doorDecisionsPerDay: Int
    /// An enrolment and its end are three or four, a start one, 1…10,000.
    public let processingRecordsPerDay: Int
    /// Enrolled at once at most, 1…10,000; room is kept to write down how each of them ends.
    public let people: Int

    public init(doorDecisionsPerDay: Int, processingRecordsPerDay: Int, people: Int) {
        self.doorDecisionsPerDay = doorDecisionsPerDay
        self.processingRecordsPerDay = processingRecordsPerDay
        self.people = people
    }

    /// The section is there as a whole or not at all.
    static let keys = [
        "journal.door_decisions_per_day", "journal.processing_records_per_day", "journal.people",
    ]

    /// Whether the file has the section at all.
    static func isDeclared(_ document: Document) -> Bool { document.nodes["journal"] != nil }

    /// Nil when it is not declared, or something is malformed.
    static func read(_ document: Document) -> JournalThroughput? {
        guard isDeclared(document) else {
            // Known, so that a misspelt one is told its name.
            for key in keys { _ = document.optional(key, .number) }
            return nil
        }
        let doors = document.integer(keys[0], in: 1...100_000)
        let processing = document.integer(keys[1], in: 1...10_000)
        let people = document.integer(keys[2], in: 1...10_000)
        guard let doors, let processing, let people else { return nil }
        return JournalThroughput(doorDecisionsPerDay: doors, processingRecordsPerDay: processing, people: people)
    }
}
