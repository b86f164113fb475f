import Records
import Timekeeping

/// What the person in front of the screen is in the middle of. `nil`-less and closed: the scene follows from it alone.
enum Dialogue {
    case starting
    case idle
    case number(NumberEntryUse, digits: String, until: Uptime)
    case card(until: Uptime)
    case pin(PINEntry, digits: SecretText, until: Uptime)
    /// The storage thread has the word; the screen stays as it was.
    case waiting(for: Ticket, showing: Scene, until: Uptime)
    case verifying(CaptureID, PersonSummary, showing: Scene, until: Uptime)
    case myFace(PersonSummary, until: Uptime)
    case consenting(ConsentDialogue, until: Uptime)
    case enrolling(CaptureID, ConsentDialogue, ConsentToken, showing: Scene, until: Uptime)
    /// An installer turns the camera; whoever passes sees that it is on.
    case aiming(CaptureID, showing: Scene, until: Uptime)
    case result(Scene, until: Uptime)
}

extension Dialogue {
    /// Somebody types a number or a PIN.
    var isTyped: Bool {
        switch self {
        case .number, .pin: true
        default: false
        }
    }
}

/// A PIN is being typed: who it should belong to, and what for.
struct PINEntry {
    enum Holder {
        case card(PersonSummary)
        case number(String)
    }
    enum Goal { case door, myFace, enrolment }
    var holder: Holder
    var goal: Goal

    var method: Method {
        switch holder {
        case .card: .cardAndPIN
        case .number: .numberAndPIN
        }
    }
}
