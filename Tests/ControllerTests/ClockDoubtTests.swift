import Law
import Testing
import Timekeeping

@testable import Controller

/// R19: a jump of the clock is in doubt for 24 powered hours; what the store says of it is answered by the whole terminal.
@Suite("The clock in doubt") struct ClockDoubtTests {
    private static let hour: Int64 = 3_600_000

    private static func doubtful(left: Int64) -> ClockDoubt {
        ClockDoubt(clock: Rig.start.wall, poweredMilliseconds: BelievedTime.doubtMilliseconds - left)
    }

    /// The store finds the clock in doubt at the next midnight.
    private static func rig(left: Int64) -> Rig {
        var rig = Rig()
        rig.store.clockDoubt = doubtful(left: left)
        rig.pass(milliseconds: 16 * hour)
        return rig
    }

    @Test("It is an alarm and amber, and keeps nobody out") func amber() {
        var rig = Self.rig(left: 24 * Self.hour)
        #expect(rig.controller.alarms == [.clock])
        #expect(rig.controller.blockers.isEmpty)
        let findings = rig.controller.findings.filter { $0.requirement == .R19 && $0.verdict == .amber }
        #expect(findings.map(\.reason).first?.contains("24 powered hours") == true)
        rig.tapCard()
        rig.type("4711")
        #expect(rig.controller.grants[.cardAndPIN] == 1)
    }

    @Test("Nobody is enrolled by a day that may be wrong") func enrolment() {
        var rig = Self.rig(left: 24 * Self.hour)
        rig.send(.touch(.enrol))
        rig.type("1001")
        rig.type("4711")
        #expect(rig.scene == .refused(.clockInDoubt, phone: rig.controller.phone))
        #expect(rig.lastCapture == nil)
    }

    @Test(
        "The store is asked again each hour, and when the wait is over, never in a hurry",
        arguments: [(24, 3, 3), (1, 1, 1), (0, 1, 60)])
    func askedAgain(left: Int64, hours: Int64, times: Int) {
        var rig = Self.rig(left: left * Self.hour)
        let asked = rig.log.count(where: \.isExpiry)
        rig.pass(milliseconds: hours * Self.hour)
        let again = rig.log.count(where: \.isExpiry) - asked
        #expect(again == times)
    }

    @Test("When the store believes the clock, the alarm is over and enrolling goes on") func over() {
        var rig = Self.rig(left: 24 * Self.hour)
        rig.store.clockDoubt = nil
        rig.pass(milliseconds: Self.hour)
        #expect(rig.controller.alarms.isEmpty)
        rig.goToConsent()
        #expect(rig.lastCapture == nil)
        rig.send(.held(milliseconds: 2_000))
        #expect(rig.lastCapture != nil)
    }
}

extension Action {
    fileprivate var isExpiry: Bool { if case .store(_, .expire) = self { true } else { false } }
}
