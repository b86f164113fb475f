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
            row("inputs", inputs(report)),
            row("alarms", alarms.isEmpty ? "none" : alarms.joined(separator: ", ")),
            row("strike", "\(policy.strikeMilliseconds) ms, \(policy.failure.rawValue), \(policy.mode.rawValue)"),
            row(
                "leaf",
                policy.hasContact
                    ? "held open after \(policy.heldOpenMilliseconds) ms"
                        + (policy.relocksOnClose ? ", locked when it closes" : "")
                    : "no contact: nobody can see whether it is open"),
        ]
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
