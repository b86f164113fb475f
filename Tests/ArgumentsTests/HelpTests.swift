import Testing

@testable import Arguments

@Suite struct HelpTests {
    func help(_ words: String...) throws -> String? {
        if case .help(let text) = try sample.parse(words) { text } else { nil }
    }

    @Test func aCommandShowsItsTable() throws {
        #expect(
            try help("open", "--door", "x", "-h") == """
                Opens.

                usage: gate open --door NAME [--seconds N] [--offset N] [--mode safe|secure] [--note TEXT]… [--json]

                  --door NAME         which door (required)
                  --seconds N         how long (1…60; otherwise 3)
                  --offset N          from UTC (-720…840)
                  --mode safe|secure  what a power cut does
                  --note TEXT         kept in the journal (may be repeated)
                  --json              machine-readable
                  --help              this text
                """)
        #expect(try help("build", "roof", "--help")?.contains("usage: gate build roof FILE [TILES]\n") == true)
    }

    @Test func aProgramOrAGroupListsItsCommands() throws {
        #expect(
            try help("build", "--help") == """
                gate: a sample

                  gate build wall FILE
                      Builds a wall.
                  gate build roof FILE [TILES]
                      Builds a roof.

                `gate COMMAND --help` tells more about one.
                """)
        #expect(try help("--help")?.contains("gate list [WORDS…]") == true)
        #expect(try help("-h") == help("--help"))
    }

    @Test func aWrongCommandIsNotExcusedByAskingForHelp() {
        #expect(problems(["opne", "--help"]) == [.unknownCommand("opne", nearest: "open")])
    }
}
