import Controller
import Records
import Timekeeping

/// Keeps a mounted store under the storage jobs: mounts anew after a failed write, and answers every job while there is
/// none. Belongs to the storage thread.
final class StoreKeeper {
    static let remountMilliseconds: Int64 = 60_000
    static let floorMilliseconds: Int64 = 3_600_000

    private let clock: any TerminalClock
    private let mount: (() throws(RecordsError) -> RecordStore)?
    private let makeWorker: ((RecordStore) -> StorageWorker)?
    /// Nil while nothing can be mounted; then `fault` says why.
    private var worker: StorageWorker?
    private var fault = ""
    private var lastRemount: Uptime?
    private var lastFloor: Uptime

    /// Mounts at once.
    /// - Parameter worker: what carries jobs out on a store that is mounted.
    init(
        clock: any TerminalClock, worker: @escaping (RecordStore) -> StorageWorker,
        mount: @escaping () throws(RecordsError) -> RecordStore
    ) throws(RecordsError) {
        self.clock = clock
        self.mount = mount
        makeWorker = worker
        lastFloor = clock.read().uptime
        self.worker = worker(try mount())
    }

    /// For a terminal that has no store at all: every job is answered with the reason.
    init(clock: any TerminalClock, fault: String) {
        self.clock = clock
        self.fault = fault
        (mount, makeWorker) = (nil, nil)
        lastFloor = clock.read().uptime
    }

    /// What the mount at start found and finished; nil without a store.
    var mountReport: RecordsMountReport? { worker?.records.mountReport }

    func carryOut(_ request: StorageRequest) -> StorageOutcome {
        remountIfDue()
        guard let worker else { return .failed(fault) }
        let outcome = worker.carryOut(request)
        keepTime(worker.records)
        return outcome
    }

    /// A failed write leaves it unknown what stands on flash, until the next mount. Not more than one in a minute: a mount
    /// reads everything, and a medium that fails should not be worn by trying.
    private func remountIfDue() {
        guard let mount, let makeWorker, worker?.records.mustRemount != false else { return }
        let now = clock.read().uptime
        if let lastRemount, now < lastRemount + Self.remountMilliseconds { return }
        lastRemount = now
        worker = nil
        do throws(RecordsError) { worker = makeWorker(try mount()) } catch { fault = error.description }
    }

    /// Once an hour, so that no clock can go back behind the time that has passed (R19). When that fails, the store says so
    /// itself: the next job mounts it anew.
    private func keepTime(_ records: RecordStore) {
        let now = clock.read()
        guard now.uptime >= lastFloor + Self.floorMilliseconds else { return }
        lastFloor = now.uptime
        try? records.raiseFloor(to: now.wall)
    }
}
