import Door
import SeededRandom
import Testing
import Timekeeping

@testable import Controller
@testable import Records

@Suite("A PIN for when somebody is forced") struct DuressTests {
    private static let own = "4711", duress = "9028"
    private static let anna = ConsoleID(1), stranger = ConsoleID(2)

    private static func rig(door: DoorPolicy = DoorPolicy(strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000))
        -> Rig
    {
        var rig = Rig(door: door)
        _ = rig.store.carryOut(.setDuressPIN(number: "1001", SecretText(duress.utf8)))
        return rig
    }

    private static func numberAndPIN(_ pin: String, _ rig: inout Rig) {
        rig.send(.touch(.pin))
        rig.type("1001")
        rig.type(pin)
    }

    private static func lines(_ rig: Rig) -> [LogEntry] {
        rig.store.journal.filter { if case .duress = $0 { true } else { false } }
    }

    @Test("it opens, with a line of its own behind the grant's, and a line to where help comes from") func opens()
        throws
    {
        var rig = Self.rig()
        Self.numberAndPIN(Self.duress, &rig)
        #expect(rig.scene == .opened(.numberAndPIN))
        let person = rig.store.people["1001"]!.summary.id
        let granted = LogEntry.decision(Decision(method: .numberAndPIN, result: .granted), person: person)
        let grant = try #require(rig.store.journal.firstIndex(of: granted))
        let call = try #require(rig.store.journal.firstIndex(of: .duress(.numberAndPIN, person: person)))
        #expect(grant < call)
        #expect(rig.log.contains { if case .setOutput(.duress, isOn: true) = $0 { true } else { false } })
        #expect(!rig.log.contains { if case .setOutput(.alarm, _) = $0 { true } else { false } })
    }

    @Test("nobody is told who has not logged in, and nothing is announced") func silent() {
        var rig = Self.rig()
        rig.store.addAccount(AccountName("anna")!, .maintainer, SecretText("correct horse".utf8))
        rig.send(.command(.login(AccountName("anna")!, passphrase: SecretText("correct horse".utf8)), from: Self.anna))
        rig.log = []
        Self.numberAndPIN(Self.duress, &rig)
        for action in rig.log {
            switch action {
            case .startAlarm, .announce, .reply: Issue.record("\(action)")
            default: break
            }
        }
        #expect(Self.alarms(at: Self.stranger, &rig) == [])
        #expect(Self.alarms(at: Self.anna, &rig) == [.duress])
        rig.send(.command(.duressEnd, from: Self.stranger))
        #expect(Self.alarms(at: Self.anna, &rig) == [.duress])
        rig.send(.command(.duressEnd, from: Self.anna))
        #expect(Self.alarms(at: Self.anna, &rig) == [])
        #expect(rig.log.contains { if case .setOutput(.duress, isOn: false) = $0 { true } else { false } })
    }

    private static func alarms(at console: ConsoleID, _ rig: inout Rig) -> [Alarm]? {
        for case .reply(console, .status(let status)) in rig.send(.command(.status, from: console)) {
            return status.alarms
        }
        return nil
    }

    @Test("a second time there is a second line, and nothing moves") func twice() {
        var rig = Self.rig()
        Self.numberAndPIN(Self.duress, &rig)
        rig.pass(milliseconds: 10_000)
        rig.log = []
        Self.numberAndPIN(Self.duress, &rig)
        #expect(Self.lines(rig).count == 2)
        #expect(!rig.log.contains { if case .setOutput = $0 { true } else { false } })
    }

    @Test("a restart ends no call for help") func restart() {
        let rig = Rig(mount: .mounted(MediumLapses(), EarlierRun(isUnderDuress: true)))
        #expect(rig.controller.isUnderDuress)
        #expect(rig.log.contains { if case .setOutput(.duress, isOn: true) = $0 { true } else { false } })
    }

    @Test("help is called where the door stays closed too: by the hours, at the other door, and when they turn away")
    func notOpened() {
        var rig = Self.rig()
        rig.store.people["1001"]!.summary.rights.validFrom = CivilDay(number: 30_000)
        Self.numberAndPIN(Self.duress, &rig)
        #expect(!rig.log.has(\.movesStrike) && Self.lines(rig).count == 1)

        rig = Self.rig()
        rig.send(.touch(.pin))
        rig.type("1001")
        for digit in Self.duress.utf8 { rig.send(.touch(.digit(Int(digit) - 48))) }
        rig.answersAtOnce = false
        rig.send(.touch(.enter))
        rig.pass(milliseconds: 61_000)
        rig.answerAll()
        #expect(!rig.log.has(\.movesStrike) && Self.lines(rig).count == 1)
    }

    @Test("while the store is broken the line is kept in memory") func brokenStore() {
        var rig = Self.rig()
        rig.send(.touch(.pin))
        rig.type("1001")
        for digit in Self.duress.utf8 { rig.send(.touch(.digit(Int(digit) - 48))) }
        rig.answersAtOnce = false
        rig.send(.touch(.enter))
        rig.answerOldest()
        rig.store.isBroken = true
        rig.answerAll()
        #expect(rig.log.has(\.movesStrike))
        #expect(rig.controller.volatileJournal.lines.contains { if case .duress = $0.entry { true } else { false } })
    }

    /// Two terminals, the same hands; one person types their own PIN wherever the other one types the one for duress.
    @Test("nobody at the door can tell: over random histories every screen, strike, relay and time is the same")
    func alike() {
        for seed in 0..<60 as Range<UInt64> {
            var hands = SplitMix64(seed: seed)
            let isSlow = seed % 3 == 0
            var pair = [Self.rig(), Self.rig()]
            for _ in 0..<120 {
                let step = hands.below(12), extra = Int64(hands.below(4_000))
                let before = pair.map(\.log.count)
                for index in pair.indices {
                    Self.take(step, extra, pin: index == 0 ? Self.own : Self.duress, isSlow: isSlow, &pair[index])
                }
                let seen = pair.indices.map { pair[$0].log[before[$0]...].compactMap(Self.atTheDoor) }
                #expect(seen[0] == seen[1], "seed \(seed)")
                #expect(pair[0].controller.alarms == pair[1].controller.alarms, "seed \(seed)")
                #expect(pair[0].controller.backOff.failures == pair[1].controller.backOff.failures)
                if seen[0] != seen[1] { return }
            }
            #expect(Self.lines(pair[0]).isEmpty)
        }
    }

    private static func take(_ step: Int, _ extra: Int64, pin: String, isSlow: Bool, _ rig: inout Rig) {
        switch step {
        case 0...3: numberAndPIN(pin, &rig)
        case 4, 5:
            rig.tapCard()
            rig.type(pin)
        case 6: numberAndPIN("0000", &rig)
        case 7: rig.send(.touch(.myFace))
        case 8:
            rig.send(.door(.contactOpened))
            rig.pass(milliseconds: extra)
            rig.send(.door(.contactClosed))
        case 9 where isSlow:
            rig.answersAtOnce = false
            numberAndPIN(pin, &rig)
            rig.pass(milliseconds: extra)
            rig.answerAll()
        case 9: rig.send(.door(.interlock(extra % 2 == 0)))
        case 10: rig.send(.door(.exit(isPressed: extra % 2 == 0)))
        default: rig.pass(milliseconds: extra * 10)
        }
    }

    /// What an onlooker sees or hears, in words; nil: nothing.
    private static func atTheDoor(_ action: Action) -> String? {
        switch action {
        case .unlockStrike: "unlock"
        case .lockStrike: "lock"
        case .rest: "rest"
        case .setOutput(.duress, _): nil
        case .setOutput(let output, let isOn): "\(output) \(isOn)"
        case .startAlarm(let alarm): "alarm \(alarm)"
        case .stopAlarm(let alarm): "no alarm \(alarm)"
        case .show(let scene): "\(scene)"
        case .startCapture: "camera"
        case .stopCapture: "no camera"
        case .announce(let words): words
        case .store, .mount, .reply, .inspect, .saveSettings, .leaveSafeMode, .logOut: nil
        }
    }
}
