/// Somebody typed the PIN for when they are forced. At the door everything is as with the other one, on the screen and in time;
/// what is different goes to where whoever forces them does not look.
extension Controller {
    /// Behind everything that the door needs: the line of the grant, too, is on its way before this one.
    mutating func noteDuress(_ outcome: StorageOutcome, _ method: Method) {
        guard case .underDuress(let person) = outcome else { return }
        record(.duress(method, person: person.id))
        setDuress(true)
    }

    /// Somebody responsible has looked after it.
    mutating func endDuress(_ console: ConsoleID?) {
        guard isUnderDuress else { return answer(console, .failed("nobody has called for help")) }
        setDuress(false)
        answer(console, .done("the call for help is over"))
    }

    mutating func setDuress(_ isOn: Bool) {
        guard isOn != isUnderDuress else { return }
        isUnderDuress = isOn
        actions.append(.setOutput(.duress, isOn: isOn))
        record(.relay(.duress, isOn: isOn, at: now.uptime))
    }

    /// For whoever looks from that console: at any other it stays silent.
    /// - Parameter console: nil: from nowhere.
    func alarms(for console: ConsoleID?) -> [Alarm] {
        let reader = console.map(authority) ?? .nobody
        return isUnderDuress && reader != .nobody ? [.duress] + alarms : alarms
    }
}
