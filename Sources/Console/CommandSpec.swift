import Controller

/// One row of the command table: help, parsing and completion all come from it.
struct CommandSpec: Sendable {
    /// The words that name it, e.g. "person add".
    let name: String
    /// What follows, for help: "NUMBER PIN [CARD]".
    let arguments: String
    let help: String
    /// Makes the command of the words after the name; nil when they do not fit `arguments`.
    let make: @Sendable ([Substring]) -> Command?
}
