/// What the bytes of a ring are used for, and when they become free.
public struct RingUsage: Equatable, Sendable {
    /// Records that share a last day, and with it a key.
    public struct Cohort: Equatable, Sendable {
        public var expiry: Expiry
        public var records: Int
    }

    public var statistics: RingStatistics
    /// Taken by what counts no more, and by the ends of units: they come back when their blocks are reclaimed.
    public var deadBytes: Int
    /// By ascending last day; what never expires comes last.
    public var cohorts: [Cohort]
    /// Of blocks in service.
    public var eraseCounts: WearSummary
}

/// Erase counts of some blocks.
public struct WearSummary: Equatable, Sendable {
    public var lowest: Int
    public var highest: Int
    /// In hundredths of an erase, rounded down.
    public var meanHundredths: Int

    init(_ counts: [UInt32]) {
        lowest = Int(counts.min() ?? 0)
        highest = Int(counts.max() ?? 0)
        meanHundredths = counts.isEmpty ? 0 : counts.reduce(0) { $0 + Int($1) } * 100 / counts.count
    }
}

extension RingStore {
    public func usage(of ringID: RingID) -> RingUsage {
        let ring = ring(ringID)
        let statistics = statistics(of: ringID)
        let open = ring.blocks.values.filter { $0.state == .open }
        let written = open.reduce(0) { $0 + max(0, min($1.endOffset, core.blockBytes) - core.layout.recordsOffset) }
        var cohorts: [Expiry: Int] = [:]
        for info in records(in: ringID) { cohorts[info.expiry, default: 0] += 1 }
        return RingUsage(
            statistics: statistics, deadBytes: max(0, written - statistics.liveBytes),
            cohorts: cohorts.map { RingUsage.Cohort(expiry: $0.key, records: $0.value) }.sorted {
                $0.expiry.cohort < $1.expiry.cohort
            },
            eraseCounts: WearSummary(ring.blocks.values.filter { $0.state != .setAside }.map(\.eraseCount)))
    }

    /// Over the whole store, the root's blocks and the keys' included.
    public var wearSummary: WearSummary {
        var counts = core.root.eraseCounts + keyRing.eraseCounts
        for ring in rings.values { counts += ring.blocks.values.filter { $0.state != .setAside }.map(\.eraseCount) }
        return WearSummary(counts)
    }
}
