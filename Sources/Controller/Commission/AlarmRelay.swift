import Door
import Timekeeping

/// The relay beside the strike that two may want closed: the door for its alarms, and a pulse of the walk.
struct AlarmRelay: Equatable {
    var isWantedByDoor = false
    /// When the pulse ends; nil: there is none.
    var pulseUntil: Uptime?

    var isOn: Bool { isWantedByDoor || pulseUntil != nil }
}

extension Controller {
    /// Only a change is an edge.
    /// - Returns: what is to be written down.
    mutating func moveAlarmRelay(_ change: (inout AlarmRelay) -> Void) -> [ProcessingEvent] {
        let before = alarmRelay.isOn
        change(&alarmRelay)
        guard alarmRelay.isOn != before else { return [] }
        actions.append(.setOutput(.alarm, isOn: alarmRelay.isOn))
        return [.relay(.alarm, isOn: alarmRelay.isOn, at: now.uptime)]
    }

    mutating func pulseAlarmRelay(_ milliseconds: Int64) {
        let until = now.uptime + milliseconds
        moveAlarmRelay { $0.pulseUntil = max($0.pulseUntil ?? until, until) }.forEach { record($0) }
    }

    mutating func passAlarmRelay() {
        guard let until = alarmRelay.pulseUntil, now.uptime >= until else { return }
        moveAlarmRelay { $0.pulseUntil = nil }.forEach { record($0) }
    }
}
