/// Everything on the screen that can be touched. Signage places the buttons, a touch comes back as one of these.
public enum ScreenButton: Hashable, Sendable {
    // The three ways in, and what a person may do with their own data (R14, R30).
    case card, pin, face
    case myFace, enrol, withdraw
    // Turning pages.
    case back, next
    // The two questions (R34, R36).
    case decline, agreeHold
    case fourteenOrOlder, under14
    // The keypad; a digit is 0…9.
    case digit(Int)
    case erase, enter
    // What somebody who walks along the wires has seen or heard.
    case no, yes
}

extension ScreenButton: CaseIterable {
    public static let allCases: [ScreenButton] =
        [
            .card, .pin, .face, .myFace, .enrol, .withdraw, .back, .next, .decline, .agreeHold, .fourteenOrOlder,
            .under14,
        ]
        + (0...9).map(ScreenButton.digit) + [.erase, .enter, .no, .yes]
}

extension ScreenButton: CustomStringConvertible {
    /// One word, unique among `allCases`: what a console or a transcript calls the button.
    public var description: String {
        switch self {
        case .card: "card"
        case .pin: "pin"
        case .face: "face"
        case .myFace: "my-face"
        case .enrol: "enrol"
        case .withdraw: "withdraw"
        case .back: "back"
        case .next: "next"
        case .decline: "decline"
        case .agreeHold: "agree-hold"
        case .fourteenOrOlder: "14-or-older"
        case .under14: "under-14"
        case .digit(let digit): "digit-\(digit)"
        case .erase: "erase"
        case .enter: "enter"
        case .no: "no"
        case .yes: "yes"
        }
    }
}
