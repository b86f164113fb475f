import RingStore
import Timekeeping

/// The store in numbers, for `status`.
public struct RecordStatistics: Equatable, Sendable {
    /// Distinct people stored (R46 counts people, not templates).
    public var people: Int
    public var peopleLimit: Int
    public var peopleWithTemplates: Int
    /// The next day after which some template is gone.
    public var nextTemplateExpiry: CivilDay?
    public var peopleRing: RingStatistics
    public var processingJournal: RingStatistics
    public var doorJournal: RingStatistics
    /// Erase counts over the whole store.
    public var wear: ClosedRange<Int>
    public var livingKeys: Int
    public var keyGeneration: UInt64
    public var floor: WallTime
    public var today: CivilDay
    /// What the media of the store can promise, and what not.
    public var promises: StorePromises
}

extension RecordStore {
    public var statistics: RecordStatistics {
        let lastDays = facesByLastDay
        return RecordStatistics(
            people: people.count, peopleLimit: settings.peopleLimit, peopleWithTemplates: lastDays.values.reduce(0, +),
            nextTemplateExpiry: lastDays.keys.min(), peopleRing: ring.statistics(of: .people),
            processingJournal: ring.statistics(of: .processing), doorJournal: ring.statistics(of: .doors),
            wear: ring.wear,
            livingKeys: ring.livingKeys, keyGeneration: ring.keyGeneration, floor: floor, today: today,
            promises: ring.promises)
    }
}
