import Controller
import Door

/// `door`: its state, its wires, its times.
enum DoorText {
    static func lines(_ report: DoorReport) -> [String] {
        let policy = report.policy
        let alarms = report.alarms.compactMap { alarm in
            switch alarm {
            case .door(let alarm): alarm.rawValue
            case .line: ReplyText.words(for: alarm)
            default: nil as String?
            }
        }
        return [
            row("state", ReplyText.words(for: report.state)),
            report.hold.map { row("hold", "\(ReplyText.words(for: $0)); \($0.reason), \($0.by)") },
            row("inputs", inputs(report)),
            row("alarms", alarms.isEmpty ? "none" : alarms.joined(separator: ", ")),
            row("strike", "\(policy.strikeMilliseconds) ms, \(policy.failure.rawValue), \(policy.mode.rawValue)"),
            row(
                "leaf",
                policy.hasContact
                    ? "held open after \(policy.heldOpenMilliseconds) ms"
                        + (policy.relocksOnClose ? ", locked when it closes" : "")
                    : "no contact: nobody can see whether it is open"),
            row("hours", report.hours.map(words) ?? "none of its own"),
        ].compactMap(\.self)
    }

    /// `office first-person, open to everybody until 2026-03-02 18:00:00`
    static func words(for hours: DoorHoursReport) -> String {
        let state =
            switch hours.state {
            case .open: "OPEN TO EVERYBODY"
            case .closed: "not now"
            case .waiting: "waits for the first person"
            case .doubted: "not while the clock is in doubt"
            }
        guard hours.state != .doubted else { return "\(hours.rule), \(state)" }
        let change = hours.nextChange.map { TimeText.local($0, utcOffsetMinutes: hours.utcOffsetMinutes) }
        return "\(hours.rule), \(state); \(change.map { "changes \($0)" } ?? "never changes")"
    }

    private static func row(_ name: String, _ text: String) -> String { ReplyText.padded(name, 9) + text }

    private static func inputs(_ report: DoorReport) -> String {
        guard let active = report.activeInputs else { return "the lines do not answer" }
        return DoorInput.allCases.map { input in
            let isWired =
                switch input {
                case .contact: report.policy.hasContact
                case .exitButton: report.policy.hasExitButton
                default: true
                }
            return "\(input.rawValue) \(isWired ? active.contains(input) ? "ACTIVE" : "quiet" : "not wired")"
        }.joined(separator: ", ")
    }
}
