import Timekeeping

extension DoorMachine {
    /// The table, grouped by state, the way out first. There is no `default`: a new event does not compile until each
    /// state has answered.
    mutating func step(_ event: DoorEvent, at now: Uptime) -> [DoorAction] {
        if event == .exitButton && !policy.hasExitButton { return [] }
        if (event == .contactOpened || event == .contactClosed) && !policy.hasContact { return [] }
        let strikeEnd = now + Int64(policy.strikeMilliseconds)
        let heldAt = now + Int64(policy.heldOpenMilliseconds)

        switch (state, event) {
        // any state: the way out
        case (.evacuating, .fire): return [.strikeUnlock]
        case (.secured, .fire), (.released, .fire): return evacuate(.closed)
        case (.open, .fire), (.heldOpen, .fire), (.forcedOpen, .fire): return evacuate(.open)
        case (.secured, .exitButton), (.released, .exitButton): return go(.released(until: strikeEnd), [.strikeUnlock])
        case (.open, .exitButton): return go(.open(heldAt: heldAt, until: strikeEnd, asked: true), [.strikeUnlock])
        case (.heldOpen, .exitButton): return go(.heldOpen(until: strikeEnd, asked: true), [.strikeUnlock])
        case (.forcedOpen, .exitButton): return go(.forcedOpen(until: strikeEnd), [.strikeUnlock])
        case (.evacuating(let leaf, _), .exitButton): return go(.evacuating(leaf, until: strikeEnd), [.strikeUnlock])

        // secured
        case (.secured, .grant): return go(.released(until: strikeEnd), [.strikeUnlock])
        case (.secured, .contactOpened): return go(.forcedOpen(until: nil), [.alarmStart(.forcedOpen)])
        case (.secured, .test):
            return go(.released(until: now + Int64(Self.testMilliseconds(policy))), [.strikeUnlock])
        case (.secured, .contactClosed), (.secured, .tick), (.secured, .fireReset): return []

        // released
        case (.released, .grant): return go(.released(until: strikeEnd), [.strikeUnlock])
        case (.released(let until), .contactOpened): return go(.open(heldAt: heldAt, until: until, asked: false))
        case (.released(let until), .tick) where now >= until: return go(.secured, [.strikeLock])
        case (.released, .contactClosed), (.released, .tick), (.released, .fireReset), (.released, .test): return []

        // open
        case (.open, .grant): return go(.open(heldAt: heldAt, until: strikeEnd, asked: true), [.strikeUnlock])
        case (.open(_, let until?, let asked), .contactClosed) where asked || !policy.relocksOnClose:
            return go(.released(until: until))
        case (.open(_, _?, _), .contactClosed): return go(.secured, [.strikeLock])
        case (.open(_, nil, _), .contactClosed): return go(.secured)
        case (.open(let held, let until?, let asked), .tick) where now >= until:
            return go(.open(heldAt: held, until: nil, asked: asked), [.strikeLock])
        case (.open(let held, let until, let asked), .tick) where now >= held:
            return go(.heldOpen(until: until, asked: asked), [.alarmStart(.heldOpen)])
        case (.open, .contactOpened), (.open, .tick), (.open, .fireReset), (.open, .test): return []

        // held open
        case (.heldOpen, .grant): return go(.heldOpen(until: strikeEnd, asked: true), [.strikeUnlock])
        case (.heldOpen(_?, asked: false), .contactClosed) where policy.relocksOnClose:
            return go(.secured, [.strikeLock, .alarmStop(.heldOpen)])
        case (.heldOpen(let until, _), .contactClosed): return close(until, [.alarmStop(.heldOpen)])
        case (.heldOpen(let until?, let asked), .tick) where now >= until:
            return go(.heldOpen(until: nil, asked: asked), [.strikeLock])
        case (.heldOpen, .contactOpened), (.heldOpen, .tick), (.heldOpen, .fireReset), (.heldOpen, .test): return []

        // forced open
        case (.forcedOpen, .grant): return go(.forcedOpen(until: strikeEnd), [.strikeUnlock])
        case (.forcedOpen(let until), .contactClosed): return close(until, [.alarmStop(.forcedOpen)])
        case (.forcedOpen(let until?), .tick) where now >= until: return go(.forcedOpen(until: nil), [.strikeLock])
        case (.forcedOpen, .contactOpened), (.forcedOpen, .tick), (.forcedOpen, .fireReset), (.forcedOpen, .test):
            return []

        // evacuating: it only watches the leaf
        case (.evacuating(_, let until), .contactOpened): return go(.evacuating(.open, until: until))
        case (.evacuating(_, let until), .contactClosed): return go(.evacuating(.closed, until: until))
        case (.evacuating(let leaf, let until), .fireReset): return endEvacuation(leaf, until, at: now)
        case (.evacuating, .grant), (.evacuating, .tick), (.evacuating, .test): return []
        }
    }

    private mutating func go(_ next: DoorState, _ actions: [DoorAction] = []) -> [DoorAction] {
        state = next
        return actions
    }

    /// The strike first; then the alarm, which nobody needs now.
    private mutating func evacuate(_ leaf: DoorLeaf) -> [DoorAction] {
        let alarm = state.alarm
        let until: Uptime? =
            switch state {
            case .released(let until): until
            case .open(_, let until, _), .heldOpen(let until, _), .forcedOpen(let until), .evacuating(_, let until):
                until
            case .secured: nil
            }
        return go(.evacuating(leaf, until: until), [.strikeUnlock] + (alarm.map { [.alarmStop($0)] } ?? []))
    }

    /// A door that alarmed has closed. Who asked meanwhile still gets their time.
    private mutating func close(_ until: Uptime?, _ actions: [DoorAction]) -> [DoorAction] {
        go(until.map { .released(until: $0) } ?? .secured, actions)
    }

    private mutating func endEvacuation(_ leaf: DoorLeaf, _ until: Uptime?, at now: Uptime) -> [DoorAction] {
        let asked = until.flatMap { $0 > now ? $0 : nil }
        let lock: [DoorAction] = asked == nil ? [.strikeLock] : []
        switch leaf {
        case .closed: return go(asked.map { .released(until: $0) } ?? .secured, lock)
        case .open:
            let heldAt = now + Int64(policy.heldOpenMilliseconds)
            return go(.open(heldAt: heldAt, until: asked, asked: asked != nil), lock)
        }
    }
}
