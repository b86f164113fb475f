import Controller
import Records
import RingStore
import Timekeeping

/// Keeps a mounted store under the storage jobs: mounts anew after a failed write, keeps the time that is believed, and
/// answers every job while there is no store. Belongs to the storage thread.
final class StoreKeeper {
    static let remountMilliseconds: Int64 = 60_000
    static let floorMilliseconds: Int64 = 3_600_000

    private let clock: any TerminalClock
    private let store: (any MountableStore)?
    private let makeWorker: ((RecordStore) -> StorageWorker)?
    /// Nil while nothing can be mounted; then `fault` says why.
    private var worker: StorageWorker?
    private var fault = ""
    private var lastRemount: Uptime?
    private var lastFloor: Uptime
    private var time: BelievedTime?

    /// Mounts at once.
    /// - Parameter worker: what carries jobs out on a store that is mounted.
    init(
        clock: any TerminalClock, store: any MountableStore, worker: @escaping (RecordStore) -> StorageWorker
    ) throws(RecordsError) {
        self.clock = clock
        self.store = store
        makeWorker = worker
        lastFloor = clock.read().uptime
        self.worker = worker(try mount(store))
    }

    /// For a terminal that has no store at all: every job is answered with the reason.
    init(clock: any TerminalClock, fault: String) {
        self.clock = clock
        self.fault = fault
        (store, makeWorker) = (nil, nil)
        lastFloor = clock.read().uptime
    }

    /// What the mount at start found and finished; nil without a store.
    var mountReport: RecordsMountReport? { worker?.records.mountReport }

    /// What the media of the store promise; nil without a store.
    var promises: StorePromises? { worker?.records.statistics.promises }

    func carryOut(_ request: StorageRequest) -> StorageOutcome {
        let now = clock.read()
        time?.observe(now)
        remountIfDue(now)
        guard let worker, let time else { return .failed(fault) }
        let outcome = worker.carryOut(request, believing: time)
        keepTime(worker.records, now)
        return outcome
    }

    // MARK: mounting

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
        guard let store, let makeWorker else { return }
        if let records = worker?.records, !records.mustRemount {
            guard records.isInDoubt, records.day(of: now.wall) < records.today else { return }
        }
        if let lastRemount, now.uptime < lastRemount + Self.remountMilliseconds { return }
        lastRemount = now.uptime
        worker = nil
        do throws(RecordsError) { worker = makeWorker(try mount(store)) } catch { fault = error.description }
    }

    // MARK: time

    /// Once an hour, so that no clock can go back behind the time that has passed (R19), and no wait begins anew with a
    /// restart; a doubt that begins or ends at once. When that fails, the store says so itself: the next job mounts it anew.
    private func keepTime(_ records: RecordStore, _ now: ClockReading) {
        guard let time else { return }
        let isHour = now.uptime >= lastFloor + Self.floorMilliseconds
        if isHour || (time.doubt == nil) != (records.clockDoubt == nil) { try? records.keep(time.doubt) }
        guard isHour else { return }
        lastFloor = now.uptime
        try? records.raiseFloor(to: time.wall)
    }
}
