import Controller
import Records
import RingStore
import Timekeeping

/// Keeps a mounted store under the storage jobs: mounts it, anew after a failed write, keeps the time that is believed, and
/// answers every job while there is no store. Belongs to the storage thread.
final class StoreKeeper {
    static let remountMilliseconds: Int64 = 60_000
    static let floorMilliseconds: Int64 = 3_600_000

    private let clock: any TerminalClock
    private let open: () throws(Refusal) -> any MountableStore
    private let makeWorker: (RecordStore) -> StorageWorker
    private let say: (String) -> Void
    /// Nil while it cannot be opened.
    private var store: (any MountableStore)?
    /// Nil while nothing is mounted; then `fault` says why.
    private var worker: StorageWorker?
    private var fault = "it is not mounted yet"
    private var lastMount: Uptime?
    private var lastFloor: Uptime
    private var time: BelievedTime?
    /// Read by the first mount, before this run has written a line.
    private var earlierRun: EarlierRun?
    /// Of the last line of each journal that was refused.
    private var refusedRuns: [Journal: UInt64] = [:]
    /// When the last job was begun, until its time is kept.
    private var begun: ClockReading?

    /// Touches nothing.
    /// - Parameters:
    ///   - open: what cannot be opened is tried again with each mount.
    ///   - worker: what carries jobs out on a store that is mounted.
    ///   - say: for what a mount has found and finished.
    init(
        clock: any TerminalClock, say: @escaping (String) -> Void,
        open: @escaping () throws(Refusal) -> any MountableStore, worker: @escaping (RecordStore) -> StorageWorker
    ) {
        (self.clock, self.say, self.open) = (clock, say, open)
        makeWorker = worker
        lastFloor = clock.read().uptime
    }

    /// What is mounted.
    var records: RecordStore? { worker?.records }

    /// What the media of the store promise; nil without a store.
    var promises: StorePromises? { worker?.records.statistics.promises }

    /// Short jobs are finished when it returns, and long ones too; and the time is kept.
    func carryOut(_ request: StorageRequest) -> StorageOutcome {
        defer { keepTime() }
        var outcome = begin(request)
        while outcome == nil { outcome = goOn(with: request) }
        return outcome!
    }

    /// Whoever calls it calls `keepTime` when the answer is given.
    /// - Returns: nil when the job takes more steps.
    func begin(_ request: StorageRequest) -> StorageOutcome? {
        guard let (journal, run) = request.line else { return beginAny(request) }
        // Behind a line that was refused nothing is written before that one: the journal has no other order.
        if let refused = refusedRuns[journal], run <= refused { return .failed("the line before it was not taken") }
        let outcome = beginAny(request)
        if case .failed = outcome { refusedRuns[journal] = run }
        return outcome
    }

    private func beginAny(_ request: StorageRequest) -> StorageOutcome? {
        let now = clock.read()
        time?.observe(now)
        remountIfDue(now)
        if case .confirmClock(let seen) = request { return confirmClock(seen, now) }
        guard let worker, let time else { return .failed(fault) }
        // A job may pass the end of a day that waits behind a long one: what has ended is not seen by any.
        worker.records.hide(before: worker.records.day(of: now.wall))
        begun = now
        return worker.carryOut(request, believing: time)
    }

    /// One step more of the job that was begun; from its beginning when the store was mounted anew meanwhile.
    func goOn(with request: StorageRequest) -> StorageOutcome? {
        guard let worker, worker.unfinished != nil else { return begin(request) }
        return worker.goOn()
    }

    /// What was begun is not gone on with.
    func giveUpUnfinished() { worker?.unfinished = nil }

    /// One step of what can wait. What fails is not tried again before the next job: a write that failed is looked after there.
    /// - Returns: false when there is nothing to do.
    func idleStep() -> Bool {
        guard let worker, !worker.records.mustRemount else { return false }
        return (try? worker.records.idleStep()) ?? false
    }

    // MARK: mounting

    /// Mounts unless a store is mounted.
    func mount() -> MountOutcome {
        if worker == nil { attemptMount(clock.read()) }
        guard worker != nil else { return .failed(fault) }
        // A write that fails from now on is worth a mount at once.
        lastMount = nil
        return .mounted(
            MediumLapses(erasure: promises?.erasureLapse, image: promises?.imageLapse), earlierRun ?? EarlierRun())
    }

    private func attemptMount(_ now: ClockReading) {
        lastMount = now.uptime
        worker = nil
        do throws(Refusal) {
            if store == nil { store = try open() }
            let store = store!
            do throws(RecordsError) {
                let records = try mount(store)
                if let words = records.mountReport.words { say(words) }
                earlierRun = earlierRun ?? EarlierRun(records)
                worker = makeWorker(records)
            } catch { fault = "\(store.name): \(error)" }
        } catch { fault = error.lines.joined(separator: "; ") }
    }

    /// Ends what the believed time ends, and hides what the clock would end beyond it.
    private func mount(_ store: any MountableStore) throws(RecordsError) -> RecordStore {
        let now = clock.read()
        var time: BelievedTime
        if let known = self.time { time = known } else { time = BelievedTime(floor: try store.floor()) }
        time.observe(now)
        let records = try store.mount(at: now.wall, believed: time.wall)
        if self.time == nil, let doubt = records.clockDoubt, time.doubt != nil {
            time = BelievedTime(floor: records.floor, doubt: doubt)
            time.observe(now)
        }
        self.time = time
        records.hide(before: records.day(of: now.wall))
        return records
    }

    /// A failed write leaves it unknown what stands on flash, until the next mount. Not more than one in a minute: a mount
    /// reads everything, and a medium that fails should not be worn by trying. And what a clock hid that has been put right
    /// since is there again only after a mount.
    private func remountIfDue(_ now: ClockReading) {
        if let records = worker?.records, !records.mustRemount {
            guard records.isInDoubt, records.day(of: now.wall) < records.today else { return }
        }
        if let lastMount, now.uptime < lastMount + Self.remountMilliseconds { return }
        attemptMount(now)
    }

    // MARK: time

    /// What the clock ends ends with the next expiry. A clock that was moved since somebody saw it is another one, whatever it
    /// says: nobody has agreed to that.
    private func confirmClock(_ seen: ClockReading, _ now: ClockReading) -> StorageOutcome {
        guard let worker, time != nil else { return .failed(fault) }
        guard now.isSameClock(as: seen) else {
            return .failed("the clock was moved since 'clock confirm' was asked for; look at 'clock' and ask again")
        }
        guard time!.doubt != nil else { return .failed("the clock is not in doubt") }
        time!.confirm()
        do throws(RecordsError) { try worker.records.keep(nil) } catch { return .failed(error.description) }
        return .said("the clock is believed: \(time!.wall.utcText)")
    }

    /// Once an hour, so that no clock can go back behind the time that has passed (R19), and no wait begins anew with a
    /// restart; a doubt that begins or ends at once. After a job, for no door waits for it. When it fails, the store says so itself:
    /// the next job mounts it anew.
    func keepTime() {
        guard let now = begun, let time, let records = worker?.records else { return }
        begun = nil
        let isHour = now.uptime >= lastFloor + Self.floorMilliseconds
        if isHour || (time.doubt == nil) != (records.clockDoubt == nil) { try? records.keep(time.doubt) }
        guard isHour else { return }
        lastFloor = now.uptime
        try? records.raiseFloor(to: time.wall)
    }
}
