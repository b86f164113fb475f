import Controller
import FlashLab
import Hardware
import Law
import Records
import RingStore
import Testing
import Timekeeping

@testable import menshen

@Suite("A store that is kept mounted") struct StoreKeeperTests {
    private static let start = WallTime(seconds: 1_772_409_600)
    private let flash = LabFlash(FlashGeometry(blockCount: 32, blockBytes: 8192, programUnitBytes: 16))
    private let clock = SimulatedClock(start: start, runsByItself: false)

    private func mount() throws(RecordsError) -> RecordStore { try mount(flash) }

    private func mount(_ flash: LabFlash) throws(RecordsError) -> RecordStore {
        let now = clock.read().wall
        return try RecordStore.mount(
            flash, as: .bench, deviceKey: Self.deviceKey(),
            settings: RecordSettings(retentionDays: 30, utcOffsetMinutes: 0),
            now: now, today: now.civilDay(utcOffsetMinutes: 0), entropy: SeededEntropy(seed: 2))
    }

    private static func deviceKey() -> DeviceKey { DeviceKey { $0.initializeMemory(as: UInt8.self, repeating: 7) } }

    private func keeper() throws -> StoreKeeper {
        try RecordStore.format(
            flash, as: .bench, deviceKey: Self.deviceKey(), now: Self.start,
            today: Self.start.civilDay(utcOffsetMinutes: 0), entropy: SeededEntropy(seed: 1))
        let clock = clock
        return try StoreKeeper(
            clock: clock,
            worker: {
                StorageWorker(
                    $0, notice: Notice.make(for: SiteDeclaration(), errorRates: nil), packDigest: nil, clock: clock)
            }, mount: mount)
    }

    private func isDone(_ outcome: StorageOutcome) -> Bool { if case .done = outcome { true } else { false } }
    private func isFailed(_ outcome: StorageOutcome) -> Bool { if case .failed = outcome { true } else { false } }
    private let entry = StorageRequest.journal(.processing(.started), at: WallTime(seconds: 1_772_413_200))

    @Test("a medium that fails for a while: every job is answered, and once a minute it is mounted anew")
    func failsForAWhile() throws {
        let keeper = try keeper()
        #expect(isDone(keeper.carryOut(entry)))
        flash.stepsUntilGone = 0
        #expect(isFailed(keeper.carryOut(entry)))
        // No mount gets through, for it writes.
        for _ in 0..<3 { #expect(isFailed(keeper.carryOut(entry))) }
        flash.stepsUntilGone = nil
        #expect(isFailed(keeper.carryOut(entry)), "within the minute")
        clock.pass(milliseconds: StoreKeeper.remountMilliseconds)
        #expect(isDone(keeper.carryOut(entry)))
        guard case .said(let words) = keeper.carryOut(.verifyJournal) else { return #expect(Bool(false), "no verdict") }
        #expect(words.contains("the chain holds"))
    }

    @Test("without a store every job is answered with the reason") func noStore() throws {
        let keeper = StoreKeeper(clock: clock, fault: "gone with the wind")
        guard case .failed(let reason) = keeper.carryOut(.listPeople) else { return #expect(Bool(false), "not failed") }
        #expect(reason == "gone with the wind")
    }

    @Test("R19: an hour of work raises the time that no clock goes back behind") func floor() throws {
        let keeper = try keeper()
        _ = keeper.carryOut(.statistics)
        #expect(try floorOnFlash() == Self.start)
        clock.pass(milliseconds: StoreKeeper.floorMilliseconds)
        _ = keeper.carryOut(.statistics)
        #expect(try floorOnFlash() == clock.read().wall)
    }

    /// What the next mount will say. Of a copy: the store under the keeper stays the only one on its flash.
    private func floorOnFlash() throws -> WallTime {
        try mount(LabFlash(flash.geometry, image: flash.image)).floor
    }
}
