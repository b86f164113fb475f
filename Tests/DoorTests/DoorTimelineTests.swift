import Door
import Testing
import Timekeeping

@Suite("A door over time") struct DoorTimelineTests {
    static let policy: DoorPolicy = {
        var policy = DoorPolicy(strikeMilliseconds: 3000, heldOpenMilliseconds: 3000)
        policy.stuckMilliseconds = 5_000
        return policy
    }()
    static let patient = DoorPolicy(strikeMilliseconds: 3000, heldOpenMilliseconds: 30_000)
    static let keeps = DoorPolicy(strikeMilliseconds: 4000, heldOpenMilliseconds: 30_000, relocksOnClose: false)
    static let withWarning: DoorPolicy = {
        var policy = Self.policy
        policy.heldOpenWarningMilliseconds = 1_000
        policy.extendedStrikeMilliseconds = 6_000
        policy.extendedHeldOpenMilliseconds = 9_000
        return policy
    }()
    static let toggled = DoorPolicy(strikeMilliseconds: 3000, heldOpenMilliseconds: 3000, mode: .toggle)
    static let blind = DoorPolicy(strikeMilliseconds: 3000, heldOpenMilliseconds: 3000, hasContact: false)

    @Test("A grant releases the strike for its time") func grant() {
        timeline(
            Self.policy,
            """
            grant    g-----
            strike   U--L--
            """)
    }

    @Test("A second grant starts the time again") func again() {
        timeline(
            Self.policy,
            """
            grant    g-g------
            strike   U-U--L---
            """)
    }

    @Test("The exit button too, in the middle of a grant") func exit() {
        timeline(
            Self.policy,
            """
            grant    g--------
            exit     --x------
            strike   U-U--L---
            """)
    }

    @Test("The door locks as soon as it has closed") func relock() {
        timeline(
            Self.patient,
            """
            grant    g------
            contact  -oc----
            strike   U-L----
            """)
    }

    @Test("Without relock on close it may be opened again while the time lasts") func keepsReleased() {
        timeline(
            Self.keeps,
            """
            grant    g--------
            contact  -oco-----
            strike   U---L----
            """)
    }

    @Test("Closing behind one person does not lock out the next, who asked while it stood open") func nextPerson() {
        timeline(
            Self.patient,
            """
            grant    g--------
            exit     --x------
            contact  -o-c-----
            strike   U-U--L---
            """)
    }

    @Test("A door held open alarms once and falls silent when it closes") func heldOpen() {
        timeline(
            Self.policy,
            """
            grant    g----------
            contact  -o-------c-
            strike   U--L-------
            alarm    ----H----x-
            """)
    }

    @Test("Somebody else who is let through gets the held-open time anew") func heldOpenAnew() {
        timeline(
            Self.policy,
            """
            grant    g--g--------
            contact  -o--------c-
            strike   U--U--L-----
            alarm    ------H---x-
            """)
    }

    @Test("A door that opens unasked alarms at once, until it closes") func forced() {
        timeline(
            Self.policy,
            """
            contact  -o----c-
            strike   --------
            alarm    -F----x-
            """)
    }

    @Test("A grant or an exit does not silence a forced door") func forcedStays() {
        timeline(
            Self.policy,
            """
            contact  -o-------c-
            grant    --g--------
            exit     ---x-------
            strike   --UU--L----
            alarm    -F-------x-
            """)
    }

    @Test("A door opened in the moment its time ends was not forced") func lastMoment() {
        timeline(
            Self.patient,
            """
            grant    g-------
            contact  --o----c
            strike   U--L----
            """)
    }

    @Test("Fire releases until somebody resets it, whatever happens meanwhile") func fire() {
        timeline(
            Self.policy,
            """
            fire     -f-------r--
            grant    ---g--------
            contact  --o--c------
            strike   -U-U-----L--
            """)
    }

    @Test("Fire silences an alarm") func fireSilences() {
        timeline(
            Self.policy,
            """
            contact  -o---------
            fire     --f--------
            strike   --U--------
            alarm    -Fx--------
            """)
    }

    @Test("A reset does not cut short an exit pressed a moment before") func resetAfterExit() {
        timeline(
            Self.policy,
            """
            fire     f--r-----
            exit     --x------
            strike   U-U--L---
            """)
    }

    @Test("A door left open after the evacuation gets the held-open time, and is not forced") func resetWhileOpen() {
        timeline(
            Self.policy,
            """
            fire     f--r-------
            contact  -o-------c-
            strike   U--L-------
            alarm    ------H--x-
            """)
    }

    @Test("Without a contact only time locks") func noContact() {
        timeline(
            Self.blind,
            """
            grant    g--------
            contact  -oc-o----
            strike   U--L-----
            """)
    }

    @Test("A timer that comes late makes no forced door of one that opened while the strike was still released")
    func lateTick() {
        var door = DoorMachine(Self.patient, at: Uptime(milliseconds: 0))
        #expect(door.handle(.grant(isExtended: false), at: Uptime(milliseconds: 0)) == [.strikeUnlock(.credential)])
        #expect(door.handle(.contactOpened, at: Uptime(milliseconds: 3005)) == [.strikeLock(.timeOver)])
        #expect(door.state.alarms.isEmpty)
        #expect(door.nextDeadline == Uptime(milliseconds: 33_005))
    }

    @Test("A grant at the very end goes on without a lock in between") func grantAtTheEnd() {
        var door = DoorMachine(Self.patient, at: Uptime(milliseconds: 0))
        _ = door.handle(.grant(isExtended: false), at: Uptime(milliseconds: 0))
        #expect(door.handle(.grant(isExtended: false), at: Uptime(milliseconds: 3000)) == [.strikeUnlock(.credential)])
        #expect(door.handle(.tick, at: Uptime(milliseconds: 5999)) == [])
        #expect(door.handle(.tick, at: Uptime(milliseconds: 6000)) == [.strikeLock(.timeOver)])
    }

    @Test("Whoever needs longer is given longer, at the strike and at the leaf") func extended() {
        timeline(
            Self.withWarning,
            """
            grant    G-----------
            contact  -----o----c-
            strike   U-----L-----
            """)
    }

    @Test("A door that stands open is warned of before it alarms; the alarm takes the warning's place") func warning() {
        timeline(
            Self.withWarning,
            """
            grant    g---------
            contact  -o------c-
            strike   U--L------
            alarm    ---WH---x-
            """)
    }

    @Test("A button that is held down releases until it is let go, and says so when nobody can mean it")
    func stuckButton() {
        timeline(
            Self.policy,
            """
            exit     X--------y--
            strike   U--------L--
            alarm    -----S---x--
            """)
    }

    @Test("A button let go soon leaves the strike its time, and the next press its own") func letGo() {
        timeline(
            Self.policy,
            """
            exit     Xy--x---
            strike   U--LU--L
            """)
    }

    @Test("A door that the operator leaves open is never held open, and has its time to be closed when that ends")
    func hold() {
        timeline(
            Self.policy,
            """
            hold     h------e-----
            contact  --o---------c
            strike   U------L-----
            alarm    ----------H-x
            """)
    }

    @Test("A credential at a toggled door stays until the next one; fire and exit are as ever") func toggle() {
        timeline(
            Self.toggled,
            """
            grant    g-------g-------
            exit     --x-------x-----
            strike   U-U-----L-U--L--
            """)
    }

    @Test(
        "What was given for one person ends when the other door opens; a toggled door is locked for good, and can be locked"
    )
    func interlockEnds() {
        let policy = DoorPolicy(strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000)
        let now = Uptime(milliseconds: 0)
        for (event, stays) in [
            (DoorEvent.grant(isExtended: true), false), (.unlock, false), (.test, false),
            (.exit(isPressed: true), true), (.guard(isPressed: true), true), (.fire, true),
        ] {
            var door = DoorMachine(policy, at: now)
            _ = door.handle(event, at: now)
            _ = door.handle(.interlock(true), at: now)
            #expect(door.state.isReleased == stays, "\(event)")
            _ = door.handle(.interlock(false), at: now)
            #expect(door.state.isReleased == stays, "\(event)")
        }
        var toggled = DoorMachine(
            DoorPolicy(strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000, mode: .toggle), at: now)
        _ = toggled.handle(.grant(isExtended: false), at: now)
        #expect(!toggled.keepsBack(.grant(isExtended: false)))
        _ = toggled.handle(.interlock(true), at: now)
        #expect(toggled.keepsBack(.grant(isExtended: false)))
        #expect(toggled.handle(.interlock(false), at: now) == [])
        #expect(!toggled.state.isReleased)
    }

    @Test("Whoever was given longer keeps it when the hours end that kept the door open") func extendedOverHours() {
        var policy = DoorPolicy(strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000)
        policy.extendedHeldOpenMilliseconds = 60_000
        let now = Uptime(milliseconds: 0)
        var door = DoorMachine(policy, at: now)
        for event in [
            DoorEvent.schedule(isOpen: true), .contactOpened, .grant(isExtended: true), .schedule(isOpen: false),
        ] {
            _ = door.handle(event, at: now)
        }
        #expect(door.state.opening?.alarmsAt == now + 60_000)
    }

    @Test("A warning that is longer than the time itself warns of nothing") func longWarning() {
        var policy = DoorPolicy(strikeMilliseconds: 3_000, heldOpenMilliseconds: 5_000)
        policy.heldOpenWarningMilliseconds = 5_000
        let now = Uptime(milliseconds: 0)
        var door = DoorMachine(policy, at: now)
        for event in [DoorEvent.grant(isExtended: false), .contactOpened] { _ = door.handle(event, at: now) }
        #expect(door.state.alarms.isEmpty)
        #expect(door.handle(.tick, at: now + 5_000).contains(.alarmStart(.heldOpen)))
    }

    @Test("The other door of a pair keeps a credential waiting, and nobody who wants out") func interlock() {
        var door = DoorMachine(Self.policy, at: Uptime(milliseconds: 0))
        _ = door.handle(.interlock(true), at: Uptime(milliseconds: 0))
        let second = Uptime(milliseconds: 1_000)
        for (event, cause) in [
            (DoorEvent.grant(isExtended: false), ReleaseCause.credential), (.unlock, .operator),
            (.hold(true), .operator),
            (.test, .test),
        ] {
            #expect(door.handle(event, at: second) == [.interlocked(cause)])
            #expect(!door.state.isReleased)
        }
        for (event, cause) in [
            (DoorEvent.exit(isPressed: true), ReleaseCause.exit), (.guard(isPressed: true), .guard), (.fire, .fire),
        ] {
            var door = door
            #expect(door.handle(event, at: second) == [.strikeUnlock(cause)])
        }
    }

    @Test("A schedule waits for the other door, and goes on when that has closed") func scheduleBehindInterlock() {
        var door = DoorMachine(Self.policy, at: Uptime(milliseconds: 0))
        let now = Uptime(milliseconds: 0)
        #expect(door.handle(.schedule(isOpen: true), at: now) == [.strikeUnlock(.schedule)])
        #expect(door.handle(.interlock(true), at: now) == [.strikeLock(.interlock)])
        #expect(door.handle(.interlock(false), at: now) == [.strikeUnlock(.schedule)])
        #expect(door.handle(.schedule(isOpen: false), at: now) == [.strikeLock(.schedule)])
    }
}
