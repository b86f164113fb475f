/// A key of the keypad, as it came over the wires.
public enum KeypadKey: Hashable, Sendable {
    /// 0…9.
    case digit(Int)
    case erase, enter
    /// A code that stands for no key.
    case unknown

    /// What it is for the screen; nil: nothing.
    var button: ScreenButton? {
        switch self {
        case .digit(let digit): .digit(digit)
        case .erase: .erase
        case .enter: .enter
        case .unknown: nil
        }
    }
}
