/// What happens to a door.
public enum DoorEvent: Equatable, Sendable, CaseIterable {
    /// The fire line calls. Comes before everything else.
    case fire
    /// Somebody responsible ends the evacuation. Sent only when the fire line is quiet: who sends it reads the line.
    case fireReset
    /// The exit button was pressed (request to exit).
    case exitButton
    /// A credential was accepted, and its record is written.
    case grant
    /// Somebody at the console tries the strike.
    case test
    case contactOpened
    case contactClosed
    /// Time has passed; due at `DoorMachine.nextDeadline`, harmless earlier.
    case tick
}

/// What the door asks to be done, in this order.
public enum DoorAction: Equatable, Sendable {
    /// Releases the strike; harmless when it is released.
    case strikeUnlock
    case strikeLock
    case alarmStart(DoorAlarm)
    case alarmStop(DoorAlarm)
}

/// What is wrong with a door, by the field's names.
public enum DoorAlarm: String, Equatable, Sendable, CaseIterable {
    /// The door stood open longer than allowed.
    case heldOpen = "held-open"
    /// The door opened although nothing had released it.
    case forcedOpen = "forced-open"
}
