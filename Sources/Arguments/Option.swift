/// One `--name` that a command understands: a row of its table.
public struct Option: Sendable {
    /// What may follow the name.
    public enum Value: Sendable {
        /// Nothing: it is there or it is not.
        case flag
        /// Any text, shown in the help as `placeholder`; the empty text is refused.
        case text(_ placeholder: String)
        /// A decimal number in `range`.
        case integer(_ placeholder: String, _ range: ClosedRange<Int>)
        /// One of a few words.
        case choice([String])
    }

    /// How often the option is given.
    public enum Presence: Equatable, Sendable {
        case required
        case optional
        /// When left out, it is as if this had been written.
        case otherwise(String)
        /// Any number of times, none included.
        case repeated
    }

    /// Without the dashes.
    public let name: String
    public let value: Value
    public let presence: Presence
    public let help: String

    /// - Precondition: a flag is `.optional`.
    public init(_ name: String, _ value: Value, _ presence: Presence = .optional, help: String) {
        if case .flag = value { precondition(presence == .optional, "--\(name): a flag is always optional") }
        (self.name, self.value, self.presence, self.help) = (name, value, presence, help)
    }

    /// As it is shown: `--name`, `--name FILE`, `--name this|that`.
    var signature: String {
        switch value {
        case .flag: "--\(name)"
        case .text(let placeholder), .integer(let placeholder, _): "--\(name) \(placeholder)"
        case .choice(let words): "--\(name) \(words.joined(separator: "|"))"
        }
    }

    /// What is wrong with `given`, as the words that follow "must be"; `nil` if nothing is.
    func objection(to given: String) -> String? {
        switch value {
        case .flag: nil
        case .text: given.isEmpty ? "some text" : nil
        case .integer(_, let range):
            Int(given).map(range.contains) == true ? nil : "a whole number \(range.lowerBound)…\(range.upperBound)"
        case .choice(let words): words.contains(given) ? nil : words.joined(separator: " or ")
        }
    }
}

/// A word without dashes that a command takes, in the order of the table.
public struct Positional: Sendable {
    public enum Presence: Equatable, Sendable {
        case required, optional
        /// All the words that remain, none included; only the last of a table.
        case rest
    }

    /// As it is shown and asked for, in capitals by habit: `FILE`.
    public let name: String
    public let presence: Presence
    public let help: String

    public init(_ name: String, _ presence: Presence = .required, help: String) {
        (self.name, self.presence, self.help) = (name, presence, help)
    }

    var signature: String {
        switch presence {
        case .required: name
        case .optional: "[\(name)]"
        case .rest: "[\(name)…]"
        }
    }
}
