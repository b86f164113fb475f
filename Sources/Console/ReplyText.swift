import Controller
import Door
import Law
import Records
import Timekeeping

/// Replies as lines of at most 80 columns where the values allow it.
public enum ReplyText {
    public static func lines(for reply: Reply, as format: ReplyFormat = .text) -> [String] {
        switch (reply, format) {
        case (.status(let status), .pairs): StatusFields(status).pairs
        case (.status(let status), .json): [StatusFields(status).json.line]
        default: lines(forEyes: reply)
        }
    }

    private static func lines(forEyes reply: Reply) -> [String] {
        switch reply {
        case .status(let status): StatusText.lines(for: status)
        case .law(let findings): findings.map(line(for:))
        case .lawWhy(let finding, let requirement): why(finding, requirement)
        case .people(let people):
            people.isEmpty ? ["nobody is known yet; 'person add' adds someone"] : people.map(line(for:))
        case .journal(let entries): entries.map(line(for:))
        case .done(let words): [words]
        case .lines(let lines): lines
        case .failed(let reason): ["error: \(reason)"]
        case .loggedIn(let login): ["logged in as \(login.role.word); rights over personal data until \(login.lastDay)"]
        case .loggedOut: ["logged out"]
        case .recoveryCode(let code):
            [
                "recovery code: \(code)",
                "it is shown this once: write it down and lock it away; it brings a lost passphrase back",
            ]
        case .visitor(let number, let pin, let day):
            [
                "visitor \(number) comes in on \(day), with the PIN \(pin)",
                "it is shown this once; with the day it ends, and everything about them is erased",
            ]
        case .accounts(let accounts, let today): AccountsText.lines(accounts, today: today)
        case .verbatim(let lines): lines
        case .piece(let piece, _): lines(for: piece)
        case .peopleTable(let people, let isFirst): PeopleTable.lines(people, isFirst: isFirst)
        case .door(let report): DoorText.lines(report)
        case .clock(let report): ClockText.lines(report)
        case .readers(let readers): ReadersText.lines(readers)
        case .camera(let report): CameraText.lines(report)
        case .notice(let pages, let material, let text): NoticeText.lines(pages, material, text)
        case .lastDecision(let decision): [decision.map(text(for:)) ?? "no decision since start"]
        }
    }

    /// `R14  PASS   …`
    static func line(for finding: Finding) -> String {
        "\(padded(finding.requirement.description, 4)) \(padded(word(for: finding.verdict), 6)) \(finding.reason)"
    }

    static func word(for verdict: Finding.Verdict) -> String {
        switch verdict {
        case .pass: "PASS"
        case .amber: "AMBER"
        case .block: "BLOCK"
        }
    }

    private static func why(_ finding: Finding?, _ requirement: RequirementID) -> [String] {
        let explanation = Requirement.explanation(requirement)
        return [
            "\(requirement) \(explanation.name) (\(explanation.cites))", explanation.dutyChinese,
            explanation.dutyEnglish, "device: \(explanation.device ?? "nothing by itself; the operator's to do")",
            finding.map { "now: \(word(for: $0.verdict)), \($0.reason)" } ?? "now: not judged while running",
        ]
    }

    private static func line(for person: PersonSummary) -> String {
        let ways = [person.hasCard ? "card + PIN" : nil, person.hasPIN ? "number + PIN" : nil].compactMap { $0 }
        let face = person.templateLastDay.map { "template until \($0)" } ?? "no template"
        let rights = person.rights == AccessRights() ? "" : "; \(person.rights.words)"
        return "\(padded(person.number, 10)) \(ways.joined(separator: ", ")); \(face)\(rights)"
    }

    static func line(for entry: JournalText) -> String {
        "\(padded(String(entry.sequence), 6)) \(TimeText.utc(entry.time)) \(entry.text)"
    }

    /// Without a name and without a score: what was decided and why (R60).
    public static func text(for decision: Decision) -> String {
        let method = decision.method?.rawValue ?? "-"
        switch decision.result {
        case .granted: return "\(method): opened"
        case .refused(let reason): return "\(method): refused, \(words(for: reason))"
        }
    }

    public static func words(for reason: RefusalReason) -> String {
        switch reason {
        case .noMatch: "the face did not match the claimed person; card and PIN were offered"
        case .noFace: "no fit face was seen in time; card and PIN were offered"
        case .notEnrolled: "no usable template under this number; card and PIN were offered"
        case .unknownCard: "the card is not known"
        case .wrongPIN: "number, card and PIN do not belong together"
        case .tryLater: "too many wrong PINs on this reader; it waits"
        case .notRecorded: "the decision could not be recorded, so nothing was opened"
        case .cameraFailed: "the camera failed; card and PIN were offered"
        case .minor: "under 14; card and PIN were offered"
        case .noAlternative: "there is no other way in for this person yet"
        case .otherDoorOpen: "the other door of the pair was open (interlock)"
        case .notAtThisTime:
            "none of the person's groups has its hours now; 'groups', 'schedules' and 'calendar' tell them"
        case .notYetValid: "the person's first day is still to come"
        case .timeUnknown: "the clock is lost, and whether the person may come in hangs on the time"
        case .rightsLost: "what was written of the person's rights is damaged; 'person access' gives them anew"
        case .clockInDoubt:
            "the clock has jumped ahead, so no last day can be set; nobody is enrolled until it is believed or put right"
        }
    }

    public static func words(for alarm: Alarm) -> String {
        switch alarm {
        case .door(let alarm): "door \(alarm.rawValue)"
        case .fire: "fire"
        case .line(let input): "the \(input.rawValue) line chatters"
        case .doorLines: "the door's lines do not answer"
        case .settings: "the last good settings run"
        case .safeMode: "safe mode"
        case .storage: "the store takes no records"
        case .cardFlood: "a reader sends more cards than people hold to it"
        case .duress: "DURESS: somebody was forced to open; 'duress end' when they are looked after"
        case .clock: "the clock has jumped ahead"
        }
    }

    static func words(for state: DoorState) -> String {
        let causes = state.releases.causes.map(\.rawValue).joined(separator: " + ")
        let strike = "strike \(state.isReleased ? "released (\(causes))" : "locked")"
        let leaf =
            switch state.phase {
            case .secured: "secured, "
            case .released: "closed, "
            case .open: "open, "
            case .heldOpen: "HELD OPEN, "
            case .forcedOpen: "FORCED OPEN, "
            case .evacuating: "EVACUATING, \(state.leaf.rawValue), "
            }
        return leaf + strike + (state.releases.isInterlocked ? "; the other door is open" : "")
    }

    /// Without the reason: that is not for everybody.
    static func words(for hold: HoldReport) -> String {
        hold.millisecondsLeft.map { "held open from the console, \(($0 + 59_999) / 60_000) min left" }
            ?? "held open from the console, until 'door lock'"
    }

    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
