import Door
import Law
import Testing
import Timekeeping

@testable import Controller

@Suite("A store that takes long to mount, or cannot be mounted at first") struct MountRetryTests {
    private func mounts(_ actions: [Action]) -> Int { actions.count { if case .mount = $0 { true } else { false } } }

    @Test("it is tried again each minute until it is there; what was kept in memory follows, and cards open")
    func retry() {
        var rig = Rig(mount: .failed("no medium"))
        rig.tapCard()
        #expect(rig.controller.storeFault == "no medium" && rig.controller.alarms.contains(.storage))
        rig.send(.door(.exit(isPressed: true)))
        for _ in 0..<3 {
            #expect(mounts(rig.pass(milliseconds: 59_999)) == 0)
            #expect(mounts(rig.pass(milliseconds: 1)) == 1)
            #expect(mounts(rig.pass(milliseconds: 600_000)) == 0, "one is under way")
            rig.send(.mounted(.failed("no medium")))
        }
        #expect(rig.store.journal.isEmpty)
        _ = rig.pass(milliseconds: 60_000)
        rig.send(.mounted(.ready))
        #expect(rig.controller.storeFault == nil && !rig.controller.alarms.contains(.storage))
        #expect(rig.store.journal.contains { if case .processing(.started) = $0 { true } else { false } })
        #expect(
            rig.store.journal.contains { if case .processing(.doorInput("exit pressed")) = $0 { true } else { false } })
        _ = rig.pass(milliseconds: 10_000)
        rig.tapCard()
        rig.type("4711")
        #expect(rig.log.last { $0.movesStrike } != nil)
        #expect(
            rig.store.journal.contains {
                if case .decision(let decision, _) = $0 { decision.result == .granted } else { false }
            })
        #expect(mounts(rig.pass(milliseconds: 7_200_000)) == 0)
        #expect(alarmLines(rig) == [.alarm("storage", isOn: true), .alarm("storage", isOn: false)])
    }

    private func alarmLines(_ rig: Rig) -> [ProcessingEvent] {
        rig.store.journal.compactMap { if case .processing(let event) = $0, case .alarm = event { event } else { nil } }
    }

    @Test("a mount that succeeds later does not take away what somebody is doing") func keepsDialogue() {
        var rig = Rig(mount: .failed("no medium"))
        _ = rig.pass(milliseconds: 60_000)
        rig.send(.touch(.pin))
        let scene = rig.scene
        rig.send(.mounted(.ready))
        #expect(rig.scene == scene)
    }

    @Test("while it is being mounted the exit opens, faces are off, and the console answers at once") func meanwhile() {
        let rig = Rig()
        var controller = Controller(
            rig.controller.configuration, alternatives: [Alternative(.card, isHealthy: true)], leaf: .closed,
            at: Rig.start)
        #expect(
            controller.handle(.tick, at: Rig.start).contains { if case .show(.starting) = $0 { true } else { false } })
        #expect(controller.handle(.door(.exit(isPressed: true)), at: Rig.start).has(\.movesStrike))
        let answers = controller.handle(.command(.status, from: ConsoleID(0)), at: Rig.start)
        guard case .reply(_, .status(let status)) = answers.first else { return #expect(Bool(false), "\(answers)") }
        #expect(status.storeTrouble == "is being mounted")
        let people = controller.handle(.command(.people(after: nil), from: ConsoleID(0)), at: Rig.start)
        guard case .reply(_, .failed("the store is being mounted")) = people.first else { return #expect(Bool(false)) }
        #expect(!controller.facts.expiryIsCurrent)
    }
}

@Suite("A store that does not answer for a while") struct BusyStoreTests {
    private func trouble(_ rig: inout Rig) -> String? {
        let actions = rig.send(.command(.status, from: ConsoleID(0)))
        for case .reply(_, .status(let status)) in actions { return status.storeTrouble }
        return nil
    }

    @Test("status does not wait for it, and says for how long; long jobs that let others pass do not count") func busy()
    {
        var rig = Rig()
        #expect(trouble(&rig) == nil)
        rig.answersAtOnce = false
        rig.send(.command(.journalVerify, from: ConsoleID(0)))
        _ = rig.pass(milliseconds: 7_000)
        #expect(trouble(&rig) == nil, "asked the store")
        _ = rig.pass(milliseconds: 1_999)
        let asked = rig.unanswered.count
        #expect(trouble(&rig) == nil && rig.unanswered.count == asked + 1)
        _ = rig.pass(milliseconds: 1)
        #expect(trouble(&rig) == "is busy: 2 jobs wait, the first for 2 s" && rig.unanswered.count == asked + 1)
        while !rig.unanswered.isEmpty { rig.answerOldest() }
        #expect(rig.controller.askedAt.isEmpty)
    }
}
