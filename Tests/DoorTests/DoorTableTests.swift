import Testing
import Timekeeping

@testable import Door

@Suite("The table of a door") struct DoorTableTests {
    /// Now is 10 s; the strike takes 3 s, held open is 30 s.
    static let now = Uptime(milliseconds: 10_000)
    static let later = Uptime(milliseconds: 11_000)
    static let past = Uptime(milliseconds: 9_000)
    static let states: [DoorState] = [
        .secured, .released(until: later), .released(until: past),
        .open(heldAt: later, until: nil, asked: false), .open(heldAt: past, until: nil, asked: false),
        .open(heldAt: later, until: later, asked: false), .open(heldAt: later, until: later, asked: true),
        .open(heldAt: later, until: past, asked: false),
        .heldOpen(until: nil, asked: false), .heldOpen(until: later, asked: false),
        .heldOpen(until: later, asked: true),
        .heldOpen(until: past, asked: true),
        .forcedOpen(until: nil), .forcedOpen(until: later), .forcedOpen(until: past),
        .evacuating(.closed, until: nil), .evacuating(.open, until: nil), .evacuating(.closed, until: later),
        .evacuating(.open, until: later), .evacuating(.closed, until: past),
    ]

    @Test("Every state by every event, for review") func golden() throws {
        var text = "One door at 10 s: strike 3 s, held open 30 s, contact, exit button, relocks on close.\n"
        let policy = DoorPolicy(strikeMilliseconds: 3000, heldOpenMilliseconds: 30_000)
        for state in Self.states {
            text += "\n\(words(state))\n"
            for event in DoorEvent.allCases {
                var door = DoorMachine(policy, at: Self.now)
                door.state = state
                let actions = door.step(event, at: Self.now)
                let change = door.state == state ? "-" : words(door.state)
                let name = "\(event)".padded(14)
                text +=
                    "    \(name) \(change.padded(44)) \(actions.map(words).joined(separator: ", "))".trimmedEnd + "\n"
            }
        }
        try expectGolden("door-table.txt", text)
    }

    @Test("Without a contact nothing opens or closes; without an exit button nobody presses it") func notFitted() {
        let policy = DoorPolicy(
            strikeMilliseconds: 3000, heldOpenMilliseconds: 30_000, hasContact: false, hasExitButton: false)
        for state in Self.states {
            for event in [DoorEvent.contactOpened, .contactClosed, .exitButton] {
                var door = DoorMachine(policy, at: Self.now)
                door.state = state
                #expect(door.step(event, at: Self.now) == [])
                #expect(door.state == state)
            }
        }
    }

    @Test("Coils") func coils() {
        for (failure, released, energised) in [
            (DoorPolicy.FailureMode.failSafe, true, false), (.failSafe, false, true), (.failSecure, true, true),
            (.failSecure, false, false),
        ] {
            let policy = DoorPolicy(strikeMilliseconds: 100, heldOpenMilliseconds: 1000, failure: failure)
            #expect(policy.energisesCoil(released: released) == energised)
        }
    }

    @Test("A door that stands open at start has the held-open time to be closed; its strike is locked")
    func openAtStart() {
        let policy = DoorPolicy(strikeMilliseconds: 3000, heldOpenMilliseconds: 5000)
        let door = DoorMachine(policy, leaf: .open, at: Self.now)
        #expect(door.state == .open(heldAt: Uptime(milliseconds: 15_000), until: nil, asked: false))
        #expect(!door.state.isReleased)
        #expect(door.nextDeadline == Uptime(milliseconds: 15_000))
        #expect(DoorMachine(policy, leaf: .closed, at: Self.now).nextDeadline == nil)
    }

    @Test("What an edge of a line means") func edges() {
        func event(_ input: DoorInput, _ isActive: Bool) -> DoorEvent? {
            DoorEdge(input, isActive: isActive, at: Self.now).event
        }
        #expect(event(.contact, true) == .contactOpened)
        #expect(event(.contact, false) == .contactClosed)
        #expect(event(.exitButton, true) == .exitButton)
        #expect(event(.exitButton, false) == nil)
        #expect(event(.fire, true) == .fire)
        #expect(event(.fire, false) == nil, "an evacuation is ended by a person, not by a line")
    }
}

private func words(_ time: Uptime) -> String { "\(time.milliseconds / 1000)s" }
private func words(_ time: Uptime?) -> String { time.map(words) ?? "locked" }
private func words(_ state: DoorState) -> String {
    switch state {
    case .secured: "secured"
    case .released(let until): "released until \(words(until))"
    case .open(let held, let until, let asked):
        "open, alarm at \(words(held)), strike \(words(until))\(asked ? ", asked" : "")"
    case .heldOpen(let until, let asked): "held open, strike \(words(until))\(asked ? ", asked" : "")"
    case .forcedOpen(let until): "forced open, strike \(words(until))"
    case .evacuating(let leaf, let until):
        "evacuating, \(leaf.rawValue)\(until.map { ", exit until \(words($0))" } ?? "")"
    }
}
private func words(_ action: DoorAction) -> String {
    switch action {
    case .strikeUnlock: "UNLOCK"
    case .strikeLock: "LOCK"
    case .alarmStart(let alarm): "ALARM \(alarm.rawValue)"
    case .alarmStop(let alarm): "silence \(alarm.rawValue)"
    }
}
extension String {
    fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
    fileprivate var trimmedEnd: String { String(reversed().drop(while: { $0 == " " }).reversed()) }
}
