import Testing

@testable import Arguments

/// A program with one of everything.
let sample = Program(
    "gate", summary: "a sample",
    commands: [
        Command(
            ["open"], summary: "Opens.",
            options: [
                Option("door", .text("NAME"), .required, help: "which door"),
                Option("seconds", .integer("N", 1...60), .otherwise("3"), help: "how long"),
                Option("offset", .integer("N", -720...840), help: "from UTC"),
                Option("mode", .choice(["safe", "secure"]), help: "what a power cut does"),
                Option("note", .text("TEXT"), .repeated, help: "kept in the journal"),
                Option("json", .flag, help: "machine-readable"),
            ]),
        Command(
            ["build", "wall"], summary: "Builds a wall.", positionals: [Positional("FILE", help: "the plan")]),
        Command(
            ["build", "roof"], summary: "Builds a roof.",
            positionals: [
                Positional("FILE", help: "the plan"), Positional("TILES", .optional, help: "their colour"),
            ]),
        Command(["list"], summary: "Lists.", positionals: [Positional("WORDS", .rest, help: "anything")]),
    ])

/// The invocation that `words` ask `sample` for.
func invocation(_ words: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> Invocation {
    guard case .run(let invocation) = try sample.parse(words) else {
        return try #require(nil as Invocation?, "\(words) asked for help", sourceLocation: sourceLocation)
    }
    return invocation
}

/// What `sample` says is wrong with `words`.
func problems(_ words: [String]) -> [ArgumentsError.Problem] {
    do throws(ArgumentsError) {
        _ = try sample.parse(words)
        return []
    } catch {
        return error.problems
    }
}
