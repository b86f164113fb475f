import Door
import Records
import SeededRandom
import Testing
import Timekeeping

@testable import Controller

/// What stands in the journal stands there in the order in which it happened, once, whatever the store does meanwhile.
@Suite("The order of the journal") struct JournalOrderTests {
    /// A store that refuses, answers late, and answers nothing at all for a while.
    @Test("random events at a store that fails and dawdles", arguments: 0..<60 as Range<UInt64>)
    func order(seed: UInt64) {
        var random = SplitMix64(seed: seed &* 7_919)
        var rig = Rig()
        for _ in 0..<400 {
            switch random.below(10) {
            case 0: rig.store.isBroken.toggle()
            case 1: if rig.answersAtOnce { rig.answersAtOnce = false } else { rig.answerAll() }
            case 2: rig.pass(milliseconds: Int64(random.below(70_000)))
            case 3: rig.tapCard(); rig.type("4711")
            case 4, 5: if !rig.unanswered.isEmpty { rig.answerOldest() }
            default: rig.send(.door(Rig.doorInputs[random.below(Rig.doorInputs.count)]))
            }
            rig.pass(milliseconds: 1)
        }
        rig.store.isBroken = false
        rig.answerAll()
        rig.pass(milliseconds: 180_000)
        #expect(rig.controller.volatileJournal.isEmpty && rig.controller.recordsAreTaken)
        for journal in Journal.allCases { #expect(Self.isInOrder(journal, rig)) }
        // A door's own lines name their instant: none is there twice.
        let edges = rig.store.journal.compactMap { entry -> String? in
            switch entry {
            case .processing(.strikeReleased), .processing(.strikeLocked), .processing(.relay): "\(entry)"
            default: nil
            }
        }
        #expect(Set(edges).count == edges.count)
        let told = rig.store.journal.reduce(0) {
            if case .processing(.linesLost(let count)) = $1 { $0 + count } else { $0 }
        }
        #expect(told == rig.controller.volatileJournal.dropped)
    }

    @Test("a grant that the store was slow with is there once, also when an older line is answered first")
    func slowGrant() {
        var rig = Rig()
        rig.answersAtOnce = false
        rig.send(.door(.exit(isPressed: true)))
        rig.send(.door(.exit(isPressed: false)))
        let older = rig.unanswered.count
        rig.answersAtOnce = true
        rig.tapCard()
        rig.answersAtOnce = false
        rig.type("4711")
        // The PIN is checked; the grant's line is on its way.
        let check = rig.unanswered.removeLast()
        rig.send(.stored(check.0, rig.store.carryOut(check.1)))
        rig.pass(milliseconds: 2_000)
        for _ in 0..<older { rig.answerOldest() }
        rig.answerAll()
        let grants = rig.store.journal.filter { if case .decision = $0 { true } else { false } }
        #expect(grants.count == 1)
        for journal in Journal.allCases { #expect(Self.isInOrder(journal, rig)) }
    }

    private static func isInOrder(_ journal: Journal, _ rig: Rig) -> Bool {
        let lines = zip(rig.store.journal, rig.store.uptimes).filter { $0.0.journal == journal }
        return zip(lines, lines.dropFirst()).allSatisfy { $0.1 <= $1.1 }
    }

    @Test("a journal that is full stops no other: who is to be removed is removed, and the way out opens")
    func oneIsFull() {
        var rig = Rig()
        rig.store.fullJournal = .doors
        for _ in 0..<3 {
            rig.send(.door(.exit(isPressed: true)))
            rig.send(.door(.exit(isPressed: false)))
            rig.pass(milliseconds: 70_000)
        }
        #expect(rig.controller.blockers.contains(.R40))
        rig.send(.command(.personRemove(number: "1001"), from: ConsoleID(0)))
        #expect(rig.store.people.isEmpty)
        rig.store.fullJournal = nil
        rig.pass(milliseconds: 70_000)
        #expect(rig.controller.recordsAreTaken && rig.controller.volatileJournal.isEmpty)
        #expect(Self.isInOrder(.doors, rig))
    }

    @Test(
        "a door does not wait for a store that hangs: what may be written later is done, in two seconds, and stands there once"
    )
    func slowStore() {
        for (command, prepare) in Self.doorCommands {
            var rig = Rig()
            if let prepare { rig.send(prepare) }
            rig.send(.edge(DoorEdge(.fire, isActive: false, at: rig.now.uptime)))
            rig.answersAtOnce = false
            rig.log = []
            rig.send(.command(command, from: ConsoleID(0)))
            rig.pass(milliseconds: 1_999)
            #expect(rig.replies.isEmpty, "\(command)")
            rig.pass(milliseconds: 1)
            #expect(rig.replies.count == 1, "\(command)")
            let isDone = rig.replies.contains { if case .done = $0 { true } else { false } }
            #expect(isDone == command.mayBeWrittenLater, "\(command)")
            #expect(rig.log.contains { $0.movesStrike || $0.locksStrike } == command.mayBeWrittenLater, "\(command)")
            rig.answerAll()
            rig.pass(milliseconds: 130_000)
            let lines = rig.store.journal.count {
                if case .processing(.console(_, let words)) = $0 { words == command.journalWords } else { false }
            }
            #expect(lines == 1, "\(command)")
            #expect(Self.tellsNotDone(rig) != command.mayBeWrittenLater, "\(command)")
            #expect(rig.controller.volatileJournal.isEmpty && rig.controller.recordsAreTaken)
        }
    }

    private static let doorCommands: [(Command, Event?)] = [
        (.doorUnlock(reason: "a parcel"), nil), (.doorHold(minutes: 5, reason: "a move"), nil), (.doorTest, nil),
        (.doorLock, .command(.doorHold(minutes: nil, reason: "a move"), from: ConsoleID(0))),
        (.doorReset, .door(.fire)),
    ]

    @Test("a terminal that comes to an answer too late moves nothing, and says so") func lateAnswer() {
        var rig = Rig()
        rig.answersAtOnce = false
        rig.log = []
        rig.send(.command(.doorUnlock(reason: "a parcel"), from: ConsoleID(0)))
        rig.now.uptime.milliseconds += 4_000
        rig.answerAll()
        #expect(!rig.log.has(\.movesStrike))
        #expect(!rig.store.journal.contains(.processing(.grantNotCarriedOut)), "nobody was let in before")
        #expect(Self.tellsNotDone(rig) && rig.replies.count == 1)
    }

    @Test("a terminal that stood still does not open for who was there before") func stoodStill() {
        for (isCard, ticksFirst) in [(false, true), (true, true), (true, false), (false, false)] {
            var rig = Rig()
            if isCard { rig.tapCard() }
            rig.answersAtOnce = false
            if isCard {
                rig.type("4711")
            } else {
                rig.send(.command(.doorUnlock(reason: "a parcel"), from: ConsoleID(0)))
            }
            if isCard { rig.answerOldest() }
            rig.log = []
            rig.now.uptime.milliseconds += 30_000
            // Whatever comes first.
            if ticksFirst { rig.send(.tick) }
            rig.answerAll()
            #expect(!rig.log.has(\.movesStrike))
            #expect(isCard ? rig.store.journal.contains(.processing(.grantNotCarriedOut)) : Self.tellsNotDone(rig))
        }
    }

    @Test("commands for a door are carried out in the order in which they were given, however slow their lines")
    func order() {
        var rig = Rig()
        rig.answersAtOnce = false
        rig.send(.command(.doorUnlock(reason: "a parcel"), from: ConsoleID(0)))
        rig.pass(milliseconds: 1_500)
        rig.send(.command(.doorHold(minutes: nil, reason: "a move"), from: ConsoleID(0)))
        rig.pass(milliseconds: 1_000)
        rig.send(.command(.doorLock, from: ConsoleID(0)))
        rig.pass(milliseconds: 20_000)
        #expect(rig.controller.hold == nil && !rig.controller.door.state.isReleased)
        rig.answerAll()
        #expect(rig.controller.hold == nil)
    }

    private static func tellsNotDone(_ rig: Rig) -> Bool {
        rig.store.journal.contains {
            if case .processing(.console("terminal", let words)) = $0 {
                words.hasPrefix("not carried out: ")
            } else {
                false
            }
        }
    }

    @Test("a reset that was asked for before the fire line called again ends nothing") func staleReset() {
        for isNew in [false, true] {
            var rig = Rig()
            for isActive in [true, false] {
                rig.send(.edge(DoorEdge(.fire, isActive: isActive, at: rig.now.uptime)))
            }
            rig.pass(milliseconds: 10)
            rig.answersAtOnce = false
            rig.send(.command(.doorReset, from: ConsoleID(0)))
            if isNew {
                rig.send(.edge(DoorEdge(.fire, isActive: true, at: rig.now.uptime)))
                rig.send(.edge(DoorEdge(.fire, isActive: false, at: rig.now.uptime)))
            }
            rig.log = isNew ? rig.log : []
            rig.answerAll()
            #expect((rig.controller.door.state.phase == .evacuating) == isNew)
            #expect(rig.replies.count == 1)
            #expect(Self.tellsNotDone(rig) == isNew)
        }
    }
}
