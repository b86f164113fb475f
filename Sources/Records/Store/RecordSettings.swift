import RingStore
import Timekeeping

/// What the site decides about records.
public struct RecordSettings: Equatable, Sendable {
    /// How long a template may be kept at most, from the day of enrolment; 1…3650.
    public var retentionDays: Int
    /// −720…840; expiry is by the site's civil day.
    public var utcOffsetMinutes: Int
    /// How many people may be stored at most.
    public var peopleLimit: Int

    public init(retentionDays: Int, utcOffsetMinutes: Int, peopleLimit: Int = 10_000) {
        precondition((1...3650).contains(retentionDays) && peopleLimit > 0)
        self.retentionDays = retentionDays
        self.utcOffsetMinutes = utcOffsetMinutes
        self.peopleLimit = peopleLimit
    }
}

extension StoreLayout {
    /// How many blocks the root and the keys need on a medium of their own.
    /// - Parameter recordBlocks: on the other medium.
    public static func keyMediumBlocks(recordBlocks: Int) -> Int {
        rootBlocks + (recordBlocks + rootBlocks + 4 >= 32 ? 4 : 3)
    }

    /// Two fifths of a flash for people, and three tenths for each journal: then people and the processing records of their
    /// enrolments, and of their endings, run out at about the same number of people.
    /// - Returns: nil below 17 blocks.
    public static func records(blockCount: Int) -> StoreLayout? {
        let keys = blockCount >= 32 ? 4 : 3
        let rest = blockCount - rootBlocks - keys
        guard rest >= 12 else { return nil }
        let processing = max(4, rest * 3 / 10)
        let people = min(max(4, rest * 2 / 5), rest - processing - 4)
        return StoreLayout(keyBlocks: keys, ringBlocks: [people, processing, rest - people - processing])
    }
}
