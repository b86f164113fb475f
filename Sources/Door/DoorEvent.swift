/// What happens to a door.
public enum DoorEvent: Hashable, Sendable {
    /// The fire line calls. Comes before everything else.
    case fire
    /// Somebody responsible ends the evacuation. Sent only when the fire line is quiet: who sends it reads the line.
    case fireReset
    /// The exit button (request to exit). Released while it is down, and for the strike time at least.
    case exit(isPressed: Bool)
    /// The release button at a guard's desk; likewise.
    case `guard`(isPressed: Bool)
    /// A credential was accepted, and its record is written.
    /// - Parameter isExtended: the person is given the longer times.
    case grant(isExtended: Bool)
    /// Somebody at the console opens for one person.
    case unlock
    /// Somebody at the console leaves the door open, or ends that.
    case hold(Bool)
    /// The hours begin or end at which the door is open to everybody.
    case schedule(isOpen: Bool)
    /// Somebody at the console tries the strike.
    case test
    case contactOpened
    case contactClosed
    /// The housing is open, or closed again.
    case tamper(Bool)
    /// The other door of a pair stands open, or no longer does.
    case interlock(Bool)
    /// Somebody rings.
    case call
    /// Time has passed; due at `DoorMachine.nextDeadline`, harmless earlier.
    case tick

    /// One of each, for whoever has to try them all.
    public static let samples: [DoorEvent] = [
        .fire, .fireReset, .exit(isPressed: true), .exit(isPressed: false), .guard(isPressed: true),
        .guard(isPressed: false), .grant(isExtended: false), .grant(isExtended: true), .unlock, .hold(true),
        .hold(false), .schedule(isOpen: true), .schedule(isOpen: false), .test, .contactOpened, .contactClosed,
        .tamper(true), .tamper(false), .interlock(true), .interlock(false), .call, .tick,
    ]
}

/// What the door asks to be done, in this order.
public enum DoorAction: Hashable, Sendable {
    /// Releases the strike; harmless when it is released.
    case strikeUnlock(ReleaseCause)
    case strikeLock(LockCause)
    case alarmStart(DoorAlarm)
    case alarmStop(DoorAlarm)
    /// A second relay gets current, or none.
    case output(DoorOutput, isOn: Bool)
    /// What was asked for is not done: the other door stands open.
    case interlocked(ReleaseCause)
}

/// The relays of a door beside its strike.
public enum DoorOutput: String, Hashable, Sendable, CaseIterable {
    /// A buzzer or a line to an alarm panel.
    case alarm
    /// The intercom's call input.
    case intercom
    /// A line to where help comes from, silent at the door: somebody was forced to open it.
    case duress
}

/// What is wrong with a door, by the field's names.
public enum DoorAlarm: String, Equatable, Sendable, CaseIterable {
    /// The door will soon have stood open longer than allowed: for whoever is near it.
    case heldOpenWarning = "held-open-warning"
    /// The door stood open longer than allowed.
    case heldOpen = "held-open"
    /// The door opened although nothing had released it.
    case forcedOpen = "forced-open"
    /// The housing is open.
    case tamper
    /// The exit button has been down for longer than anybody presses it. The door stays released: a way out is never taken away.
    case exitStuck = "exit-stuck"
    /// Likewise the guard's button.
    case guardStuck = "guard-stuck"
}
