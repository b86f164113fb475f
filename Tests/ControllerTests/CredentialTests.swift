import Door
import Law
import Testing
import Timekeeping

@testable import Controller

@Suite("Card, PIN, exit and fire ask nothing of the face path") struct CredentialTests {
    @Test("card and PIN open, and the camera never starts") func cardAndPIN() {
        var rig = Rig()
        rig.tapCard()
        #expect(rig.scene == .pinEntry(digitCount: 0))
        rig.type("4711")
        #expect(rig.scene == .opened(.cardAndPIN))
        #expect(rig.log.has(\.movesStrike))
        #expect(!rig.log.has(\.startsCamera))
    }

    @Test("number and PIN open") func numberAndPIN() {
        var rig = Rig()
        rig.send(.touch(.pin))
        rig.type("1001")
        rig.type("4711")
        #expect(rig.scene == .opened(.numberAndPIN))
    }

    @Test(
        "a wrong PIN, an unknown number and an unknown card open nothing",
        arguments: [("1001", "0000"), ("9999", "4711")])
    func wrong(number: String, pin: String) {
        var rig = Rig()
        rig.send(.touch(.pin))
        rig.type(number)
        rig.type(pin)
        #expect(rig.scene == .refused(.wrongPIN, phone: "0571-5550 0134"))
        rig.tapCard("9999")
        #expect(rig.scene == .refused(.unknownCard, phone: "0571-5550 0134"))
        #expect(!rig.log.has(\.movesStrike))
    }

    @Test("three wrong PINs make the reader wait, not the person; a right one clears nothing, time does") func backOff()
    {
        var rig = Rig()
        for _ in 0..<3 {
            rig.tapCard()
            rig.type("0000")
        }
        rig.tapCard()
        #expect(rig.scene == .refused(.tryLater, phone: "0571-5550 0134"))
        rig.pass(milliseconds: 5_000)
        rig.tapCard()
        rig.type("4711")
        #expect(rig.scene == .opened(.cardAndPIN))
        #expect(rig.controller.backOff.failures == 3)
        rig.tapCard()
        rig.type("0000")
        rig.tapCard()
        #expect(rig.scene == .refused(.tryLater, phone: "0571-5550 0134"))
        rig.pass(milliseconds: 300_000)
        rig.tapCard()
        rig.type("0000")
        #expect(rig.controller.backOff.failures == 1)
    }

    @Test("whoever has a PIN cannot guess at a neighbour's for ever by using their own in between") func ownPINBetween()
    {
        var rig = Rig()
        _ = rig.store.carryOut(
            .addPerson(PersonRequest(number: "7", card: SecretText("7777".utf8), pin: SecretText("1234".utf8))))
        for _ in 0..<2 {
            rig.tapCard()
            rig.type("0000")
        }
        rig.tapCard("7777")
        rig.type("1234")
        rig.tapCard()
        rig.type("0000")
        rig.tapCard()
        #expect(rig.scene == .refused(.tryLater, phone: "0571-5550 0134"))
    }

    @Test("a PIN whose check is not waited for counts and is written down all the same") func turnedAway() {
        var rig = Rig()
        rig.tapCard()
        for _ in 0..<4 { rig.send(.touch(.digit(0))) }
        rig.answersAtOnce = false
        rig.send(.touch(.enter))
        rig.tapCard()
        while !rig.unanswered.isEmpty { rig.answerOldest() }
        #expect(rig.controller.backOff.failures == 1)
        #expect(
            rig.store.journal.contains(
                .decision(Decision(method: .cardAndPIN, result: .refused(.wrongPIN)), person: nil)))
    }

    @Test("R14: with every face gate closed a card still opens", arguments: [PlaceKind.hotelRoom, .toilet])
    func forbiddenPlace(place: PlaceKind) {
        var site = SiteDeclaration.complete
        site.placeKind = place
        var rig = Rig(site: site)
        rig.send(.touch(.face))
        #expect(rig.scene == .faceBlocked([.R8], phone: "0571-5550 0134"))
        rig.tapCard()
        rig.type("4711")
        #expect(rig.scene == .opened(.cardAndPIN))
        #expect(!rig.log.has(\.startsCamera))
    }

    @Test("a card that comes while the camera looks stops the camera and asks for the PIN") func cardDuringCapture() {
        var rig = Rig()
        rig.enrol()
        rig.claimFace()
        let before = rig.log.count
        rig.tapCard()
        #expect(rig.log[before...].has(\.stopsCamera))
        #expect(rig.scene == .pinEntry(digitCount: 0))
    }

    @Test("a PIN that is not finished in a minute is forgotten") func timeOut() {
        var rig = Rig()
        rig.tapCard()
        rig.pass(milliseconds: 60_000)
        guard case .idle = rig.scene else { Issue.record("still \(String(describing: rig.scene))"); return }
    }
}

@Suite("Log, then relay (R40)") struct LogBeforeRelayTests {
    @Test("the strike does not move before the grant is answered", arguments: Method.allCases)
    func grantIsJournalledBeforeTheStrikeMoves(method: Method) {
        var rig = Rig(site: .opening(by: method))
        rig.enrol()
        rig.log = []
        rig.reachGrant(by: method)
        #expect(rig.log.has(\.recordsGrant) && !rig.unanswered.isEmpty)
        #expect(!rig.log.has(\.movesStrike))
        while !rig.unanswered.isEmpty { rig.answerOldest() }
        #expect(rig.log.has(\.movesStrike))
        #expect(rig.scene == .opened(method))
    }

    @Test("a face that cannot be recorded opens nothing; a card opens, with an alarm, and is written down later")
    func brokenStore() {
        var rig = Rig()
        rig.enrol()
        rig.log = []
        rig.reachGrant(by: .face)
        rig.store.isBroken = true
        while !rig.unanswered.isEmpty { rig.answerOldest() }
        #expect(!rig.log.has(\.movesStrike))
        #expect(rig.scene == .refused(.notRecorded, phone: "0571-5550 0134"))

        rig.store.isBroken = false
        rig.answersAtOnce = true
        rig.pass(milliseconds: 10_000)
        rig.reachGrant(by: .cardAndPIN)
        rig.store.isBroken = true
        while !rig.unanswered.isEmpty { rig.answerOldest() }
        #expect(rig.log.has(\.movesStrike))
        #expect(rig.controller.alarms == [.storage])
        #expect(rig.controller.volatileJournal.lines.count >= 1)

        rig.store.isBroken = false
        rig.answersAtOnce = true
        let granted = LogEntry.decision(
            Decision(method: .cardAndPIN, result: .granted), person: rig.store.people["1001"]!.summary.id)
        #expect(!rig.store.journal.contains(granted))
        let happened = rig.now.wall
        rig.pass(milliseconds: 5_000)
        rig.send(.door(.exit(isPressed: true)))
        #expect(rig.controller.alarms.isEmpty)
        // Written late, with the time it happened.
        let index = rig.store.journal.firstIndex(of: granted)
        #expect(index.map { rig.store.times[$0] } == happened)
        #expect(rig.controller.volatileJournal.lines.isEmpty)
    }

    @Test(
        "a store that does not answer delays a card by two seconds at most, and never opens for a face",
        arguments: Method.allCases)
    func slowStore(method: Method) {
        var rig = Rig(site: .opening(by: method))
        rig.enrol()
        rig.log = []
        rig.reachGrant(by: method)
        rig.pass(milliseconds: 1_999)
        #expect(!rig.log.has(\.movesStrike))
        rig.pass(milliseconds: 1)
        #expect(rig.log.has(\.movesStrike) == (method != .face))
        // The answer that comes after all moves nothing a second time.
        rig.log = []
        rig.answersAtOnce = true
        while !rig.unanswered.isEmpty { rig.answerOldest() }
        #expect(!rig.log.has(\.movesStrike))
        // One opening, one line; a face that came too late is taken back.
        let grants = rig.store.journal.filter {
            if case .decision(let decision, _) = $0 {
                decision == Decision(method: method, result: .granted)
            } else {
                false
            }
        }
        #expect(grants.count == 1)
        #expect(rig.store.journal.contains(.processing(.grantNotCarriedOut)) == (method == .face))
        #expect(rig.controller.blockers.isEmpty)
    }

    private func line(_ number: UInt64, _ entry: LogEntry) -> VolatileJournal.Line {
        VolatileJournal.Line(
            number: number, entry: entry, time: WallTime(seconds: 0), uptime: Uptime(milliseconds: 0))
    }

    @Test("however much is pressed and decided while the store is away, memory keeps what tells of an evacuation")
    func keepsFire() {
        let grant = LogEntry.decision(Decision(method: .cardAndPIN, result: .granted), person: nil)
        for filler in [LogEntry.processing(.doorInput("exit pressed")), grant] {
            var journal = VolatileJournal()
            journal.insert(line(1, .processing(.doorInput("fire"))))
            for number in 2..<UInt64(3 * VolatileJournal.capacity) { journal.insert(line(number, filler)) }
            #expect(journal.lines.count == VolatileJournal.capacity)
            #expect(journal.lines.first?.number == 1)
        }
    }

    @Test("the volatile journal is bounded, counts what it dropped, and presses go before decisions")
    func volatileJournal() {
        var journal = VolatileJournal()
        let grant = LogEntry.decision(Decision(method: .cardAndPIN, result: .granted), person: nil)
        journal.insert(line(0, grant))
        for number in 1..<UInt64(VolatileJournal.capacity + 3) {
            journal.insert(line(number, .processing(.doorInput("exit pressed"))))
        }
        #expect(journal.lines.prefix(2).map(\.number) == [0, 4])
        #expect(journal.lines.count == VolatileJournal.capacity)
        #expect(journal.dropped == 3)
    }

    @Test("a line that comes back stands where it was, and none goes past one that is in doubt") func places() {
        var journal = VolatileJournal()
        for number: UInt64 in [3, 1, 5, 2, 4] { journal.insert(line(number, .processing(.started))) }
        #expect(journal.lines.map(\.number) == [1, 2, 3, 4, 5])
        #expect(journal.take(9, of: .processing, before: [4]).map(\.number) == [1, 2, 3])
        #expect(journal.take(9, of: .processing, before: [4]).isEmpty)
        #expect(journal.take(1, of: .processing, before: []).map(\.number) == [4])
    }
}

extension Rig {
    /// Everything up to the grant; from there the store is silent.
    mutating func reachGrant(by method: Method) {
        switch method {
        case .face: claimFace()
        case .cardAndPIN: tapCard()
        case .card:
            answersAtOnce = false
            tapCard()
            answerOldest()  // the card is known
            return
        case .numberAndPIN:
            send(.touch(.pin))
            type("1001")
        }
        guard method != .face else {
            answersAtOnce = false
            finishCapture(.accepted(.good))
            return
        }
        for digit in "4711".utf8 { send(.touch(.digit(Int(digit) - 48))) }
        answersAtOnce = false
        send(.touch(.enter))
        answerOldest()  // the PIN is right
    }
}
