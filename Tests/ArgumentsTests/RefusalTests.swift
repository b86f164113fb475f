import Testing

@testable import Arguments

@Suite struct RefusalTests {
    static let rows: [(words: [String], problems: [ArgumentsError.Problem])] = [
        ([], [.missingCommand(choices: ["build", "list", "open"])]),
        (["build"], [.missingCommand(choices: ["roof", "wall"])]),
        (["opne"], [.unknownCommand("opne", nearest: "open")]),
        (["build", "rooof", "x"], [.unknownCommand("rooof", nearest: "roof")]),
        (["dance"], [.unknownCommand("dance", nearest: nil)]),
        (["--door", "x"], [.missingCommand(choices: ["build", "list", "open"])]),
        (["open"], [.missingOption("--door NAME")]),
        (["open", "--door"], [.missingValue("--door NAME")]),
        (["open", "--door", "--json"], [.missingValue("--door NAME")]),
        (["open", "--door", "a", "--door=b"], [.givenTwice("--door")]),
        (["open", "--door", "a", "--json", "--json"], [.givenTwice("--json")]),
        (["open", "--door", "a", "--json=yes"], [.unexpectedValue("--json")]),
        (["open", "--door="], [.badValue("--door", given: "", expected: "some text")]),
        (
            ["open", "--door=a", "--seconds", "0"],
            [.badValue("--seconds", given: "0", expected: "a whole number 1…60")]
        ),
        (
            ["open", "--door=a", "--seconds", "61"],
            [.badValue("--seconds", given: "61", expected: "a whole number 1…60")]
        ),
        (
            ["open", "--door=a", "--seconds", "3s"],
            [.badValue("--seconds", given: "3s", expected: "a whole number 1…60")]
        ),
        (["open", "--door=a", "--mode", "shut"], [.badValue("--mode", given: "shut", expected: "safe or secure")]),
        (["open", "--door=a", "extra"], [.unexpectedWord("extra")]),
        (["open", "--dor", "a"], [.unknownOption("--dor", nearest: "--door"), .missingOption("--door NAME")]),
        (["open", "--door=a", "-x"], [.unknownOption("-x", nearest: nil)]),
        (["open", "--door=a", "--Json"], [.unknownOption("--Json", nearest: "--json")]),
        (["build", "wall"], [.missingPositional("FILE")]),
        (["build", "wall", "a", "b", "c"], [.unexpectedWord("b"), .unexpectedWord("c")]),
        (
            ["open", "--jsn", "--seconds=x", "more"],
            [
                .unknownOption("--jsn", nearest: "--json"),
                .badValue("--seconds", given: "x", expected: "a whole number 1…60"),
                .unexpectedWord("more"), .missingOption("--door NAME"),
            ]
        ),
    ]

    @Test("Everything that is wrong is said at once", arguments: rows.indices)
    func refused(row: Int) {
        #expect(problems(Self.rows[row].words) == Self.rows[row].problems, "\(Self.rows[row].words)")
    }

    @Test func theTextHasALineForEachAndSaysWhereToReadOn() {
        let error = #expect(throws: ArgumentsError.self) { try sample.parse(["open", "--dor", "a", "--mode=up"]) }
        #expect(
            error?.description == """
                there is no option --dor; did you mean --door?
                --mode must be safe or secure, got `up`
                --door NAME is missing
                `gate open --help` tells what there is
                """)
    }

    @Test func theExitCodesAreTheConventionalOnes() {
        #expect([ExitCode.success, ExitCode.failure, ExitCode.usage] == [0, 1, 64])
    }
}

@Suite struct NearestNameTests {
    @Test(
        "Slips are counted as people make them",
        arguments: [
            ("", "", 0), ("door", "door", 0), ("door", "dor", 1), ("dor", "door", 1), ("door", "doog", 1),
            ("door", "odor", 1), ("open", "opne", 1), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3),
        ])
    func slipsCounted(row: (a: String, b: String, count: Int)) {
        #expect(slips(from: Array(row.a), to: Array(row.b)) == row.count)
    }

    @Test func nearMeansAThirdOfTheWord() {
        #expect(nearestName(to: "evalaute", among: ["info", "evaluate", "build"]) == "evaluate")
        #expect(nearestName(to: "xyz", among: ["info", "evaluate", "build"]) == nil)
        #expect(nearestName(to: "x", among: []) == nil)
    }
}
