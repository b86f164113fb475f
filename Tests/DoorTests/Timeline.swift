import Door
import Testing
import Timekeeping

/// Plays a drawing, a column per second: inputs above, outputs below.
///
///     grant    g G    a credential is accepted; of somebody who is given longer
///     exit     x X y  the exit button is pressed and let go; pressed; let go
///     hold     h e    the operator leaves it open, ends that
///     contact  o c    the door opens, closes
///     fire     f r    the fire line calls, somebody resets
///     strike   U L    unlock, lock
///     alarm    W H F S x  warned, held open, forced open, exit button stuck, silent
///
/// A tick comes in every column first, as from a timer; the outputs of a column are all that its events asked for.
func timeline(_ policy: DoorPolicy, _ drawing: String, sourceLocation: SourceLocation = #_sourceLocation) {
    var rows: [String: [Character]] = [:]
    for line in drawing.split(separator: "\n") {
        let parts = line.split(separator: " ")
        precondition(parts.count == 2, "a row is a name and its columns: \(line)")
        rows[String(parts[0])] = Array(parts[1])
    }
    let columns = rows.values.map(\.count).max()!
    precondition(rows.values.allSatisfy { $0.count == columns }, "all rows have \(columns) columns")

    var door = DoorMachine(policy, at: Uptime(milliseconds: 0))
    var strike: [Character] = []
    var alarm: [Character] = []
    for column in 0..<columns {
        let now = Uptime(milliseconds: Int64(column) * 1000)
        var actions = door.handle(.tick, at: now)
        for row in ["fire", "exit", "hold", "grant", "contact"] {
            guard let mark = rows[row]?[column], mark != "-" else { continue }
            for event in events(mark) { actions += door.handle(event, at: now) }
        }
        strike.append(actions.compactMap(strikeMark).last ?? "-")
        alarm.append(actions.compactMap(alarmMark).last ?? "-")
    }
    #expect(String(strike) == rows["strike"].map { String($0) }, "strike", sourceLocation: sourceLocation)
    if let wanted = rows["alarm"] {
        #expect(String(alarm) == String(wanted), "alarm", sourceLocation: sourceLocation)
    } else {
        #expect(alarm.allSatisfy { $0 == "-" }, "alarm", sourceLocation: sourceLocation)
    }
}

private func events(_ mark: Character) -> [DoorEvent] {
    switch mark {
    case "g": [.grant(isExtended: false)]
    case "G": [.grant(isExtended: true)]
    case "x": [.exit(isPressed: true), .exit(isPressed: false)]
    case "X": [.exit(isPressed: true)]
    case "y": [.exit(isPressed: false)]
    case "h": [.hold(true)]
    case "e": [.hold(false)]
    case "o": [.contactOpened]
    case "c": [.contactClosed]
    case "f": [.fire]
    case "r": [.fireReset]
    default: preconditionFailure("no event is drawn as \(mark)")
    }
}

private func strikeMark(_ action: DoorAction) -> Character? {
    switch action {
    case .strikeUnlock: "U"
    case .strikeLock: "L"
    case .alarmStart, .alarmStop, .output, .interlocked: nil
    }
}

private func alarmMark(_ action: DoorAction) -> Character? {
    switch action {
    case .alarmStart(.heldOpenWarning): "W"
    case .alarmStart(.heldOpen): "H"
    case .alarmStart(.forcedOpen): "F"
    case .alarmStart(.exitStuck): "S"
    case .alarmStart(.guardStuck), .alarmStart(.tamper): nil
    case .alarmStop: "x"
    case .strikeUnlock, .strikeLock, .output, .interlocked: nil
    }
}
