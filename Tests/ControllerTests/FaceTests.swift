import Law
import Testing
import Timekeeping

@testable import Controller

@Suite("A face is used only where, when and how it may be") struct FaceTests {
    @Test("claim, camera, match, record, door") func opens() {
        var rig = Rig()
        rig.enrol()
        rig.claimFace()
        rig.finishCapture(.accepted(.good))
        #expect(rig.scene == .opened(.face))
    }

    @Test("no match: refused with the other ways in, nothing moves") func noMatch() {
        var rig = Rig()
        rig.enrol()
        rig.log = []
        rig.claimFace()
        rig.finishCapture(.notAccepted(.poor))
        #expect(rig.scene == .refused(.noMatch, phone: "0571-5550 0134"))
        #expect(!rig.log.has(\.movesStrike))
        #expect(!rig.log.has(\.recordsGrant))
    }

    @Test(
        "a number without a template and a number nobody has get the same answer, and no camera",
        arguments: ["1001", "7"])
    func notClaimable(number: String) {
        var rig = Rig()
        rig.send(.touch(.face))
        rig.type(number)
        #expect(rig.scene == .refused(.notEnrolled, phone: "0571-5550 0134"))
        #expect(!rig.log.has(\.startsCamera))
    }

    @Test("R14: the keypad fails while the camera looks: the camera stops at once") func gateCloses() {
        var rig = Rig()
        rig.enrol()
        rig.claimFace()
        let actions = rig.send(.alternative(.keypad, isHealthy: false))
        #expect(actions.has(\.stopsCamera))
        #expect(rig.scene == .faceBlocked([.R14], phone: "0571-5550 0134"))
        rig.log = []
        rig.finishCapture(.accepted(.good))
        #expect(!rig.log.has(\.movesStrike))
        #expect(!rig.log.has(\.recordsGrant))
    }

    @Test("R14: the gate opens again when the keypad is back") func gateOpens() {
        var rig = Rig()
        rig.send(.alternative(.keypad, isHealthy: false))
        #expect(rig.controller.blockers.contains(.R14))
        rig.send(.alternative(.keypad, isHealthy: true))
        #expect(rig.controller.blockers.isEmpty)
    }

    @Test("a face whose person is removed or withdraws while the camera looks opens nothing (R50)")
    func removedMeanwhile() {
        var rig = Rig()
        rig.enrol()
        rig.claimFace()
        rig.log = []
        rig.send(.command(.personRemove(number: "1001"), from: ConsoleID(0)))
        rig.finishCapture(.accepted(.good))
        #expect(!rig.log.has(\.movesStrike))
        #expect(rig.scene == .refused(.notEnrolled, phone: "0571-5550 0134"))
        #expect(!rig.store.journal.contains(.decision(Decision(method: .face, result: .granted), person: nil)))
    }

    @Test(
        "a gate that closes while the grant is written down: the door stays shut, and the journal says so",
        arguments: [true, false])
    func gateClosesMeanwhile(_ isAnswered: Bool) {
        var rig = Rig()
        rig.enrol()
        rig.claimFace()
        rig.log = []
        rig.answersAtOnce = false
        rig.finishCapture(.accepted(.good))
        if !isAnswered { rig.pass(milliseconds: 1_000) }
        for kind in [Alternative.Kind.card, .keypad] { rig.send(.alternative(kind, isHealthy: false)) }
        #expect(rig.controller.blockers == [.R14])
        rig.answersAtOnce = true
        while !rig.unanswered.isEmpty { rig.answerOldest() }
        #expect(!rig.log.has(\.movesStrike))
        #expect(rig.store.journal.contains(.processing(.grantNotCarriedOut)))
        guard case .faceBlocked = rig.scene else { Issue.record("the screen says nothing"); return }
    }

    @Test("a camera that never answers is given up after the site's time; an enrolment after a minute")
    func silentCamera() {
        var rig = Rig()
        rig.enrol()
        rig.claimFace()
        let actions = rig.pass(milliseconds: 10_000)
        #expect(actions.has(\.stopsCamera))
        #expect(rig.scene == .refused(.noFace, phone: "0571-5550 0134"))
        var other = Rig()
        other.goToConsent()
        other.send(.held(milliseconds: 2_000))
        #expect(other.pass(milliseconds: 60_000).has(\.stopsCamera))
        #expect(other.scene == .refused(.noFace, phone: "0571-5550 0134"))
    }

    @Test("R40: a refused record keeps faces off until the store takes one again, tried every minute") func auditGate()
    {
        var rig = Rig()
        rig.store.isBroken = true
        rig.send(.door(.exit(isPressed: true)))
        rig.send(.door(.exit(isPressed: false)))
        #expect(rig.controller.blockers == [.R40])
        #expect(rig.controller.alarms == [.storage])
        rig.store.isBroken = false
        rig.pass(milliseconds: 60_000)
        #expect(rig.controller.blockers.isEmpty)
        #expect(rig.controller.alarms.isEmpty)
        #expect(rig.store.journal.contains(.processing(.doorInput("exit pressed"))), "the press was kept")
    }

    @Test("R19: a retry of the expiry has no moment of grace: the gate stays shut until it is done")
    func retryHasNoGrace() {
        var rig = Rig()
        rig.store.isBroken = true
        rig.pass(milliseconds: 15 * 3_600_000 - rig.now.uptime.milliseconds)
        rig.answersAtOnce = false
        rig.pass(milliseconds: 120_000)
        #expect(rig.controller.blockers.contains(.R19))
        #expect(rig.controller.nextDeadline > rig.now.uptime, "an overdue job must not make the loop spin")
    }

    @Test("words about an older capture are not heard") func lateReport() {
        var rig = Rig()
        rig.enrol()
        rig.claimFace()
        rig.send(.touch(.back))
        rig.log = []
        rig.finishCapture(.accepted(.good))
        #expect(!rig.log.has(\.recordsGrant))
    }

    @Test("R19: an expiry that takes longer than five seconds keeps faces off until it is done") func midnight() {
        var rig = Rig()
        rig.enrol()
        rig.answersAtOnce = false
        rig.pass(milliseconds: 15 * 3_600_000 - rig.now.uptime.milliseconds)  // to 00:00
        #expect(rig.controller.blockers.isEmpty)
        rig.pass(milliseconds: 5_000)
        #expect(rig.controller.blockers == [.R19])
        while !rig.unanswered.isEmpty { rig.answerOldest() }
        #expect(rig.controller.blockers.isEmpty)
    }

    @Test("R19: an expiry that fails keeps faces off and is asked for again a minute later, not at once")
    func expiryFails() {
        var rig = Rig()
        rig.store.isBroken = true
        rig.pass(milliseconds: 15 * 3_600_000)
        #expect(rig.controller.blockers.contains(.R19))
        let asked = rig.expiriesAsked
        rig.send(.tick)
        #expect(rig.expiriesAsked == asked)
        rig.store.isBroken = false
        rig.pass(milliseconds: 60_000)
        #expect(rig.expiriesAsked == asked + 1)
        #expect(rig.controller.blockers.isEmpty)
    }

    @Test("R19: the template is there through its last day and gone the day after") func lastDay() {
        var rig = Rig()
        rig.enrol()
        rig.pass(milliseconds: 90 * 86_400_000)
        #expect(rig.store.people["1001"]!.summary.templateLastDay != nil)
        rig.pass(milliseconds: 86_400_000)
        #expect(rig.store.people["1001"]!.summary.templateLastDay == nil)
    }

    @Test("R19: a lost clock keeps faces off, a card opens") func lostClock() {
        var rig = Rig()
        rig.now.trust = .lost
        rig.send(.tick)
        #expect(rig.controller.blockers == [.R19])
        rig.tapCard()
        rig.type("4711")
        #expect(rig.scene == .opened(.cardAndPIN))
    }

    @Test("without a pack there is no face, and everything else is there") func noPack() {
        var rig = Rig(pack: nil, faceFault: "no model pack")
        #expect(!rig.controller.faceWorks)
        rig.send(.touch(.face))
        guard case .faceBlocked = rig.scene else { Issue.record("\(String(describing: rig.scene))"); return }
        rig.tapCard()
        rig.type("4711")
        #expect(rig.scene == .opened(.cardAndPIN))
    }

    @Test("a store that cannot be mounted: no face, no PIN check, and the exit works") func noStore() {
        var rig = Rig(mount: .failed("no flash"))
        #expect(!rig.controller.faceWorks)
        rig.tapCard()
        #expect(rig.scene == .refused(.notRecorded, phone: "0571-5550 0134"))
        #expect(rig.send(.door(.exit(isPressed: true))).first.map(\.movesStrike) == true)
    }
}

extension Rig {
    var expiriesAsked: Int {
        log.filter { if case .store(_, .expire) = $0 { true } else { false } }.count
    }
}
