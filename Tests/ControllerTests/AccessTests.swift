import Door
import Records
import SeededRandom
import Testing
import Timekeeping

@testable import Controller

/// Groups, schedules and first days: one policy, whatever somebody shows (R13).
@Suite("Who may come in when") struct AccessTests {
    /// 2026-03-02 09:00 at the site: a Monday.
    static func rig(_ rules: [AccessRule], rights: AccessRights = AccessRights()) -> Rig {
        var rig = Rig()
        rig.enrol()
        for rule in rules { rig.store.rules[rule.key] = rule }
        rig.store.people["1001"]!.summary.rights = rights
        rig.send(.mounted(.ready))
        return rig
    }

    static let office = AccessRule(.schedule, "office", "mon-fri 10:00-11:00"),
        staff = AccessRule(.group, "staff", "office")

    enum Way: CaseIterable { case card, number, face }

    /// From idle to the decision.
    static func come(by way: Way, _ rig: inout Rig) {
        switch way {
        case .card: rig.tapCard()
        case .number:
            rig.send(.touch(.pin))
            rig.type("1001")
        case .face:
            rig.claimFace()
            rig.finishCapture(.accepted(.good))
            return
        }
        rig.type("4711")
    }

    @Test(
        "outside the hours every way is refused alike, inside every way opens, and the journal says so",
        arguments: Way.allCases)
    func hours(way: Way) {
        var rig = Self.rig([Self.office, Self.staff], rights: AccessRights(groups: ["staff"]))
        rig.pass(milliseconds: 3_600_000 - rig.now.uptime.milliseconds - 1_000)
        Self.come(by: way, &rig)
        #expect(rig.scene == .refused(.notAtThisTime, phone: rig.controller.phone))
        #expect(!rig.log.has(\.movesStrike))
        #expect(rig.controller.lastDecision?.result == .refused(.notAtThisTime))
        #expect(
            rig.store.journal.contains {
                if case .decision(let decision, person: .some) = $0 {
                    decision.result == .refused(.notAtThisTime)
                } else {
                    false
                }
            })
        rig.pass(milliseconds: 1_000)
        Self.come(by: way, &rig)
        #expect(rig.log.has(\.movesStrike))
        rig.pass(milliseconds: 3_600_000)
        Self.come(by: way, &rig)
        #expect(rig.scene == .refused(.notAtThisTime, phone: rig.controller.phone))
    }

    @Test("the first day begins at midnight of the site", arguments: Way.allCases) func firstDay(way: Way) {
        var rig = Self.rig([], rights: AccessRights(validFrom: CivilDay(year: 2026, month: 3, day: 3)))
        // 09:00 at the site.
        rig.pass(milliseconds: 15 * 3_600_000 - rig.now.uptime.milliseconds - 1_000)
        Self.come(by: way, &rig)
        #expect(rig.scene == .refused(.notYetValid, phone: rig.controller.phone))
        rig.pass(milliseconds: 1_000)
        Self.come(by: way, &rig)
        #expect(rig.log.has(\.movesStrike))
    }

    @Test(
        "a lost clock: who hangs on no time comes in; an estimated or doubted one is judged by",
        arguments: [
            (AccessRights(), ClockTrust.lost, nil), (AccessRights(groups: ["all"]), .lost, nil),
            (AccessRights(groups: ["staff"]), .lost, .timeUnknown),
            (AccessRights(validFrom: CivilDay(number: 0)), .lost, .timeUnknown),
            (AccessRights(groups: ["out"]), .lost, .notAtThisTime),
            (AccessRights(groups: ["staff"]), .estimated, .notAtThisTime),
            (AccessRights(groups: ["day"]), .estimated, nil),
            (AccessRights(validFrom: CivilDay(number: 0)), .estimated, nil),
            (.lost, .lost, .rightsLost), (.lost, .estimated, .rightsLost), (.lost, .trusted, .rightsLost),
        ] as [(AccessRights, ClockTrust, RefusalReason?)])
    func clock(rights: AccessRights, trust: ClockTrust, reason: RefusalReason?) {
        var rig = Self.rig(
            [
                Self.office, Self.staff, AccessRule(.schedule, "day", "mon-sun 08:00-20:00"),
                AccessRule(.group, "day", "day"), AccessRule(.group, "all", "always"),
                AccessRule(.group, "out", "never"),
            ], rights: rights)
        rig.now.trust = trust
        Self.come(by: .card, &rig)
        #expect(rig.controller.lastDecision?.result == reason.map { .refused($0) } ?? .granted)
    }

    @Test("who needs longer is given the longer times, by every way", arguments: Way.allCases, [false, true])
    func extended(way: Way, isExtended: Bool) {
        var rig = Self.rig([], rights: AccessRights(isExtended: isExtended))
        Self.come(by: way, &rig)
        rig.pass(milliseconds: 4_000)
        #expect(rig.controller.door.state.isReleased == isExtended)
        rig.pass(milliseconds: 7_000)
        #expect(!rig.controller.door.state.isReleased)
    }

    @Test("groups that cannot be read let nobody in, and nobody else is kept out") func damaged() {
        var rig = Self.rig(
            [AccessRule(.schedule, "office", "no hours at all"), Self.staff], rights: AccessRights(groups: ["staff"]))
        Self.come(by: .card, &rig)
        #expect(rig.scene == .refused(.notAtThisTime, phone: rig.controller.phone))
        #expect(
            rig.log.contains {
                if case .announce("the schedule 'office' means nothing here; nobody follows it") = $0 {
                    true
                } else {
                    false
                }
            })
        rig.store.people["1001"]!.summary.rights = AccessRights()
        Self.come(by: .card, &rig)
        #expect(rig.log.has(\.movesStrike))
    }

    @Test(
        "over random weeks everybody comes in exactly when a look at the tables says so",
        arguments: 0..<6 as Range<UInt64>)
    func random(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let texts = [
            "mon-fri 08:00-18:00", "sat-sun 10:00-14:00 15:00-16:00", "holiday 00:00-24:00", "wed 22:00-24:00",
        ]
        var rules: [AccessRule] = []
        for (number, text) in texts.enumerated() {
            rules += [AccessRule(.schedule, "s\(number)", text), AccessRule(.group, "g\(number)", "s\(number)")]
        }
        rules.append(AccessRule(.day, "2026-03-04", "holiday"))
        var rig = Self.rig(rules)
        for _ in 0..<150 {
            let groups = (0..<4).filter { _ in random.below(3) == 0 }.map { "g\($0)" }
            rig.store.people["1001"]!.summary.rights = AccessRights(groups: groups)
            rig.now.uptime.milliseconds += Int64(random.below(6 * 3_600_000))
            rig.now.wall = WallTime(seconds: Rig.start.wall.seconds + rig.now.uptime.milliseconds / 1_000)
            rig.send(.tick)
            let time = rig.controller.localTime, exceptions = rig.controller.accessTables!.exceptions
            let isInside =
                groups.isEmpty
                || groups.contains { group in
                    try! WeeklySchedule(texts[Int(group.dropFirst())!]).isInside(time, exceptions)
                }
            Self.come(by: random.below(2) == 0 ? .card : .number, &rig)
            let result = rig.controller.lastDecision?.result
            guard result == (isInside ? .granted : .refused(.notAtThisTime)) else {
                Issue.record("\(groups) at \(time): \(String(describing: result))")
                return
            }
        }
    }
}
