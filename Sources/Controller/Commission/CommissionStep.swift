import Door
import Law

/// What is tried at a door that has just been wired, in this order; what a person has to answer for stands last. Raw values are
/// the names on the console and in the report.
public enum CommissionStep: String, Sendable, CaseIterable {
    case exitButton = "exit button"
    case contact = "door contact"
    case strike
    case alarmRelay = "alarm relay"
    case card
    case keypad
    case fire = "fire input"
    case guardButton = "guard's button"
    case tamper
    case interlock
    case call = "call button"
    case screen
    case camera
    case clock
    /// R8: no private space.
    case place
    /// R10: signs.
    case sign
    /// R15: another way, with equal rights.
    case alternative

    /// The wire that is listened to.
    var input: DoorInput? {
        switch self {
        case .exitButton: .exitButton
        case .contact: .contact
        case .fire: .fire
        case .guardButton: .guard
        case .tamper: .tamper
        case .interlock: .interlock
        case .call: .call
        case .strike, .alarmRelay, .card, .keypad, .screen, .camera, .clock, .place, .sign, .alternative: nil
        }
    }

    /// What the responsible person answers for with their name; nil: it is no such step.
    public var requirement: RequirementID? {
        switch self {
        case .place: .R8
        case .sign: .R10
        case .alternative: .R15
        default: nil
        }
    }

    /// Whether a person says how it went.
    var isQuestion: Bool {
        switch self {
        case .strike, .alarmRelay, .screen, .place, .sign, .alternative: true
        default: false
        }
    }

    /// What whoever stands on the ladder does.
    var task: String {
        switch self {
        case .exitButton: "press the exit button and let it go"
        case .contact: "open the door, and shut it again"
        case .strike: "the strike is released for a moment: did it move?"
        case .alarmRelay: "the alarm relay closes for a second: was it heard, or seen at the panel?"
        case .card: "hold a card to the reader"
        case .keypad: "press 1 2 3 on the keypad"
        case .fire: "let the fire panel drop its line, reset the panel, then 'door reset'"
        case .guardButton: "press the release button at the guard's desk and let it go"
        case .tamper: "open the housing, and close it again"
        case .interlock: "open the other door, and shut it again"
        case .call: "press the call button"
        case .screen: "the test pattern is on the screen: is all of it there?"
        case .camera: "hold the printed test card where people will stand, and turn the camera to it"
        case .clock: "the clock is looked at"
        case .place: "the place is no private space (hotel room, bathhouse, changing room, toilet)"
        case .sign: "the signs are in place, before the camera sees anybody"
        case .alternative: "card + PIN or number + PIN is offered to everybody, with equal rights"
        }
    }
}
