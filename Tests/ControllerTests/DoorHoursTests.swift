import Door
import Records
import Testing
import Timekeeping

@testable import Controller

/// The door's own schedule.
@Suite("The door's hours") struct DoorHoursTests {
    private static let hour: Int64 = 3_600_000

    /// Monday 09:00; the door is open to everybody from 10:00 to 12:00 and from 13:00 to 14:00.
    private static func rig(_ rule: String = "office") -> Rig {
        var rig = Rig()
        rig.store.rules = [:]
        for rule in [
            AccessRule(.schedule, "office", "mon-fri 10:00-12:00 13:00-14:00"), AccessRule(.door, "door", rule),
        ] { rig.store.rules[rule.key] = rule }
        rig.send(.mounted(.ready))
        return rig
    }

    private static func isOpen(_ rig: Rig) -> Bool { rig.controller.door.state.releases.latches.contains(.schedule) }
    private static func words(_ rig: Rig) -> [String] {
        rig.store.journal.compactMap { if case .processing(.doorInput(let words)) = $0 { words } else { nil } }
    }

    private static func reach(_ hours: Int64, _ rig: inout Rig) {
        rig.pass(milliseconds: hours * hour - rig.now.uptime.milliseconds)
    }

    @Test("it opens and locks at its minutes, and the journal says so") func opens() {
        var rig = Self.rig()
        rig.pass(milliseconds: Self.hour - 1_000)
        #expect(!Self.isOpen(rig))
        rig.pass(milliseconds: 1_000)
        #expect(Self.isOpen(rig) && rig.controller.door.state.isReleased)
        Self.reach(3, &rig)
        #expect(!rig.controller.door.state.isReleased)
        #expect(Self.words(rig) == ["schedule begins", "schedule ends"])
        // By a tick that was asked for, and at no other time.
        let edges = zip(rig.steps, rig.stepTimes).filter { $0.0.actions.has(\.movesStrike) }.map(\.1.milliseconds)
        #expect(edges == [Self.hour])
    }

    @Test(
        "after a restart in the middle it is open again; the first person is waited for anew", arguments: [false, true])
    func restart(firstPerson: Bool) {
        var rig = Self.rig(firstPerson ? "office first-person" : "office")
        Self.reach(1, &rig)
        #expect(Self.isOpen(rig) != firstPerson)
        AccessTests.come(by: .card, &rig)
        #expect(Self.isOpen(rig))
        rig.pass(milliseconds: 10_000)
        #expect(rig.controller.door.state.isReleased)

        var again = Rig()
        again.store.rules = rig.store.rules
        again.now.wall = rig.now.wall
        again.send(.mounted(.ready))
        #expect(Self.isOpen(again) != firstPerson)
    }

    @Test("who is refused, or comes before the hours, is not the first person") func notTheFirst() {
        var rig = Self.rig("office first-person")
        AccessTests.come(by: .card, &rig)
        Self.reach(1, &rig)
        rig.tapCard()
        rig.type("0000")
        #expect(!Self.isOpen(rig) && rig.controller.doorHours.state == .waiting)
        rig.pass(milliseconds: 10_000)
        AccessTests.come(by: .card, &rig)
        #expect(Self.isOpen(rig))
        Self.reach(4, &rig)
        #expect(!Self.isOpen(rig) && rig.controller.doorHours.state == .waiting)
    }

    @Test("the clock is moved in the middle: named, followed, and back again") func steps() {
        var rig = Self.rig()
        Self.reach(2, &rig)
        #expect(Self.isOpen(rig))
        rig.now.wall.seconds += 2 * 3_600
        rig.send(.tick)
        #expect(Self.isOpen(rig), "13:00 is inside too")
        rig.now.wall.seconds += 2 * 3_600
        rig.send(.tick)
        #expect(!Self.isOpen(rig))
        rig.now.wall.seconds -= 4 * 3_600
        rig.send(.tick)
        #expect(Self.isOpen(rig))
        #expect(
            Self.words(rig) == [
                "schedule begins", "clock moved ahead by 7200 s", "clock moved ahead by 7200 s", "schedule ends",
                "clock moved back by 14400 s", "schedule begins",
            ])
    }

    @Test("no door opens by a clock that is estimated, lost, in doubt, or has jumped since it was looked at")
    func doubted() {
        for trust in [ClockTrust.estimated, .lost] {
            var rig = Self.rig()
            rig.now.trust = trust
            Self.reach(1, &rig)
            #expect(!Self.isOpen(rig) && rig.controller.doorHours.state == .doubted)
            rig.now.trust = .trusted
            rig.send(.tick)
            #expect(Self.isOpen(rig))
            rig.now.trust = trust
            rig.send(.tick)
            #expect(!Self.isOpen(rig))
        }
        var rig = Self.rig()
        rig.store.clockDoubt = ClockDoubt(clock: rig.now.wall, poweredMilliseconds: 0)
        rig.answersAtOnce = false
        // A week ahead and into the hours: before the store has looked, and when it doubts.
        rig.now.wall.seconds += 8 * 86_400 + 3_600
        rig.send(.tick)
        #expect(!Self.isOpen(rig) && rig.controller.doorHours.state == .doubted)
        while !rig.unanswered.isEmpty { rig.answerOldest() }
        #expect(!Self.isOpen(rig) && rig.controller.clockDoubt != nil)
    }

    @Test("nothing of it stays after a wipe, and 'none' ends it at once") func ends() {
        for ending in [Command.access(.door(nil)), .decommission] {
            var rig = Self.rig()
            Self.reach(1, &rig)
            #expect(Self.isOpen(rig))
            if ending == .decommission {
                rig.send(.service(isPressed: true))
                rig.pass(milliseconds: 11_000)
            } else {
                rig.send(.command(ending, from: ConsoleID(0)))
            }
            #expect(!Self.isOpen(rig) && rig.controller.accessTables?.doorRule == nil)
        }
    }

    @Test("fire, exit and a person at the console work through its hours as ever") func others() {
        var rig = Self.rig()
        Self.reach(1, &rig)
        rig.send(.door(.fire))
        Self.reach(3, &rig)
        #expect(rig.controller.door.state.isReleased && !Self.isOpen(rig))
        rig.send(.door(.fireReset))
        #expect(!rig.controller.door.state.isReleased)
    }

    @Test("a store that is gone takes no hours away") func storeGone() {
        var rig = Self.rig()
        rig.store.isBroken = true
        Self.reach(1, &rig)
        #expect(Self.isOpen(rig))
        Self.reach(3, &rig)
        #expect(!Self.isOpen(rig))
    }

    @Test("what 'door' and 'status' are told") func report() {
        var rig = Self.rig("office first-person")
        Self.reach(1, &rig)
        let report = rig.controller.doorHoursReport
        #expect(report?.state == .waiting)
        #expect(report?.nextChange == WallTime(seconds: Rig.start.wall.seconds + 3 * 3_600))
        #expect(rig.controller.status(of: .init()).doorHours == report)
    }
}
