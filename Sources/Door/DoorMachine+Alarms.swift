import Timekeeping

extension DoorMachine {
    /// When each alarm begins that waits for time; nil where nothing is on the way to it.
    var alarmTimes: [(alarm: DoorAlarm, at: Uptime?)] {
        [
            (.heldOpenWarning, state.alarms.contains(.heldOpen) ? nil : state.opening?.warnsAt),
            (.heldOpen, state.opening?.alarmsAt),
            (.exitStuck, state.exit.sticksAt),
            (.guardStuck, state.guardButton.sticksAt),
        ]
    }

    /// What sounds now: it follows from what is remembered, so that it ends with its cause and with nothing else.
    func alarms(at now: Uptime) -> Set<DoorAlarm> {
        var alarms = Set(alarmTimes.filter { $0.at.map { $0 <= now } ?? false }.map(\.alarm))
        if alarms.contains(.heldOpen) { alarms.remove(.heldOpenWarning) }
        if state.opening?.isForced == true { alarms.insert(.forcedOpen) }
        if state.isTampered { alarms.insert(.tamper) }
        return alarms
    }

    /// The second relay follows the alarms; each that begins sounds for its whole time.
    mutating func moveRelays(_ before: DoorState, at now: Uptime) {
        state.alarmRelay.pass(now)
        state.intercom.pass(now)
        let sounding = relayAlarms(state.alarms)
        if sounding.isEmpty {
            state.alarmRelay.obey(.permanent(isOn: false), at: now)
        } else if !sounding.isSubset(of: relayAlarms(before.alarms)) {
            let time = policy.alarmMilliseconds
            state.alarmRelay.obey(
                time > 0 ? .temporary(isOn: true, milliseconds: time) : .permanent(isOn: true), at: now)
        }
    }

    private func relayAlarms(_ alarms: Set<DoorAlarm>) -> Set<DoorAlarm> {
        policy.buzzesWarnings ? alarms : alarms.subtracting([.heldOpenWarning])
    }
}
