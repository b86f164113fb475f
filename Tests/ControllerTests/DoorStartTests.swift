import Door
import Testing

@testable import Controller

@Suite("The door at a start") struct DoorStartTests {
    private func locks(_ rig: Rig) -> Int { rig.log.count { if case .lockStrike = $0 { true } else { false } } }

    @Test("the strike is locked, and its edge written down with the instant at which it was") func plain() {
        var rig = Rig()
        rig.pass(milliseconds: 10)
        rig.send(.begun)
        #expect(locks(rig) == 1)
        #expect(rig.store.journal.contains(.processing(.strikeLocked(.start, at: rig.now.uptime))))
    }

    @Test("a way out that is asked for is not locked on the way; one that is not wired asks for nothing")
    func asked() {
        for (event, policy, isLocked) in [
            (DoorEvent.fire, true, false), (.exit(isPressed: true), true, false), (.exit(isPressed: true), false, true),
            (.guard(isPressed: true), true, false), (.tamper(true), true, true),
        ] {
            var rig = Rig(
                door: DoorPolicy(
                    strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000, hasExitButton: policy, failure: .failSafe))
            rig.send(.door(event))
            rig.send(.begun)
            #expect(locks(rig) == (isLocked ? 1 : 0), "\(event)")
            #expect(rig.controller.door.state.isReleased == !isLocked)
        }
    }

    @Test("a restart ends no evacuation: a person does, at the console, when the line is quiet") func evacuation() {
        var rig = Rig(mount: .mounted(MediumLapses(), EarlierRun(isEvacuating: true)))
        #expect(rig.controller.door.state.phase == .evacuating)
        #expect(rig.controller.alarms.contains(.fire))
        #expect(rig.store.journal.contains(.processing(.doorInput("fire goes on"))))
        rig.send(.command(.doorReset, from: ConsoleID(0)))
        #expect(rig.controller.door.state.phase == .secured)
        #expect(DoorEvent.evacuation(by: "fire goes on, up 1 s") == true)
        #expect(DoorEvent.evacuation(by: DoorEvent.fire.journalWords!) == true)
        #expect(DoorEvent.evacuation(by: DoorEvent.fireReset.journalWords!) == false)
        #expect(DoorEvent.evacuation(by: "exit pressed") == nil)
    }
}
