/// A command line that was understood: which command, and its values, each already checked against the table.
///
/// Asking for a name that the command's table does not have, or in another form than it was declared, is a
/// programmer's error and traps.
public struct Invocation: Equatable, Sendable {
    /// The command's path, `["build", "dlib"]`.
    public let path: [String]
    private let values: [String: [String]]
    private let declared: Set<String>

    init(command: Command, values: [String: [String]]) {
        path = command.path
        self.values = values
        declared = Set(command.options.map(\.name) + command.positionals.map(\.name))
    }

    /// The value of an option or positional that is always there (required, or with an `otherwise`).
    public func text(_ name: String) -> String {
        guard let text = optionalText(name) else { preconditionFailure("\(path): \(name) may be left out") }
        return text
    }

    /// The value of an option or positional, `nil` if it was left out.
    public func optionalText(_ name: String) -> String? { texts(name).first }

    /// All values of a repeated option, or of the positionals that take the rest, in the order given.
    public func texts(_ name: String) -> [String] {
        precondition(declared.contains(name), "\(path): \(name) is not in the table")
        return values[name] ?? []
    }

    /// Whether the flag was given.
    public func flag(_ name: String) -> Bool { optionalText(name) != nil }

    /// The value of an `.integer` option that is always there.
    public func integer(_ name: String) -> Int {
        guard let number = optionalInteger(name) else { preconditionFailure("\(path): \(name) may be left out") }
        return number
    }

    /// The value of an `.integer` option, `nil` if it was left out.
    public func optionalInteger(_ name: String) -> Int? {
        optionalText(name).map { text in
            guard let number = Int(text) else { preconditionFailure("\(path): \(name) is not an integer option") }
            return number
        }
    }
}
