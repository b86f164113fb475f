import Door
import Hardware
import Testing
import Timekeeping

@Suite("A simulated doorway") struct SimulatedDoorTests {
    /// What happened up to now, in words; wires without their bounces.
    struct Wall {
        var door: SimulatedDoor
        var now = Uptime(milliseconds: 0)
        var told: [String] = []

        init(
            _ failure: DoorPolicy.FailureMode, bounceMilliseconds: Int = 0,
            change: (inout SimulatedDoor.Build) -> Void = { _ in }
        ) {
            var build = SimulatedDoor.Build(failure)
            build.bounceMilliseconds = bounceMilliseconds
            change(&build)
            door = SimulatedDoor(build, seed: 1)
        }

        mutating func act(_ act: SimulatedDoor.Act) { note(door.act(act, at: now)) }
        mutating func give(current: Bool) { note(door.obey(coilHasCurrent: current, at: now)) }
        mutating func pass(_ milliseconds: Int64) {
            now = now + milliseconds
            note(door.pass(now))
        }

        mutating func note(_ happenings: [SimulatedDoor.Happening]) {
            for happening in happenings {
                switch happening.what {
                case .wire(let input, let isActive): told.append("\(input.rawValue) \(isActive ? 1 : 0)")
                case .bolt(let isBolted): told.append(isBolted ? "bolted" : "free")
                case .leaf(let leaf): told.append(leaf.rawValue)
                case .opened(let how): told.append("opened \(how)")
                case .passed(let isOut): told.append(isOut ? "out" : "in")
                case .rattled: told.append("rattled")
                case .couldNotLeave: told.append("kept in")
                case .couldNotEnter: told.append("kept out")
                }
            }
        }
    }

    @Test("a magnet without current lets everybody through, a strike nobody") func failState() {
        var magnet = Wall(.failSafe), strike = Wall(.failSecure)
        magnet.act(.handPushes)
        strike.act(.handPushes)
        #expect(magnet.told == ["opened free", "open", "contact 1"])
        #expect(strike.told == ["rattled"])
    }

    @Test("a bolt takes its time; the closer shuts the leaf in two parts, and the contact follows") func closer() {
        var wall = Wall(.failSecure)
        wall.give(current: true)
        wall.pass(29)
        #expect(wall.told == [])
        wall.pass(1)
        wall.act(.personEnters)
        wall.pass(500)
        wall.give(current: false)
        wall.pass(10_000)
        #expect(
            wall.told == ["free", "opened free", "open", "contact 1", "bolted", "in", "ajar", "shut", "contact 0"])
        #expect(wall.door.leaf == .shut && wall.door.isBolted)
    }

    @Test("a wedge keeps the leaf ajar until it is taken away; a tailgater keeps it open for a while") func wedged() {
        var wall = Wall(.failSafe)
        wall.act(.leafIsWedged)
        wall.act(.handPushes)
        wall.pass(600_000)
        #expect(wall.door.leaf == .ajar)
        wall.act(.tailgaterHolds)
        wall.pass(4_900)
        #expect(wall.door.leaf == .open)
        wall.pass(600_000)
        wall.act(.leafIsFreed)
        wall.pass(10_000)
        #expect(wall.door.leaf == .shut)
    }

    @Test("the fire panel cuts the magnet's supply, whatever the terminal gives, until it is reset") func panel() {
        var wall = Wall(.failSafe)
        wall.give(current: true)
        wall.pass(100)
        wall.act(.panelCalls)
        wall.pass(100)
        wall.give(current: true)
        wall.pass(100)
        #expect(!wall.door.coilHasCurrent && !wall.door.isBolted)
        wall.act(.panelReset)
        wall.pass(100)
        #expect(wall.door.isBolted)
        #expect(wall.told == ["bolted", "fire 1", "free", "fire 0", "bolted"])
    }

    @Test("who leaves presses again and again while nothing opens, and turns the handle where there is one")
    func leaving() {
        var magnet = Wall(.failSafe), strike = Wall(.failSecure)
        magnet.give(current: true)
        magnet.pass(100)
        for index in 0..<2 {
            var wall = index == 0 ? magnet : strike
            wall.act(.personLeaves)
            wall.pass(60_000)
            #expect(wall.told.count { $0 == "exit 1" } >= 1)
            #expect(wall.told.last { $0.hasPrefix("exit") } == "exit 0")
            #expect(wall.told.contains("kept in"))
            #expect(wall.told.contains("opened handle") == (index == 1))
        }
    }

    @Test(
        "a thief forces the leaf, cuts the loop, keeps the button down, and opens the housing",
        arguments: [true, false])
    func thief(isClosedLoop: Bool) {
        var wall = Wall(.failSecure) { $0.contactIsClosedLoop = isClosedLoop }
        wall.act(.thiefCutsContact)
        #expect(wall.told == (isClosedLoop ? ["contact 1"] : []))
        wall.told = []
        wall.act(.thiefForces)
        wall.act(.thiefWedgesExit)
        wall.act(.personLeaves)
        wall.act(.thiefOpensHousing)
        wall.pass(5_000)
        #expect(wall.told.starts(with: ["opened force", "open", "exit 1", "tamper 1"]))
        #expect(!wall.told.contains("exit 0") && !wall.told.contains { $0.hasPrefix("contact") })
        wall.told = []
        wall.act(.thiefIsGone)
        #expect(wall.told.contains("exit 0") && wall.told.contains("tamper 0"))
    }

    @Test("without power a lock is as it fails, and stays so until a terminal drives it again") func power() {
        for failure in DoorPolicy.FailureMode.allCases {
            var wall = Wall(failure)
            wall.give(current: true)
            wall.pass(100)
            wall.act(.powerCut)
            wall.pass(100)
            #expect(wall.door.isBolted == (failure == .failSecure))
            wall.act(.powerBack)
            wall.pass(100)
            #expect(wall.door.isBolted == (failure == .failSecure))
        }
    }

    @Test(
        "a contact jumps for no longer than it may, and rests at what it means",
        arguments: 1...40 as ClosedRange<UInt64>)
    func bounces(seed: UInt64) {
        var build = SimulatedDoor.Build(.failSafe)
        build.bounceMilliseconds = 16
        var door = SimulatedDoor(build, seed: seed)
        var happenings = door.act(.handPushes, at: Uptime(milliseconds: 100))
        happenings += door.pass(Uptime(milliseconds: 1_000))
        let levels = happenings.compactMap { happening -> (Int64, Bool)? in
            guard case .wire(.contact, let isActive) = happening.what else { return nil }
            return (happening.at.milliseconds, isActive)
        }
        #expect(levels.last?.1 == true && (levels.last?.0 ?? 0) <= 116)
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $0.1 != $1.1 })
    }

    @Test("the same seed and the same acts make the same things happen") func replay() {
        func run() -> [String] {
            var wall = Wall(.failSafe, bounceMilliseconds: 12)
            for act in SimulatedDoor.Act.allCases + SimulatedDoor.Act.allCases.reversed() {
                wall.act(act)
                wall.pass(700)
                wall.give(current: true)
            }
            return wall.told
        }
        #expect(run() == run())
        #expect(run().count > 20)
    }
}
