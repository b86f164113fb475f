import Door
import Timekeeping

/// A door that is left open from the console, and locked again. It belongs to no login: whoever hangs up does not end it.
extension Controller {
    /// Another hold takes the place of the one before.
    mutating func holdDoor(_ minutes: Int?, _ reason: String, _ console: ConsoleID?) {
        guard !moveAndRecord(.hold(true)) else {
            return answer(console, .failed("the other door stands open (interlock)"))
        }
        let until = minutes.map { now.uptime + Int64($0) * 60_000 }
        hold = DoorHold(reason: reason, by: (console.map(authority) ?? .nobody).words, until: until)
        let end = minutes.map { "for \($0) min, or until 'door lock'" } ?? "until 'door lock'"
        answer(console, .done("the door is held open \(end)"))
    }

    /// Only what the console has left open: neither fire nor a button is overridden.
    mutating func lockDoor(_ console: ConsoleID?) {
        let wasHeld = hold != nil
        endHold()
        let rest = restWords
        guard wasHeld || rest != nil else {
            return answer(console, .failed("nobody holds the door open, and it is locked"))
        }
        let end = wasHeld ? "the hold is over" : "nobody holds the door open"
        answer(console, .done("\(end); \(rest ?? "the door is locked")"))
    }

    /// An evacuation ends when a person says so, and not while the fire line calls.
    mutating func resetDoor(_ console: ConsoleID?) {
        guard door.state.releases.latches.contains(.fire) else {
            return answer(console, .failed("there is no evacuation to end"))
        }
        guard !activeInputs.contains(.fire) else {
            return answer(console, .failed("the fire line still calls: reset the panel first"))
        }
        guard !alarms.contains(.doorLines) else {
            return answer(
                console, .failed("the door's lines do not answer: nobody knows whether the panel still calls"))
        }
        handleDoor(.fireReset)
        answer(console, .done("the evacuation is over; \(restWords ?? "the door is locked")"))
    }

    /// What releases the door still; nil: nothing.
    private var restWords: String? {
        guard door.state.isReleased else { return nil }
        return "the door stays released: \(door.state.releases.causes.map(\.rawValue).joined(separator: ", "))"
    }

    private mutating func endHold() {
        hold = nil
        moveAndRecord(.hold(false))
    }

    /// Its minutes are over.
    mutating func passHold() {
        guard let until = hold?.until, now.uptime >= until else { return }
        record(.console(by: "door hold", "its time is over"))
        endHold()
        say("the door is held open no longer: \(restWords ?? "it is locked")")
    }

    var holdReport: HoldReport? {
        hold.map { hold in
            HoldReport(reason: hold.reason, by: hold.by, millisecondsLeft: hold.until.map { $0 - now.uptime })
        }
    }
}

extension DoorEvent {
    /// The input whose level this tells; nil: none, or not all of it.
    var wire: (input: DoorInput, isActive: Bool)? {
        switch self {
        case .fire: (.fire, true)
        case .exit(let isPressed): (.exitButton, isPressed)
        case .guard(let isPressed): (.guard, isPressed)
        case .contactOpened: (.contact, true)
        case .contactClosed: (.contact, false)
        case .tamper(let isActive): (.tamper, isActive)
        case .interlock(let isActive): (.interlock, isActive)
        case .fireReset, .grant, .unlock, .hold, .schedule, .test, .call, .tick: nil
        }
    }
}

extension Set {
    mutating func set(_ member: Element, isMember: Bool) {
        if isMember { insert(member) } else { remove(member) }
    }
}
