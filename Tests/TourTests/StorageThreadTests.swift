import Controller
import FlashLab
import Hardware
import Law
import Records
import RingStore
import Synchronization
import Testing
import Timekeeping

@testable import menshen

@Suite("The storage thread") struct StorageThreadTests {
    private static let geometry = FlashGeometry(blockCount: 32, blockBytes: 8192, programUnitBytes: 16)
    private let clock = SimulatedClock(start: LabPlace.start, runsByItself: false)
    private static let line = line(run: 1)
    /// Of a run behind that: what was refused before does not keep it.
    private static let later = line(run: 2)
    private static func line(run: UInt64) -> StorageRequest {
        .journal(.processing(.doorInput("exit pressed")), at: LineStamp(LabPlace.start, run: run))
    }

    private func keeper(
        _ flash: any Flash, failures: Int = 0
    ) throws -> (keeper: StoreKeeper, said: Said) {
        let place = try LabPlace(flash), clock = clock, said = Said()
        var left = failures
        let keeper = StoreKeeper(
            clock: clock, say: { said.add($0) },
            open: { () throws(Refusal) in
                left -= 1
                if left >= 0 { throw Refusal("no medium yet") }
                return place
            },
            worker: {
                StorageWorker(
                    $0, notice: Notice.make(for: SiteDeclaration(), errorRates: nil), packDigest: nil, clock: clock)
            })
        return (keeper, said)
    }

    private final class Said {
        private(set) var words: [String] = []
        func add(_ word: String) { words.append(word) }
    }

    @Test("a grant that comes behind a long verification is answered first; a second long job comes last")
    func yields() throws {
        let (keeper, _) = try keeper(LabFlash(Self.geometry))
        #expect(keeper.mount().isMounted)
        for _ in 0..<JournalCheck.stepLines + 5 { _ = keeper.carryOut(Self.line) }
        let inbox = Mailbox<Event>(isPolled: false)
        let gate = Mailbox<Bool>(isPolled: false)
        let thread = StorageThread(answers: inbox) { _ in
            _ = gate.take()
            return keeper
        }
        thread.put(Ticket(1), .verifyJournal)
        thread.put(Ticket(2), Self.line)
        thread.put(Ticket(3), .verifyJournal)
        thread.put(Ticket(4), Self.line)
        gate.put(true)
        var answers: [(UInt64, String)] = []
        for _ in 0..<4 {
            guard case .stored(let ticket, let outcome) = inbox.take() else { continue }
            if case .said(let words) = outcome {
                answers.append((ticket.number, words))
            } else {
                answers.append((ticket.number, ""))
            }
        }
        thread.stopAndJoin()
        #expect(answers.map(\.0) == [2, 4, 1, 3])
        let words = "the chain holds: processing 0 lines, doors \(JournalCheck.stepLines + 7) lines"
        #expect(answers[2].1 == words && answers[3].1 == words, "as it stood when a journal's turn came")
    }

    @Test("a day that ends during a verification: it begins anew, and holds") func dayEnds() throws {
        let (keeper, _) = try keeper(LabFlash(Self.geometry))
        #expect(keeper.mount().isMounted)
        for _ in 0..<3 * JournalCheck.stepLines { _ = keeper.carryOut(Self.line) }
        #expect(keeper.begin(.verifyJournal) == nil)
        // The processing journal's end, and the first lines of the doors'.
        for _ in 0..<2 { #expect(keeper.goOn(with: .verifyJournal) == nil) }
        clock.pass(milliseconds: 181 * 86_400_000)
        let store = try #require(keeper.records)
        _ = try store.expire(today: clock.read().wall.civilDay(utcOffsetMinutes: 0), at: clock.read().wall)
        _ = keeper.carryOut(
            .journal(.processing(.doorInput("exit pressed")), at: LineStamp(clock.read().wall, run: 2)))
        var outcome: StorageOutcome?
        while outcome == nil { outcome = keeper.goOn(with: .verifyJournal) }
        guard case .said(let words) = outcome else { return #expect(Bool(false), "\(outcome!)") }
        #expect(words == "the chain holds: processing 0 lines, doors 1 lines")
    }

    @Test("a store mounted anew in the middle of a long job: the job begins anew") func remounted() throws {
        let flash = LabFlash(Self.geometry)
        let (keeper, _) = try keeper(flash)
        #expect(keeper.mount().isMounted)
        for _ in 0..<2 * JournalCheck.stepLines { _ = keeper.carryOut(Self.line) }
        #expect(keeper.begin(.verifyJournal) == nil)
        flash.stepsUntilGone = 0
        _ = keeper.carryOut(Self.line)
        flash.stepsUntilGone = nil
        guard case .done = keeper.carryOut(Self.later) else { return #expect(Bool(false), "not mounted anew") }
        var outcome = keeper.goOn(with: .verifyJournal)
        #expect(outcome == nil)
        while outcome == nil { outcome = keeper.goOn(with: .verifyJournal) }
        guard case .said(let words) = outcome else { return #expect(Bool(false), "\(outcome!)") }
        #expect(words.hasSuffix("doors \(2 * JournalCheck.stepLines + 1) lines"))
    }

    @Test("what cannot be opened is opened by a later mount, and then carries out jobs") func opensLater() throws {
        let (keeper, _) = try keeper(LabFlash(Self.geometry), failures: 2)
        #expect(keeper.mount() == .failed("no medium yet"))
        #expect(keeper.idleStep() == false)
        guard case .failed("no medium yet") = keeper.carryOut(Self.line) else { return #expect(Bool(false)) }
        #expect(keeper.mount() == .failed("no medium yet"))
        #expect(keeper.mount().isMounted)
        guard case .done = keeper.carryOut(Self.later) else { return #expect(Bool(false), "no store") }
    }

    @Test("between jobs everything is made ready, also for a day's first line; then lines need no erase and no key")
    func idle() throws {
        let flash = LabFlash(FlashGeometry(blockCount: 32, blockBytes: 16_384, programUnitBytes: 16))
        let (keeper, _) = try keeper(flash)
        #expect(keeper.mount().isMounted)
        var days = 0, erases = 0
        for day in 0..<800 {
            _ = keeper.carryOut(.expire(today: clock.read().wall.civilDay(utcOffsetMinutes: 0)))
            while keeper.idleStep() {}
            flash.forgetSteps()
            let outcome = keeper.carryOut(
                .journal(.processing(.doorInput("exit pressed")), at: LineStamp(clock.read().wall)))
            guard case .done = outcome else { return #expect(Bool(false), "day \(day): \(outcome)") }
            #expect(flash.steps.allSatisfy { if case .erase = $0 { false } else { true } }, "day \(day)")
            #expect(flash.steps.allSatisfy { !$0.isOfKeys }, "day \(day)")
            while keeper.idleStep() {}
            erases += flash.steps.count { if case .erase = $0 { true } else { false } }
            days += 1
            clock.pass(milliseconds: 86_400_000)
        }
        #expect(days == 800 && erases > 0)
    }

    @Test("an idle step that fails ends idling until the next job; that one mounts anew") func idleFails() throws {
        let flash = LabFlash(Self.geometry)
        let (keeper, _) = try keeper(flash)
        #expect(keeper.mount().isMounted)
        flash.stepsUntilGone = 0
        #expect(keeper.idleStep() == false, "its first key could not be written")
        #expect(keeper.idleStep() == false)
        flash.stepsUntilGone = nil
        #expect(keeper.idleStep() == false)
        guard case .done = keeper.carryOut(Self.later) else { return #expect(Bool(false), "not mounted anew") }
    }
}

extension LabFlash.Step {
    /// In the blocks of the keys: the root has two, and of 32 blocks four are the keys'.
    fileprivate var isOfKeys: Bool {
        switch self {
        case .program(let block, _, _), .erase(let block), .zeros(let block), .mark(let block): (2..<6).contains(block)
        case .anchor: false
        }
    }
}
