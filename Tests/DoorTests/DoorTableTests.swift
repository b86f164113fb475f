import Testing
import Timekeeping

@testable import Door

@Suite("The table of a door") struct DoorTableTests {
    /// Strike 3 s (9 s for whoever needs longer), held open 30 s, a warning 10 s before.
    static let policy: DoorPolicy = {
        var policy = DoorPolicy(strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000)
        policy.extendedStrikeMilliseconds = 9_000
        policy.extendedHeldOpenMilliseconds = 60_000
        policy.heldOpenWarningMilliseconds = 10_000
        policy.callMilliseconds = 1_000
        return policy
    }()

    /// How a door comes into each state; the events are a second apart, the last is a second ago.
    static let ways: [(name: String, events: [DoorEvent])] = [
        ("secured", []),
        ("released by a credential", [.grant(isExtended: false)]),
        ("released for longer", [.grant(isExtended: true)]),
        ("released, its time is over in this instant", [.grant(isExtended: false), .tick, .tick]),
        ("exit button down", [.exit(isPressed: true)]),
        ("exit button down for longer than the strike time", [.exit(isPressed: true), .tick, .tick, .tick]),
        ("open to everybody by schedule", [.schedule(isOpen: true)]),
        ("left open by the operator", [.hold(true)]),
        ("tested", [.test]),
        ("open after a credential", [.grant(isExtended: false), .contactOpened]),
        (
            "open, and somebody asked again",
            [.grant(isExtended: false), .contactOpened, .exit(isPressed: true), .exit(isPressed: false)]
        ),
        ("open, locked again", [.grant(isExtended: false), .contactOpened, .tick, .tick, .tick]),
        ("warned", [.grant(isExtended: false), .contactOpened] + Array(repeating: .tick, count: 22)),
        ("held open", [.grant(isExtended: false), .contactOpened] + Array(repeating: .tick, count: 32)),
        ("forced open", [.contactOpened]),
        ("forced open, then a credential", [.contactOpened, .grant(isExtended: false)]),
        ("open by schedule", [.schedule(isOpen: true), .contactOpened]),
        ("the other door stands open", [.interlock(true)]),
        ("open by schedule, the other door too", [.schedule(isOpen: true), .interlock(true)]),
        ("evacuating, closed", [.fire]),
        ("evacuating, open", [.fire, .contactOpened]),
        ("evacuating, exit pressed", [.fire, .exit(isPressed: true), .exit(isPressed: false)]),
        ("housing open", [.tamper(true)]),
    ]

    /// The door, and now.
    static func door(_ events: [DoorEvent], _ policy: DoorPolicy = policy) -> (DoorMachine, Uptime) {
        var door = DoorMachine(policy, at: Uptime(milliseconds: 0))
        var now = Uptime(milliseconds: 0)
        for event in events {
            _ = door.handle(event, at: now)
            now = now + 1_000
        }
        return (door, now)
    }

    @Test("Every state by every event, for review") func golden() throws {
        var text =
            "Strike 3 s, longer 9 s; held open 30 s, longer 60 s, warned 10 s before; contact, exit button, relocks on close.\nAn event that is not listed changes nothing.\n"
        for way in Self.ways {
            let (before, now) = Self.door(way.events)
            text += "\n\(way.name): \(words(before.state, now))\n"
            for event in DoorEvent.samples {
                var door = before
                let actions = door.handle(event, at: now)
                if actions.isEmpty && door.state == before.state { continue }
                let change = door.state == before.state ? "-" : words(door.state, now)
                let row =
                    "    \(words(event).padded(18)) \(change.padded(54)) \(actions.map(words).joined(separator: ", "))"
                text += row.trimmedEnd + "\n"
            }
        }
        try expectGolden("door-table.txt", text)
    }

    @Test("Without a contact nothing opens or closes; without an exit button nobody presses it") func notFitted() {
        let policy = DoorPolicy(
            strikeMilliseconds: 3000, heldOpenMilliseconds: 30_000, hasContact: false, hasExitButton: false)
        for way in Self.ways {
            for event in [DoorEvent.contactOpened, .contactClosed, .exit(isPressed: true), .exit(isPressed: false)] {
                var (door, now) = Self.door(way.events, policy)
                _ = door.handle(.tick, at: now)
                let state = door.state
                #expect(door.handle(event, at: now) == [])
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
        let start = Uptime(milliseconds: 10_000)
        let policy = DoorPolicy(strikeMilliseconds: 3000, heldOpenMilliseconds: 5000)
        let door = DoorMachine(policy, leaf: .open, at: start)
        #expect(door.state.phase == .open)
        #expect(!door.state.isReleased)
        #expect(door.nextDeadline == Uptime(milliseconds: 15_000))
        #expect(DoorMachine(policy, leaf: .closed, at: start).nextDeadline == nil)
    }

    @Test("What an edge of a line means") func edges() {
        let wanted: [(DoorInput, DoorEvent?, DoorEvent?)] = [
            (.contact, .contactOpened, .contactClosed), (.exitButton, .exit(isPressed: true), .exit(isPressed: false)),
            // An evacuation is ended by a person, not by a line.
            (.fire, .fire, nil), (.guard, .guard(isPressed: true), .guard(isPressed: false)),
            (.tamper, .tamper(true), .tamper(false)), (.interlock, .interlock(true), .interlock(false)),
            (.call, .call, nil), (.service, nil, nil),
        ]
        #expect(wanted.map(\.0).count == DoorInput.allCases.count)
        for (input, active, quiet) in wanted {
            let now = Uptime(milliseconds: 0)
            #expect(DoorEdge(input, isActive: true, at: now).event == active)
            #expect(DoorEdge(input, isActive: false, at: now).event == quiet)
        }
    }
}

private func words(_ event: DoorEvent) -> String {
    switch event {
    case .exit(let isPressed): isPressed ? "exit pressed" : "exit let go"
    case .guard(let isPressed): isPressed ? "guard pressed" : "guard let go"
    case .grant(let isExtended): isExtended ? "grant, longer" : "grant"
    case .hold(let begins): begins ? "hold" : "hold ends"
    case .schedule(let isOpen): isOpen ? "schedule" : "schedule ends"
    case .tamper(let isActive): isActive ? "housing opened" : "housing closed"
    case .interlock(let isActive): isActive ? "other door opens" : "other door closes"
    case .fire, .fireReset, .unlock, .test, .contactOpened, .contactClosed, .call, .tick: "\(event)"
    }
}

private func words(_ state: DoorState, _ now: Uptime) -> String {
    var words = [state.phase.rawValue]
    let causes = state.releases.causes.map { cause in
        guard let timed = state.releases.timed[cause] else { return cause.rawValue }
        return "\(cause.rawValue) \((timed.until - now) / 1_000) s"
    }
    if !causes.isEmpty { words.append(causes.joined(separator: " + ")) }
    if let alarmsAt = state.opening?.alarmsAt, alarmsAt > now { words.append("alarm in \((alarmsAt - now) / 1_000) s") }
    if state.releases.isInterlocked { words.append("interlocked") }
    let others = state.alarms.subtracting([.heldOpen, .forcedOpen]).map(\.rawValue).sorted()
    return (words + others).joined(separator: ", ")
}

private func words(_ action: DoorAction) -> String {
    switch action {
    case .strikeUnlock(let cause): "UNLOCK \(cause.rawValue)"
    case .strikeLock(let cause): "LOCK \(cause.rawValue)"
    case .alarmStart(let alarm): "ALARM \(alarm.rawValue)"
    case .alarmStop(let alarm): "silence \(alarm.rawValue)"
    case .output(let output, let isOn): "\(output.rawValue) relay \(isOn ? "ON" : "off")"
    case .interlocked(let cause): "refused: interlock (\(cause.rawValue))"
    }
}

extension String {
    fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
    fileprivate var trimmedEnd: String { String(reversed().drop(while: { $0 == " " }).reversed()) }
}
