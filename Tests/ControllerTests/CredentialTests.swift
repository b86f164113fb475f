import Door
import Law
import Testing

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

    @Test("three wrong PINs make the reader wait, not the person; a right one later starts anew") func backOff() {
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
        #expect(rig.controller.backOff.failures == 0)
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
        var rig = Rig()
        rig.enrol()
        rig.log = []
        rig.reachGrant(by: method)
        #expect(rig.unanswered.contains { if case .journal(.decision) = $0.1 { true } else { false } })
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
        #expect(rig.controller.volatileJournal.entries.count == 1)

        rig.store.isBroken = false
        rig.answersAtOnce = true
        let written = rig.store.journal.count
        rig.send(.door(.exitButton))
        #expect(rig.controller.alarms.isEmpty)
        #expect(rig.controller.volatileJournal.entries.isEmpty)
        #expect(rig.store.journal.count == written + 2)
    }

    @Test(
        "a store that does not answer delays a card by two seconds at most, and never opens for a face",
        arguments: Method.allCases)
    func slowStore(method: Method) {
        var rig = Rig()
        rig.enrol()
        rig.log = []
        rig.reachGrant(by: method)
        rig.pass(milliseconds: 1_999)
        #expect(!rig.log.has(\.movesStrike))
        rig.pass(milliseconds: 1)
        #expect(rig.log.has(\.movesStrike) == (method != .face))
        // The answer that comes after all moves nothing a second time.
        rig.log = []
        while !rig.unanswered.isEmpty { rig.answerOldest() }
        #expect(!rig.log.has(\.movesStrike))
    }

    @Test("the volatile journal is bounded and counts what it dropped") func volatileJournal() {
        var journal = VolatileJournal()
        for _ in 0..<(VolatileJournal.capacity + 3) {
            journal.append(.decision(Decision(method: .cardAndPIN, result: .granted), person: nil))
        }
        #expect(journal.entries.count == VolatileJournal.capacity)
        #expect(journal.dropped == 3)
    }
}

extension Rig {
    /// Everything up to the grant; from there the store is silent.
    mutating func reachGrant(by method: Method) {
        switch method {
        case .face: claimFace()
        case .cardAndPIN: tapCard()
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
