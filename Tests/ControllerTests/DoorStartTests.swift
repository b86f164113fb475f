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

    @Test(
        "an evacuation that only the store knows of: the strike is not locked before it answers, nor for ever where it does not"
    )
    func settling() {
        for (outcome, locked) in [
            (MountOutcome.ready, 1), (.failed("gone"), 1), (nil, 1),
            (.mounted(MediumLapses(), EarlierRun(isEvacuating: true)), 0),
        ] as [(MountOutcome?, Int)] {
            var rig = Rig(mount: nil)
            rig.send(.begun)
            #expect(locks(rig) == 0)
            rig.pass(milliseconds: 1_999)
            #expect(locks(rig) == 0)
            if let outcome { rig.send(.mounted(outcome)) }
            #expect(locks(rig) == (outcome == nil ? 0 : locked))
            rig.pass(milliseconds: 60_000)
            #expect(locks(rig) == locked, "\(String(describing: outcome))")
            #expect(rig.controller.door.state.isReleased == (locked == 0))
        }
    }

    @Test("who goes out of a magnet's door before the store answers does not lock it behind the others")
    func leavingAtOnce() {
        for (failure, isLocked) in [(DoorPolicy.FailureMode.failSafe, false), (.failSecure, true)] {
            var rig = Rig(
                mount: nil,
                door: DoorPolicy(strikeMilliseconds: 1_000, heldOpenMilliseconds: 30_000, failure: failure))
            rig.send(.begun)
            rig.send(.edge(DoorEdge(.exitButton, isActive: true, at: rig.now.uptime)))
            rig.send(.edge(DoorEdge(.exitButton, isActive: false, at: rig.now.uptime)))
            rig.pass(milliseconds: 1_500)
            #expect(locks(rig) == (isLocked ? 1 : 0))
            rig.send(.mounted(.mounted(MediumLapses(), EarlierRun(isEvacuating: true))))
            #expect(rig.controller.door.state.isReleased)
            #expect(locks(rig) == (isLocked ? 1 : 0))
        }
    }

    @Test("an evacuation that was ended before the store was there does not come back with it") func endedBefore() {
        for ends in [false, true] {
            var rig = Rig(mount: .failed("gone"))
            if ends {
                for isActive in [true, false] {
                    rig.send(.edge(DoorEdge(.fire, isActive: isActive, at: rig.now.uptime)))
                }
                rig.send(.command(.doorReset, from: ConsoleID(0)))
            }
            rig.send(.mounted(.mounted(MediumLapses(), EarlierRun(isEvacuating: true))))
            #expect((rig.controller.door.state.phase == .evacuating) == !ends)
        }
    }

    @Test("while nobody can read the fire line, no evacuation is ended") func blindReset() {
        var rig = Rig()
        for isActive in [true, false] { rig.send(.edge(DoorEdge(.fire, isActive: isActive, at: rig.now.uptime))) }
        rig.send(.doorLines(isFailing: true))
        rig.send(.command(.doorReset, from: ConsoleID(0)))
        #expect(rig.controller.door.state.phase == .evacuating)
        rig.send(.doorLines(isFailing: false))
        rig.send(.command(.doorReset, from: ConsoleID(0)))
        #expect(rig.controller.door.state.phase == .secured)
    }

    @Test("the end of a run while the store is slow: what it has not got goes there, the last word last")
    func slowStop() {
        var rig = Rig()
        rig.answersAtOnce = false
        rig.send(.command(.doorUnlock(reason: "a parcel"), from: ConsoleID(0)))
        rig.pass(milliseconds: 2_000)
        rig.send(.edge(DoorEdge(.fire, isActive: true, at: rig.now.uptime)))
        rig.send(.stopping(by: "a test"))
        for (_, request) in rig.unanswered { _ = rig.store.carryOut(request) }
        #expect(rig.store.journal.last == .processing(.stopped(by: "a test")))
        #expect(rig.store.journal.contains(.processing(.doorInput("fire"))))
    }

    @Test("the end of a run: outputs at rest, whoever was just let in is not, and its last word is the last")
    func stop() {
        for failure in [DoorPolicy.FailureMode.failSafe, .failSecure] {
            var rig = Rig(
                door: DoorPolicy(strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000, failure: failure))
            rig.tapCard()
            rig.answersAtOnce = false
            rig.type("4711")
            while !rig.unanswered.contains(where: { Action.store($0.0, $0.1).recordsGrant }) { rig.answerOldest() }
            let actions = rig.send(.stopping(by: "a test"))
            #expect(actions.contains { if case .rest = $0 { true } else { false } } && !actions.has(\.movesStrike))
            // The store finishes; nobody looks at its answers any more.
            for (_, request) in rig.unanswered { _ = rig.store.carryOut(request) }
            let edge = [LogEntry.processing(.strikeAtRest(isReleased: true, at: rig.now.uptime))]
            let tail =
                [LogEntry.processing(.grantNotCarriedOut)] + (failure == .failSafe ? edge : [])
                + [.processing(.stopped(by: "a test"))]
            #expect(rig.store.journal.suffix(tail.count) == tail[...])
        }
    }

    @Test("lines that fail raise an alarm, are written down, and end it when they answer") func lines() {
        var rig = Rig()
        for isFailing in [true, false] {
            rig.send(.doorLines(isFailing: isFailing))
            #expect(rig.controller.alarms.contains(.doorLines) == isFailing)
            let words = isFailing ? "lines do not answer" : "lines answer again"
            #expect(rig.store.journal.last == .processing(.doorInput(words)))
        }
    }

    @Test("a service button that nobody can see any more erases nothing, however long it was held") func unseenButton()
    {
        for isSeen in [true, false] {
            var rig = Rig()
            rig.send(.service(isPressed: true))
            rig.pass(milliseconds: 3_000)
            if !isSeen { rig.send(.doorLines(isFailing: true)) }
            rig.pass(milliseconds: 60_000)
            #expect(rig.store.people.isEmpty == isSeen)
            if !isSeen { rig.send(.doorLines(isFailing: false)) }
            rig.pass(milliseconds: 60_000)
            #expect(rig.store.people.isEmpty == isSeen)
        }
    }

    @Test("the end of a run takes the current from the call for help, and does not end it") func stopUnderDuress() {
        var rig = Rig(mount: .mounted(MediumLapses(), EarlierRun(isUnderDuress: true)))
        rig.send(.stopping(by: "a test"))
        #expect(rig.store.journal.contains(.processing(.relayAtRest(.duress, at: rig.now.uptime))))
        #expect(!rig.store.journal.contains(.processing(.relay(.duress, isOn: false, at: rig.now.uptime))))
    }
}
