import Door
import Testing
import Timekeeping

@testable import Controller
@testable import Records

@Suite("A door that is left open from the console") struct HoldTests {
    private let bench = ConsoleID(0)

    private func reply(_ command: Command, _ rig: inout Rig) -> String {
        for case .reply(bench, let reply) in rig.send(.command(command, from: bench)) {
            switch reply {
            case .done(let words): return words
            case .failed(let words): return "error: \(words)"
            default: return "something else"
            }
        }
        return "nothing"
    }

    private func journal(_ rig: Rig) -> [String] {
        rig.store.journal.compactMap { entry in
            switch entry {
            case .processing(.console(let who, let words)): "\(who): \(words)"
            case .processing(.strikeReleased(let cause, _)): "released \(cause.rawValue)"
            case .processing(.strikeLocked(let cause, _)): "locked \(cause.rawValue)"
            default: nil
            }
        }
    }

    @Test("for its minutes: the reason is written down before the strike moves, and it ends by itself") func minutes() {
        var rig = Rig()
        #expect(reply(.doorHold(minutes: 30, reason: "moving"), &rig).hasPrefix("the door is held open for 30 min"))
        let asked = rig.log.firstIndex {
            if case .store(_, .journal(.processing(.console), _)) = $0 { true } else { false }
        }
        #expect(asked! < rig.log.firstIndex { $0.movesStrike }!)
        rig.send(.door(.contactOpened))
        rig.pass(milliseconds: 30 * 60_000 - 1)
        #expect(rig.controller.door.state.isReleased)
        #expect(rig.controller.alarms.isEmpty, "it may stand open")
        #expect(rig.controller.holdReport?.millisecondsLeft == 1)
        rig.pass(milliseconds: 1)
        #expect(!rig.controller.door.state.isReleased && rig.controller.holdReport == nil)
        #expect(
            journal(rig).suffix(4) == [
                "bench: door hold 30 min, moving", "released operator", "door hold: its time is over",
                "locked operator",
            ])
    }

    @Test("without minutes it lasts until somebody locks the door, whoever has hung up since") func withoutEnd() {
        var rig = Rig()
        rig.store.addAccount(AccountName("anna")!, .maintainer, SecretText("p".utf8))
        let line = ConsoleID(1)
        rig.send(.command(.login(AccountName("anna")!, passphrase: SecretText("p".utf8)), from: line))
        rig.send(.command(.doorHold(minutes: nil, reason: "delivery"), from: line))
        rig.send(.hungUp(line))
        rig.pass(milliseconds: 20 * 3_600_000)
        #expect(rig.controller.door.state.isReleased)
        #expect(
            rig.controller.holdReport == HoldReport(reason: "delivery", by: "anna (maintainer)", millisecondsLeft: nil))
        #expect(reply(.doorLock, &rig) == "the hold is over; the door is locked")
        #expect(reply(.doorLock, &rig) == "error: nobody holds the door open, and it is locked")
    }

    @Test("locking ends neither fire nor the exit button, and says what keeps the door released") func fire() {
        var rig = Rig()
        _ = reply(.doorHold(minutes: nil, reason: "delivery"), &rig)
        rig.send(.edge(DoorEdge(.fire, isActive: true, at: rig.now.uptime)))
        rig.send(.door(.exit(isPressed: true)))
        #expect(reply(.doorLock, &rig) == "the hold is over; the door stays released: fire, exit")
        #expect(rig.controller.door.state.isReleased)
        #expect(reply(.doorReset, &rig) == "error: the fire line still calls: reset the panel first")
        rig.send(.edge(DoorEdge(.fire, isActive: false, at: rig.now.uptime)))
        #expect(rig.controller.door.state.phase == .evacuating)
        #expect(reply(.doorReset, &rig) == "the evacuation is over; the door stays released: exit")
        #expect(reply(.doorReset, &rig) == "error: there is no evacuation to end")
        #expect(!rig.controller.alarms.contains(.fire))
    }

    @Test("the other door of a pair keeps it from beginning; another hold takes the place of the one before")
    func others() {
        var rig = Rig()
        rig.send(.door(.interlock(true)))
        #expect(reply(.doorHold(minutes: 1, reason: "delivery"), &rig).hasPrefix("error: the other door"))
        #expect(rig.controller.holdReport == nil)
        rig.send(.door(.interlock(false)))
        #expect(!rig.controller.door.state.isReleased)
        _ = reply(.doorHold(minutes: 1, reason: "delivery"), &rig)
        _ = reply(.doorHold(minutes: nil, reason: "a fair"), &rig)
        rig.pass(milliseconds: 600_000)
        #expect(rig.controller.holdReport?.reason == "a fair" && rig.controller.door.state.isReleased)
    }

    @Test("a store that is gone does not keep the door from being held or locked; the lines follow") func withoutStore()
    {
        var rig = Rig()
        rig.store.isBroken = true
        _ = reply(.doorHold(minutes: nil, reason: "delivery"), &rig)
        #expect(rig.controller.door.state.isReleased)
        _ = reply(.doorLock, &rig)
        #expect(!rig.controller.door.state.isReleased)
        rig.store.isBroken = false
        rig.pass(milliseconds: 180_000)
        let written = journal(rig)
        for words in ["bench: door hold, delivery", "released operator", "bench: door lock", "locked operator"] {
            #expect(written.contains(words), "\(words)")
        }
    }
}
