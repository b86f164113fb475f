import Door
import Testing

@testable import Controller

@Suite("A terminal that does not run as its files say") struct StartModeTests {
    private static func rig(_ mode: StartMode) -> Rig {
        var rig = Rig()
        rig.controller.configuration.startMode = mode
        rig.send(.tick)
        return rig
    }

    @Test("each mode: what sounds, what the sign says, and whether it can be left") func modes() {
        let rows: [(StartMode, Alarm?, Bool)] = [
            (.normal, nil, false), (.lastGood(findings: ["x"]), .settings, false),
            (.safe(.badSettings(findings: ["x", "y"])), .safeMode, true),
            (.safe(.unfinishedStarts(3)), .safeMode, true),
        ]
        for (mode, alarm, isSafe) in rows {
            var rig = Self.rig(mode)
            #expect(rig.controller.alarms == (alarm.map { [$0] } ?? []))
            let lines = rig.store.journal.filter { if case .processing(.alarm) = $0 { true } else { false } }
            #expect(lines == (alarm.map { [.processing(.alarm($0.journalWords!, isOn: true))] } ?? []))
            guard case .idle(let sign) = rig.scene else { Issue.record("not idle"); return }
            #expect(sign.isSafeMode == isSafe)
            let actions = rig.send(.command(.safeModeLeave, from: ConsoleID(0)))
            #expect(actions.contains { if case .leaveSafeMode = $0 { true } else { false } } == isSafe)
            #expect(actions.contains { if case .reply(_, .failed) = $0 { true } else { false } } != isSafe)
            #expect(
                rig.store.journal.contains { "\($0)".contains("safemode leave") }, "it is written down, done or not")
        }
    }

    @Test("in safe mode a card and its PIN open, and so do the exit button and fire") func ways() {
        var rig = Self.rig(.safe(.unfinishedStarts(3)))
        for event in [DoorEvent.exit(isPressed: true), .fire] {
            #expect(rig.send(.door(event)).contains { if case .unlockStrike = $0 { true } else { false } })
        }
    }

    @Test("the causes in words") func words() {
        #expect(StartMode.normal.cause == nil)
        #expect(
            StartMode.lastGood(findings: ["a.toml:1:1: no"]).cause
                == "the files have 1 finding, the first: a.toml:1:1: no")
        #expect(StartMode.safe(.badSettings(findings: ["a", "b"])).cause == "the files have 2 findings, the first: a")
        #expect(
            StartMode.safe(.unfinishedStarts(3)).cause == "3 starts in a row ended without a word within 10 min")
    }
}

@Suite("A wire that chatters") struct ChatteringLineTests {
    @Test("sounds by the line's name until it is at rest, and stands in the journal") func chatter() {
        var rig = Rig()
        for input in DoorInput.allCases {
            rig.send(.line(input, isChattering: true))
            rig.send(.line(input, isChattering: true))
            #expect(rig.controller.alarms == [.line(input)])
            rig.send(.line(input, isChattering: false))
            #expect(rig.controller.alarms.isEmpty)
            #expect(rig.store.journal.contains { "\($0)".contains("\(input.rawValue) line chatters") })
            #expect(rig.store.journal.contains { "\($0)".contains("\(input.rawValue) line at rest") })
        }
    }
}
