import Door
import SeededRandom
import Testing
import Timekeeping

@testable import Controller

@Suite("Guessing is slowed down on the reader, never on a person") struct GuessingTests {
    @Test("no wait is longer than the bound, however many guesses there were; it is reached", arguments: [5, 60, 300])
    func bound(seconds: Int64) {
        var hands = SplitMix64(seed: UInt64(seconds))
        var backOff = GuessingBackOff(longestWaitMilliseconds: seconds * 1_000)
        var now = Uptime(milliseconds: 0), longest: Int64 = 0
        for _ in 0..<20_000 {
            now = now + Int64(hands.below(2_000))
            // Some were on their way when the wait began.
            if !backOff.isWaiting(at: now) || hands.below(4) == 0 { backOff.failed(at: now) }
            longest = max(longest, backOff.blockedUntil.map { $0 - now } ?? 0)
        }
        // It was reached: the bound is what keeps it.
        #expect(longest == seconds * 1_000)
    }

    /// Somebody guesses at people's PINs and cards, whoever's they are, for hours; somebody else comes now and then.
    @Test("whoever has the right card and PIN waits for the reader no longer than the bound", arguments: [true, false])
    func rightCard(isAlone: Bool) {
        for seed in 0..<20 as Range<UInt64> {
            var hands = SplitMix64(seed: seed)
            var rig = Rig(site: .opening(by: isAlone ? .card : .cardAndPIN))
            let bound = rig.controller.configuration.timings.longestGuessWaitMilliseconds
            for _ in 0..<25 {
                for _ in 0...hands.below(8) { Self.guess(hands.below(3), &rig) }
                rig.pass(milliseconds: Int64(hands.below(20_000)))
                let came = rig.now.uptime
                // They stand there and try again, once a second; nobody else does meanwhile.
                while !Self.comesIn(isAlone, &rig) && rig.now.uptime - came <= bound { rig.pass(milliseconds: 1_000) }
                #expect(rig.now.uptime - came <= bound, "seed \(seed)")
            }
        }
    }

    private static func guess(_ how: Int, _ rig: inout Rig) {
        switch how {
        case 0: rig.tapCard("9999")
        case 1:
            rig.send(.touch(.pin))
            rig.type("1001")
            rig.type("0000")
        default:
            rig.send(.touch(.pin))
            rig.type("7777")
            rig.type("0000")
        }
    }

    private static func comesIn(_ isAlone: Bool, _ rig: inout Rig) -> Bool {
        rig.log = []
        rig.tapCard()
        if !isAlone { rig.type("4711") }
        return rig.log.has(\.movesStrike)
    }

    @Test("it makes no difference whose PIN is guessed at: two histories that differ in that alone wait alike")
    func noPerson() {
        for seed in 0..<20 as Range<UInt64> {
            var hands = SplitMix64(seed: seed)
            var rigs = [Rig(), Rig()]
            for index in rigs.indices {
                _ = rigs[index].store.carryOut(
                    .addPerson(PersonRequest(number: "7", card: SecretText("7777".utf8), pin: SecretText("1234".utf8))))
            }
            for _ in 0..<60 {
                let whose = ["1001", "7", "12345"][hands.below(3)], pause = Int64(hands.below(40_000))
                for (index, number) in ["1001", whose].enumerated() {
                    rigs[index].send(.touch(.pin))
                    rigs[index].type(number)
                    rigs[index].type("0000")
                    rigs[index].pass(milliseconds: pause)
                }
                #expect(rigs[0].controller.backOff.blockedUntil == rigs[1].controller.backOff.blockedUntil)
                #expect(rigs[0].controller.backOff.failures == rigs[1].controller.backOff.failures)
            }
        }
    }
}

@Suite("A reader that sends a thousand cards a second") struct CardFloodTests {
    /// For two seconds.
    private static func flood(_ rig: inout Rig, _ number: (Int) -> String, each: (Int, inout Rig) -> Void = { _, _ in })
    {
        for index in 0..<2_000 {
            rig.pass(milliseconds: 1)
            rig.tapCard(number(index))
            each(index, &rig)
        }
    }

    private static func count(_ words: String, _ rig: Rig) -> Int {
        rig.store.journal.count {
            if case .processing(.doorInput(let line)) = $0 { line.contains(words) } else { false }
        }
    }

    @Test(
        "one alarm, few lines, and what was not looked at is counted", arguments: [true, false], ["9999", "0412", "x"])
    func bounded(isAlone: Bool, kind: String) {
        var rig = Rig(site: .opening(by: isAlone ? .card : .cardAndPIN))
        let before = rig.store.journal.count
        Self.flood(&rig) { kind == "9999" ? "\(10_000 + $0)" : kind }
        #expect(rig.controller.alarms == [.cardFlood])
        let raised = rig.log.count { if case .startAlarm(.cardFlood) = $0 { true } else { false } }
        #expect(raised == 1)
        #expect(Self.count("more cards", rig) == 1)
        // A dozen are looked at; each is a line or two, and the strike's.
        #expect(rig.store.journal.count - before < 80, "\(rig.store.journal.count - before)")
        #expect(rig.controller.pending.isEmpty)
        rig.pass(milliseconds: CardFlood.quietMilliseconds)
        #expect(rig.controller.alarms.isEmpty)
        #expect(Self.count("1988 cards were not looked at", rig) == 1)
    }

    @Test(
        "exit and fire move the strike within the event that asks, whatever the store does",
        arguments: ["well", "silent", "broken"])
    func waysOut(state: String) {
        var rig = Rig(site: .opening(by: .card))
        rig.store.isBroken = state == "broken"
        rig.answersAtOnce = state != "silent"
        var most = 0
        Self.flood(&rig, { "\(10_000 + $0)" }) { index, rig in
            most = max(most, rig.controller.pending.count)
            if index % 200 == 0 {
                rig.pass(milliseconds: 5_000)
                let actions = rig.send(.door(.exit(isPressed: true)))
                #expect(actions.has(\.movesStrike), "\(state) at \(index)")
                rig.send(.door(.exit(isPressed: false)))
            }
        }
        #expect(rig.send(.door(.fire)).has(\.movesStrike))
        // What waits is bounded: lines, and one card.
        #expect(most <= VolatileJournal.capacity + 8, "\(most)")
        #expect(rig.controller.volatileJournal.lines.count <= VolatileJournal.capacity)
    }

    @Test("a right card has its turn soon after") func afterwards() {
        var rig = Rig(site: .opening(by: .card))
        Self.flood(&rig) { _ in "x" }
        rig.pass(milliseconds: CardFlood.lookMilliseconds)
        rig.tapCard()
        #expect(rig.scene == .opened(.card))
    }

    @Test("people who come one behind the other are no flood") func people() {
        var rig = Rig(site: .opening(by: .card))
        for _ in 0..<200 {
            rig.tapCard()
            rig.pass(milliseconds: CardFlood.drainMilliseconds)
        }
        #expect(rig.controller.alarms.isEmpty)
    }

    @Test("while a card is looked up, the next one is not; one job is with the store") func oneAtATime() {
        var rig = Rig()
        rig.answersAtOnce = false
        for _ in 0..<8 { rig.tapCard() }
        #expect(rig.unanswered.count == 1)
        rig.answerAll()
        #expect(rig.scene == .pinEntry(digitCount: 0))
    }

    @Test("noise takes no card's turn") func noise() {
        var flood = CardFlood()
        var time: Int64 = 0
        while !flood.isOn {
            time += 50
            _ = flood.take(isWhole: false, at: Uptime(milliseconds: time))
        }
        for _ in 0..<1_000 {
            time += 50
            #expect(flood.take(isWhole: false, at: Uptime(milliseconds: time)) == .leave)
        }
        #expect(flood.take(isWhole: true, at: Uptime(milliseconds: time)) == .look)
        #expect(flood.take(isWhole: true, at: Uptime(milliseconds: time)) == .leave)
    }
}
