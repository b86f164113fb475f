import Controller
import FlashLab
import Hardware
import Law
import Records
import RingStore
import SeededRandom
import Synchronization
import Testing
import Timekeeping

@testable import menshen

@Suite("A store that is kept mounted") struct StoreKeeperTests {
    private static let day: Int64 = 86_400, hour: Int64 = 3_600
    private let flash = LabFlash(FlashGeometry(blockCount: 32, blockBytes: 8192, programUnitBytes: 16))
    private let clock = SimulatedClock(start: LabPlace.start, runsByItself: false)
    private let place: LabPlace

    init() throws { place = try LabPlace(flash) }

    private func keeper(_ clock: any TerminalClock) throws -> StoreKeeper {
        let keeper = unmounted(clock)
        #expect(keeper.mount().isMounted)
        return keeper
    }

    private func unmounted(
        _ clock: any TerminalClock, open: (() throws(Refusal) -> any MountableStore)? = nil
    ) -> StoreKeeper {
        let place = place
        return StoreKeeper(
            clock: clock, say: { _ in }, open: open ?? { place },
            worker: {
                StorageWorker(
                    $0, notice: Notice.make(for: SiteDeclaration(), errorRates: nil), packDigest: nil, clock: clock)
            })
    }

    private func isDone(_ outcome: StorageOutcome) -> Bool { if case .done = outcome { true } else { false } }
    private func isFailed(_ outcome: StorageOutcome) -> Bool { if case .failed = outcome { true } else { false } }
    /// Each in a run of its own: none waits for one before it.
    private func entry(_ run: UInt64) -> StorageRequest {
        .journal(.processing(.started), at: LineStamp(WallTime(seconds: 1_772_413_200), run: run))
    }

    @Test("a medium that fails for a while: every job is answered, and once a minute it is mounted anew")
    func failsForAWhile() throws {
        let keeper = try keeper(clock)
        #expect(isDone(keeper.carryOut(entry(1))))
        flash.stepsUntilGone = 0
        #expect(isFailed(keeper.carryOut(entry(2))))
        // No mount gets through, for it writes.
        for run: UInt64 in 3...5 { #expect(isFailed(keeper.carryOut(entry(run)))) }
        flash.stepsUntilGone = nil
        #expect(isFailed(keeper.carryOut(entry(6))), "within the minute")
        clock.pass(milliseconds: StoreKeeper.remountMilliseconds)
        #expect(isFailed(keeper.carryOut(entry(6))), "the line before it was not taken")
        #expect(isFailed(keeper.carryOut(entry(2))), "nor this one's")
        #expect(isDone(keeper.carryOut(entry(7))))
        guard case .said(let words) = keeper.carryOut(.verifyJournal) else { return #expect(Bool(false), "no verdict") }
        #expect(words.contains("the chain holds"))
    }

    @Test("without a store every job is answered with the reason") func noStore() throws {
        let keeper = unmounted(clock) { () throws(Refusal) in throw Refusal("gone with the wind") }
        #expect(keeper.mount() == .failed("gone with the wind"))
        guard case .failed(let reason) = keeper.carryOut(.listPeople(after: nil, limit: 10)) else {
            return #expect(Bool(false), "not failed")
        }
        #expect(reason == "gone with the wind")
    }

    @Test("R19: an hour of work raises the time that no clock goes back behind") func floor() throws {
        let keeper = try keeper(clock)
        _ = keeper.carryOut(.statistics)
        #expect(try place.floor() == LabPlace.start)
        clock.pass(milliseconds: StoreKeeper.floorMilliseconds)
        _ = keeper.carryOut(.statistics)
        #expect(try place.floor() == clock.read().wall)
    }

    @Test("A job's answer does not wait for the hour that is written") func answerFirst() throws {
        let keeper = try keeper(clock)
        clock.pass(milliseconds: StoreKeeper.floorMilliseconds)
        flash.forgetSteps()
        #expect(keeper.begin(.statistics) != nil && flash.steps.isEmpty)
        keeper.keepTime()
        #expect(try !flash.steps.isEmpty && place.floor() == clock.read().wall)
        flash.forgetSteps()
        keeper.keepTime()
        #expect(flash.steps.isEmpty)
    }

    // MARK: R19, a clock that jumped while the power was off

    @Test(
        "R19: what ends with a day is not seen by any job after it, even while the end of the day waits behind a long one"
    )
    func endedBeforeItIsCarriedOut() throws {
        let keeper = try keeper(clock)
        let first = try #require(keeper.records).today
        clock.pass(milliseconds: 24 * 3_600_000)
        guard case .statistics = keeper.carryOut(.statistics) else { return #expect(Bool(false), "no statistics") }
        #expect(try #require(keeper.records).today > first)
    }

    private func clock(after seconds: Int64) -> SimulatedClock {
        SimulatedClock(start: WallTime(seconds: LabPlace.start.seconds + seconds), runsByItself: false)
    }

    /// What the store says of the clock when it is asked to end the clock's day.
    private func doubt(_ keeper: StoreKeeper, _ clock: any TerminalClock) throws -> ClockDoubt? {
        let today = clock.read().wall.civilDay(utcOffsetMinutes: 0)
        guard case .expired(_, let doubt) = keeper.carryOut(.expire(today: today)) else {
            throw Failure.notExpired
        }
        return doubt
    }

    private enum Failure: Error { case notExpired }

    @Test(
        "any order of jumps, questions and answers: what is confirmed is the clock that was seen",
        arguments: 0..<40 as Range<UInt64>)
    func confirmed(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let clock = MovedClock()
        let keeper = try keeper(clock)
        var (seen, moved): (ClockReading?, Int64) = (nil, 0)
        var outcomes: Set<Bool> = []
        for step in 0..<30 {
            switch random.below(5) {
            case 0:
                // Seconds; a steered clock moves less than a minute in all.
                let jump = [20, -20, 3_600, 8 * Self.day, 60 * Self.day, -3 * Self.day][random.below(6)]
                clock.jump(seconds: jump)
                moved += jump
            case 1: clock.pass(milliseconds: Int64(random.below(600_000)))
            case 2: (seen, moved) = (clock.read(), 0)
            case 3: _ = try doubt(keeper, clock)
            default:
                guard let seen else { continue }
                let before = try doubt(keeper, clock)
                let isConfirmed = if case .said = keeper.carryOut(.confirmClock(seen: seen)) { true } else { false }
                #expect(isConfirmed == (before != nil && abs(moved) <= 60), "seed=\(seed) step=\(step)")
                #expect(
                    try (doubt(keeper, clock) == nil) == (before == nil || isConfirmed), "seed=\(seed) step=\(step)")
                outcomes.insert(isConfirmed)
            }
        }
        if seed == 0 { #expect(!outcomes.isEmpty) }
    }

    private let person = StorageRequest.addPerson(
        PersonRequest(number: "1", card: nil, pin: SecretText("4711".utf8)))

    @Test("R19: a start after a week goes by the clock; after more, the flash keeps its own time, and nobody is added")
    func jump() throws {
        let week = clock(after: 7 * Self.day)
        let believing = try keeper(week)
        #expect(try doubt(believing, week) == nil)
        #expect(try place.floor() == week.read().wall)

        let year = clock(after: 372 * Self.day)
        let doubting = try keeper(year)
        #expect(try doubt(doubting, year)?.millisecondsLeft == BelievedTime.doubtMilliseconds)
        #expect(try place.floor() == week.read().wall)
        #expect(isFailed(doubting.carryOut(person)))
        #expect(isDone(doubting.carryOut(entry(1))), "the journal goes on")
    }

    @Test("R19: the wait counts powered hours over restarts, to the hour, and then the clock is believed") func wait()
        throws
    {
        var clock = clock(after: 400 * Self.day)
        for _ in 0..<4 {
            let keeper = try keeper(clock)
            #expect(try doubt(keeper, clock) != nil)
            clock.pass(milliseconds: 6 * Self.hour * 1_000)
            // The last of them makes it 24 hours.
            _ = keeper.carryOut(.statistics)
            clock = SimulatedClock(start: clock.read().wall, runsByItself: false)
        }
        let keeper = try keeper(clock)
        #expect(try doubt(keeper, clock) == nil)
        #expect(try place.floor() == clock.read().wall)
        guard case .said = keeper.carryOut(person) else { return #expect(Bool(false), "not added") }
    }

    @Test("R19: a clock that is put right brings back what it hid") func putRight() throws {
        let first = try keeper(clock)
        guard case .said = first.carryOut(person) else { return #expect(Bool(false), "not added") }
        let wrong = clock(after: 400 * Self.day)
        #expect(try doubt(try keeper(wrong), wrong) != nil)
        let right = clock(after: Self.day)
        let keeper = try keeper(right)
        #expect(try doubt(keeper, right) == nil)
        guard case .people(let people, _) = keeper.carryOut(.listPeople(after: nil, limit: 10)) else {
            return #expect(Bool(false))
        }
        #expect(people.map(\.number) == ["1"])
        #expect(try place.mount(at: right.read().wall, believed: right.read().wall).clockDoubt == nil)
    }
}

/// A clock that somebody moves, while the uptime goes on.
private final class MovedClock: TerminalClock {
    private let state = Mutex((milliseconds: Int64(0), jumpedSeconds: Int64(0)))

    func pass(milliseconds: Int64) { state.withLock { $0.milliseconds += milliseconds } }
    func jump(seconds: Int64) { state.withLock { $0.jumpedSeconds += seconds } }

    func read() -> ClockReading {
        let (milliseconds, jumped) = state.withLock { $0 }
        return ClockReading(
            uptime: Uptime(milliseconds: milliseconds),
            wall: WallTime(seconds: LabPlace.start.seconds + jumped + milliseconds / 1_000), trust: .trusted)
    }
}
