import RingStore
import Timekeeping

/// A terminal in its ordinary life: every day some residents' enrolments end and as many begin, and visitors come for one
/// day. Runs until the ring has been written over often enough, and then measures as long again.
struct SteadyLoad {
    var ringBlocks: Int
    var blockBytes: Int
    /// How much of the ring's blocks lives in the evening, headers and marks included.
    var fillPercent: Int
    var residentDays: Int
    /// 0: there is one retention period only.
    var visitorsPerResident: Int
    /// How often the size of the ring is asked for before the measurement, and during it.
    var warmUpTurns: Int
    var measuredTurns: Int
    var seed: UInt64 = 1

    struct Outcome {
        /// Sealed batches, as the caller's records make them.
        var askedBytes = 0
        var days = 0
        var enrolments = 0
        /// While measuring.
        var flash = CountingFlash.Counts()
        var ring = CountingFlash.Counts()
        var keys = CountingFlash.Counts()
        var root = CountingFlash.Counts()
        /// What the store says that it programmed, the root log aside.
        var statedBytes = 0
        /// Of the ring's blocks, since the format.
        var eraseCounts: [Int] = []
        var liveRecords = 0
        var liveBytes = 0
        var microseconds = 0
    }

    /// - Throws: `.full` when so much does not fit.
    func run() throws(RingStoreError) -> Outcome {
        let store = try BenchedStore(
            formatting: MemoryFlash(BenchedStore.geometry(ringBlocks: ringBlocks, blockBytes: blockBytes)),
            ringBlocks: ringBlocks, seed: seed)
        var site = Site(load: self)
        try site.moveIn(store)
        while site.askedBytes < warmUpTurns * ringBytes { try site.live(store) }

        let before = Self.counts(of: store), stated = store.ring.programmedBytes, asked = site.askedBytes
        let (day, enrolments, start) = (site.today, site.enrolments, ProcessUse.microseconds)
        while site.askedBytes - asked < measuredTurns * ringBytes { try site.live(store) }
        let after = Self.counts(of: store)
        return Outcome(
            askedBytes: site.askedBytes - asked, days: site.today - day, enrolments: site.enrolments - enrolments,
            flash: after.flash - before.flash, ring: after.ring - before.ring, keys: after.keys - before.keys,
            root: after.root - before.root, statedBytes: store.ring.programmedBytes - stated,
            eraseCounts: store.eraseCounts, liveRecords: store.statistics.liveRecords,
            liveBytes: site.eveningBytes, microseconds: ProcessUse.microseconds - start)
    }

    private var ringBytes: Int { ringBlocks * blockBytes }

    private static func counts(of store: BenchedStore) -> (
        flash: CountingFlash.Counts, ring: CountingFlash.Counts, keys: CountingFlash.Counts, root: CountingFlash.Counts
    ) {
        let roots = StoreLayout.rootBlocks, first = store.ringBlocks.lowerBound
        return (
            store.flash.total, store.flash.total(of: store.ringBlocks), store.flash.total(of: roots..<first),
            store.flash.total(of: 0..<roots)
        )
    }

    /// Who lives there.
    private struct Site {
        let load: SteadyLoad
        /// At any evening.
        let residents: Int
        private(set) var today = BenchedStore.firstDay
        private(set) var enrolments = 0
        private(set) var eveningBytes = 0
        var askedBytes: Int { enrolments * BenchedStore.enrolmentBytes }

        init(load: SteadyLoad) {
            self.load = load
            let living = load.ringBytes * load.fillPercent / 100 / BenchedStore.enrolmentBytes
            residents = living * load.residentDays / (load.residentDays + load.visitorsPerResident)
        }

        /// How many of the residents have enrolled by the `day`-th day of their period, so that every day has its share.
        private func enrolled(by day: Int) -> Int { residents * day / load.residentDays }

        /// As if each resident had enrolled on their day: those whose period ends first come first.
        mutating func moveIn(_ store: BenchedStore) throws(RingStoreError) {
            for day in 0..<load.residentDays {
                try enrol(enrolled(by: day + 1) - enrolled(by: day), lastDay: today + day, store)
            }
        }

        /// The residents whose period began this day of it have to begin anew; visitors come in between; the day ends.
        mutating func live(_ store: BenchedStore) throws(RingStoreError) {
            _ = try store.endDay(today: today + 1)
            today = today + 1
            let day = (today - BenchedStore.firstDay - 1) % load.residentDays
            for _ in 0..<enrolled(by: day + 1) - enrolled(by: day) {
                try enrol(1, lastDay: today + (load.residentDays - 1), store)
                try enrol(load.visitorsPerResident, lastDay: today, store)
            }
            eveningBytes = store.statistics.liveRecords / 2 * BenchedStore.enrolmentBytes
        }

        private mutating func enrol(_ count: Int, lastDay: CivilDay, _ store: BenchedStore) throws(RingStoreError) {
            for _ in 0..<count { _ = try store.enrol(lastDay: lastDay) }
            enrolments += count
        }
    }
}

extension SteadyLoad {
    /// - Parameter limit: on bytes programmed for a byte asked, in thousandths.
    func section(_ name: String, limit: Int?) throws(RingStoreError) -> BenchSection {
        let outcome = try run()
        let counts = outcome.eraseCounts
        let visitors = visitorsPerResident == 0 ? "" : ", \(visitorsPerResident) one-day visitors to each enrolment"
        return BenchSection(
            name: name,
            words: "Steady load: \(residentDays) days\(visitors), \(fillPercent) % of \(ringBytes >> 20) MiB",
            figures: [
                BenchFigure("days", "days measured", .count(outcome.days)),
                BenchFigure(
                    "enrolments", "enrolments measured, a person and a template each", .count(outcome.enrolments)),
                BenchFigure("live_bytes", "alive in the evening, as sealed", .bytes(outcome.liveBytes)),
                BenchFigure("asked_bytes", "asked: sealed batches", .bytes(outcome.askedBytes)),
                BenchFigure("programmed_bytes", "programmed, everything", .bytes(outcome.flash.programmedBytes)),
                BenchFigure("ring_bytes", "  of it in the people ring", .bytes(outcome.ring.programmedBytes)),
                BenchFigure("keys_bytes", "  of it in the key ring", .bytes(outcome.keys.programmedBytes)),
                BenchFigure("root_bytes", "  of it in the root log", .bytes(outcome.root.programmedBytes)),
                BenchFigure(
                    "write_amplification", "write amplification: programmed / asked",
                    .ratio(outcome.flash.programmedBytes, to: outcome.askedBytes), limit: limit.map { .thousandths($0) }
                ),
                BenchFigure(
                    "bytes_per_plain_byte", "programmed / plaintext",
                    .ratio(outcome.flash.programmedBytes, to: outcome.enrolments * BenchedStore.plainBytes)),
                BenchFigure("programs", "program calls", .count(outcome.flash.programs)),
                BenchFigure("erases", "erases", .count(outcome.flash.erases)),
                BenchFigure("erase_count_lowest", "erase count of a people block: lowest", .count(counts.min() ?? 0)),
                BenchFigure("erase_count_mean", "  mean", .ratio(counts.reduce(0, +), to: counts.count)),
                BenchFigure("erase_count_highest", "  highest", .count(counts.max() ?? 0)),
                BenchFigure("elapsed_microseconds", "took", .microseconds(outcome.microseconds)),
            ])
    }
}
