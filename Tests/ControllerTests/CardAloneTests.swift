import Door
import Law
import Testing
import Timekeeping

@testable import Controller
@testable import Records

/// Where the site says so, a card opens by itself: by the same rules as every other way (R13).
@Suite("A card alone") struct CardAloneTests {
    private static let phone = "0571-5550 0134"
    private static func rig() -> Rig { Rig(site: .opening(by: .card)) }

    @Test("a known card opens, without a PIN and without the camera; by default it asks for one") func opens() {
        for isAlone in [true, false] {
            var rig = Rig(site: .opening(by: isAlone ? .card : .cardAndPIN))
            rig.tapCard()
            #expect(rig.scene == (isAlone ? .opened(.card) : .pinEntry(digitCount: 0)))
            #expect(rig.log.has(\.movesStrike) == isAlone)
            #expect(!rig.log.has(\.startsCamera))
        }
    }

    @Test("the screen promises a PIN where one is asked for, and no other") func promise() {
        for isAlone in [true, false] {
            var rig = Rig(site: .opening(by: isAlone ? .card : .cardAndPIN))
            rig.send(.touch(.card))
            #expect(rig.scene == (isAlone ? .presentCardAlone : .presentCard))
        }
    }

    @Test(
        "first day, hours of groups and the other door keep it closed, as they do with a PIN",
        arguments: Method.allCases)
    func rules(method: Method) {
        if method == .face { return }
        let bars: [(RefusalReason, (inout Rig) -> Void)] = [
            (.notYetValid, { $0.store.people["1001"]!.summary.rights.validFrom = CivilDay(number: 30_000) }),
            (
                .notAtThisTime,
                { rig in
                    for rule in [AccessRule(.schedule, "none", "never"), AccessRule(.group, "guests", "none")] {
                        rig.store.rules[rule.key] = rule
                    }
                    rig.store.people["1001"]!.summary.rights.groups = ["guests"]
                    rig.send(.mounted(.ready))
                }
            ),
            (.otherDoorOpen, { $0.send(.door(.interlock(true))) }),
        ]
        for (reason, bar) in bars {
            var rig = Rig(site: .opening(by: method))
            bar(&rig)
            rig.log = []
            rig.reachGrant(by: method)
            rig.answerAll()
            #expect(rig.scene == .refused(reason, phone: Self.phone), "\(method)")
            #expect(!rig.log.has(\.movesStrike), "\(method)")
        }
    }

    @Test("what a person may see and decide about themselves takes their PIN") func ownData() {
        for button in [ScreenButton.myFace, .enrol] {
            var rig = Self.rig()
            rig.send(.touch(button))
            rig.tapCard()
            #expect(rig.scene == .pinEntry(digitCount: 0), "\(button)")
            #expect(!rig.log.has(\.movesStrike))
        }
    }

    @Test("unknown cards make the card reader wait, and not the keypad; a known one says nothing meanwhile")
    func guesses() {
        var rig = Self.rig()
        for number in 9001...9003 {
            rig.tapCard("\(number)")
            #expect(rig.scene == .refused(.unknownCard, phone: Self.phone))
        }
        let lines = rig.store.journal.count
        for number in ["0412", "9004"] {
            rig.tapCard(number)
            #expect(rig.scene == .refused(.tryLater, phone: Self.phone))
        }
        #expect(rig.store.journal.count == lines)
        rig.send(.touch(.pin))
        rig.type("1001")
        rig.tapCard("9005")
        rig.type("4711")
        #expect(rig.scene == .opened(.numberAndPIN))
        rig.pass(milliseconds: GuessingBackOff.firstWaitMilliseconds)
        rig.tapCard()
        #expect(rig.scene == .opened(.card))
    }

    @Test("where a PIN is asked for too, a few strange cards are a slip") func slips() {
        var rig = Rig()
        for number in 9001...9009 {
            rig.tapCard("\(number)")
            rig.pass(milliseconds: 600)
        }
        rig.tapCard()
        #expect(rig.scene == .pinEntry(digitCount: 0))
        rig.tapCard("9010")
        rig.tapCard()
        #expect(rig.scene == .refused(.tryLater, phone: Self.phone))
    }

    @Test("wrong PINs do not keep a card from opening") func keypadWaits() {
        var rig = Self.rig()
        for _ in 0..<3 {
            rig.send(.touch(.pin))
            rig.type("1001")
            rig.type("0000")
        }
        rig.send(.touch(.pin))
        rig.type("1001")
        #expect(rig.scene == .refused(.tryLater, phone: Self.phone))
        rig.tapCard()
        #expect(rig.scene == .opened(.card))
    }
}
