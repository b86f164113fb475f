/// One line of a GPIO chip, by the name its device tree gives it or by its number on the chip.
public struct LineAddress: Hashable, Sendable {
    public enum Place: Hashable, Sendable {
        case name(String)
        case offset(Int)
    }
    /// A label as `gpiodetect` prints it, or a device as `gpiochip0`; one of `gpio.chips`.
    public let chip: String
    public let place: Place
}

extension LineAddress: CustomStringConvertible {
    /// E.g. `"GPIO17" of pinctrl-rp1`, `line 9 of gpiochip3`.
    public var description: String {
        switch place {
        case .name(let name): "\"\(name)\" of \(chip)"
        case .offset(let offset): "line \(offset) of \(chip)"
        }
    }
}

/// The voltage of a line.
public enum LineLevel: String, Sendable, CaseIterable { case high, low }

/// The resistor inside the chip.
public enum LineBias: String, Sendable, CaseIterable {
    /// As the firmware of the board left it.
    case asIs = "as-is"
    case pullUp = "pull-up"
    case pullDown = "pull-down"
    case disabled
}

/// How an output makes its two levels.
public enum LineDrive: String, Sendable, CaseIterable {
    case pushPull = "push-pull"
    /// Low, or nothing: a resistor makes it high.
    case openDrain = "open-drain"
    /// High, or nothing: a resistor makes it low.
    case openSource = "open-source"
}

/// What a switch is when nothing happens.
public enum NormalContact: String, Sendable, CaseIterable {
    /// NO: it closes for a press, an open door, a fire.
    case open
    /// NC: it opens for them, and so does a cut wire.
    case closed
}

/// A line that switches something on.
public struct OutputLine: Equatable, Sendable {
    public let address: LineAddress
    /// The level at which what hangs on it has current.
    public let active: LineLevel
    public let bias: LineBias
    public let drive: LineDrive
}

/// A line on which a switch is looked at.
public struct InputLine: Equatable, Sendable {
    public let address: LineAddress
    /// The level that the closed switch makes.
    public let active: LineLevel
    public let bias: LineBias
    public let normally: NormalContact

    /// Whether a level means that somebody presses, that the door is open, that fire calls.
    public func isActive(at level: LineLevel) -> Bool { (level == active) == (normally == .open) }
}
