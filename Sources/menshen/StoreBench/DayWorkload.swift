import Records
import RingStore
import Timekeeping

/// Days of a small site, step by step, the same for whoever repeats them: enrolments, deletions at once, and ends of days.
struct DayWorkload {
    enum Step: Equatable {
        /// A person and a template, readable through `lastDay`.
        case enrol(person: Int, lastDay: CivilDay)
        /// Both, now.
        case delete(person: Int)
        /// Everything whose last day has passed ends.
        case begin(CivilDay)

        var line: String {
            switch self {
            case .enrol(let person, let lastDay): "enrol \(person) \(lastDay.number)"
            case .delete(let person): "delete \(person)"
            case .begin(let day): "begin \(day.number)"
            }
        }
    }

    var residents = 1000
    var residentDays = 365
    var days = 60
    var residentsPerDay = 3
    var visitorsPerDay = 50
    var deletionsPerDay = 2
    var seed: UInt64 = 1

    /// Everybody who lives there enrols on the first day; then day after day.
    func steps() -> [Step] {
        let entropy = SeededEntropy(seed: seed)
        var steps: [Step] = []
        var living: [Int] = []
        var next = 1
        var today = BenchedStore.firstDay
        func enrol(_ lastDay: CivilDay) {
            steps.append(.enrol(person: next, lastDay: lastDay))
            next += 1
        }
        for _ in 0..<residents {
            living.append(next)
            // They came on other days before, and their periods end on as many.
            enrol(today + days + 1 + Int(entropy.number() % UInt64(residentDays)))
        }
        for _ in 0..<days {
            for number in 0..<max(residentsPerDay, visitorsPerDay) {
                if number < visitorsPerDay { enrol(today) }
                guard number < residentsPerDay else { continue }
                living.append(next)
                enrol(today + residentDays)
            }
            for _ in 0..<min(deletionsPerDay, living.count) {
                steps.append(.delete(person: living.remove(at: Int(entropy.number() % UInt64(living.count)))))
            }
            today = today + 1
            steps.append(.begin(today))
        }
        return steps
    }

    /// For a peer: sizes first, then the steps, a line each.
    func lines() -> [String] {
        ["person \(BenchedStore.personBytes)", "template \(BenchedStore.templateBytes)"] + steps().map(\.line)
    }
}

/// Runs the days on a store.
struct DayTrial {
    var workload = DayWorkload()
    var ringBlocks = 34
    var blockBytes = 64 << 10

    struct Outcome {
        var enrolments = CountingFlash.Counts(), deletions = CountingFlash.Counts(), days = CountingFlash.Counts()
        var enrolmentCount = 0, deletionCount = 0, dayCount = 0
        var living: Set<Int> = []
        /// What the store holds at the end.
        var liveRecords = 0
        /// Of how many people who are gone the forensic search can still open a record, with every key there is.
        var remains = 0
        var microseconds = 0
        var eraseCounts: [Int] = []
        var total: CountingFlash.Counts { enrolments + deletions + days }
    }

    func run() throws(RingStoreError) -> Outcome {
        let flash = MemoryFlash(BenchedStore.geometry(ringBlocks: ringBlocks, blockBytes: blockBytes))
        let store = try BenchedStore(formatting: flash, ringBlocks: ringBlocks, seed: workload.seed)
        var outcome = Outcome()
        var records: [Int: (ids: [RecordID], lastDay: CivilDay)] = [:]
        let start = ProcessUse.microseconds
        for step in workload.steps() {
            let before = store.flash.total
            switch step {
            case .enrol(let person, let lastDay):
                records[person] = (try store.enrol(lastDay: lastDay), lastDay)
                outcome.enrolmentCount += 1
                outcome.enrolments = outcome.enrolments + (store.flash.total - before)
            case .delete(let person):
                try store.delete(records.removeValue(forKey: person)?.ids ?? [])
                outcome.deletionCount += 1
                outcome.deletions = outcome.deletions + (store.flash.total - before)
            case .begin(let day):
                try store.endDay(today: day)
                records = records.filter { $0.value.lastDay >= day }
                outcome.dayCount += 1
                outcome.days = outcome.days + (store.flash.total - before)
            }
        }
        outcome.microseconds = ProcessUse.microseconds - start
        outcome.living = Set(records.keys)
        outcome.liveRecords = store.statistics.liveRecords
        outcome.eraseCounts = store.eraseCounts
        outcome.remains = Self.remains(on: flash, livingTemplates: Set(records.values.map { $0.ids[1].number }))
        return outcome
    }

    private static func remains(on flash: MemoryFlash, livingTemplates: Set<UInt64>) -> Int {
        flash.image.withUnsafeBytes { image in
            let findings = FlashSearch(image, geometry: flash.geometry, deviceKey: BenchedStore.deviceKey()).run()
            let templates = findings.hits.filter { $0.kind == RecordKind.faceTemplates.rawValue }.map(\.id)
            precondition(livingTemplates.isSubset(of: templates), "the search does not find who is there")
            return Set(templates).subtracting(livingTemplates).count
        }
    }

    func section() throws(RingStoreError) -> BenchSection {
        let outcome = try run()
        return BenchSection(
            name: "days",
            words:
                "Days of a small site: \(outcome.enrolmentCount) enrolments, \(outcome.deletionCount) deletions, \(outcome.dayCount) ends of days",
            figures: [
                BenchFigure("flash_bytes", "flash", .bytes(flashBytes)),
                BenchFigure("people_at_end", "people at the end", .count(outcome.living.count)),
                BenchFigure("programmed_bytes", "programmed", .bytes(outcome.total.programmedBytes)),
                BenchFigure("enrolment_bytes", "  by enrolments", .bytes(outcome.enrolments.programmedBytes)),
                BenchFigure("deletion_bytes", "  by deletions", .bytes(outcome.deletions.programmedBytes)),
                BenchFigure("day_bytes", "  by ends of days", .bytes(outcome.days.programmedBytes)),
                BenchFigure("programs", "program calls: each is a sync on a file", .count(outcome.total.programs)),
                BenchFigure("erases", "erases", .count(outcome.total.erases)),
                BenchFigure(
                    "erase_count_highest", "highest erase count of a people block",
                    .count(outcome.eraseCounts.max() ?? 0)),
                BenchFigure(
                    "remains", "people who are gone whose template can still be opened", .count(outcome.remains)),
                BenchFigure("elapsed_microseconds", "took", .microseconds(outcome.microseconds)),
            ])
    }

    private var flashBytes: Int {
        let geometry = BenchedStore.geometry(ringBlocks: ringBlocks, blockBytes: blockBytes)
        return geometry.blockCount * geometry.blockBytes
    }
}
