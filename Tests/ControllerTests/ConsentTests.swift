import Law
import Testing
import Timekeeping

@testable import Controller

@Suite("No template without consent (R26, R34, R36)") struct ConsentTests {
    @Test("notice, age, hold, capture, seal: in this order and no other") func wholeRoad() {
        var rig = Rig()
        rig.goToConsent()
        #expect(!rig.log.has(\.startsCamera))
        rig.send(.held(milliseconds: 2_000))
        #expect(rig.log.has(\.startsCamera))
        #expect(!rig.log.has(\.enrols))
        rig.finishCapture(.captured(.forTests))
        #expect(rig.log.has(\.enrols))
        #expect(rig.scene == .enrolled(receipt: "E-1", lastDay: CivilDay(year: 2026, month: 5, day: 31)!))
    }

    @Test("a hold that is too short is no consent and no refusal", arguments: [0, 500, 1_999]) func shortHold(held: Int)
    {
        var rig = Rig()
        rig.goToConsent()
        let before = rig.scene
        rig.send(.held(milliseconds: held))
        #expect(rig.scene == before)
        #expect(!rig.log.has(\.startsCamera))
    }

    @Test("R36: under 14 ends it, kindly") func minor() {
        var rig = Rig()
        rig.send(.touch(.enrol))
        rig.type("1001")
        rig.type("4711")
        for _ in 0..<5 { rig.send(.touch(.next)) }
        rig.send(.touch(.under14))
        #expect(rig.scene == .refused(.minor, phone: "0571-5550 0134"))
        // Age is handled without being stored.
        #expect(!rig.store.journal.contains { if case .decision = $0 { true } else { false } })
        rig.send(.held(milliseconds: 2_000))
        #expect(!rig.log.has(\.startsCamera))
    }

    @Test("time running out is a no, on every page") func timeOut() {
        for pages in 0...6 {
            var rig = Rig()
            rig.send(.touch(.enrol))
            rig.type("1001")
            rig.type("4711")
            for _ in 0..<min(pages, 5) { rig.send(.touch(.next)) }
            if pages == 6 { rig.send(.touch(.fourteenOrOlder)) }
            let actions = rig.pass(milliseconds: 180_000)
            let scenes = actions.compactMap { if case .show(let scene) = $0 { scene } else { nil } }
            #expect(scenes.contains(.declined), "pages=\(pages)")
            #expect(!rig.log.has(\.startsCamera))
        }
    }

    @Test("going back and forth leaves no page out") func backAndForth() {
        var rig = Rig()
        rig.send(.touch(.enrol))
        rig.type("1001")
        rig.type("4711")
        for button in [ScreenButton.next, .back, .next, .next, .back, .next, .next, .next, .next] {
            rig.send(.touch(button))
        }
        rig.send(.touch(.fourteenOrOlder))
        rig.send(.held(milliseconds: 2_000))
        #expect(rig.log.has(\.startsCamera))
    }

    @Test("R50: withdrawing takes no face and leaves card and PIN as they were") func withdraw() {
        var rig = Rig()
        rig.enrol()
        rig.log = []
        rig.send(.touch(.myFace))
        rig.type("1001")
        rig.type("4711")
        rig.send(.touch(.withdraw))
        #expect(rig.scene == .withdrawn(receipt: "W-1"))
        #expect(!rig.log.has(\.startsCamera))
        rig.tapCard()
        rig.type("4711")
        #expect(rig.scene == .opened(.cardAndPIN))
    }

    @Test("an incomplete notice lets nobody consent") func incompleteNotice() {
        var site = SiteDeclaration.complete
        site.operatorParty = nil
        var rig = Rig(site: site)
        #expect(rig.controller.blockers.contains(.R26))
        rig.goToConsent()
        rig.send(.held(milliseconds: 2_000))
        #expect(!rig.log.has(\.startsCamera))
    }
}
