import Testing

@testable import Arguments

@Suite struct ParsingTests {
    @Test(
        "A value follows its name, or an equals sign",
        arguments: [
            ["open", "--door", "front"], ["open", "--door=front"], ["open", "--json", "--door", "front"],
        ])
    func values(words: [String]) throws {
        guard case .run(let invocation) = try sample.parse(words) else {
            Issue.record("asks for help")
            return
        }
        #expect(invocation.path == ["open"])
        #expect(invocation.text("door") == "front")
        #expect(invocation.flag("json") == words.contains("--json"))
    }

    @Test func whatIsLeftOutHasItsDefaultOrIsNil() throws {
        let open = try invocation("open", "--door", "front")
        #expect(open.integer("seconds") == 3)
        #expect(open.optionalInteger("offset") == nil)
        #expect(open.optionalText("mode") == nil)
        #expect(open.texts("note") == [])
        #expect(!open.flag("json"))
    }

    @Test func numbersChoicesAndRepeatedOptions() throws {
        let open = try invocation(
            "open", "--note", "a", "--door=a=b", "--seconds=60", "--offset", "-720", "--mode", "secure",
            "--note", "-")
        #expect(open.text("door") == "a=b")
        #expect(open.integer("seconds") == 60)
        #expect(open.optionalInteger("offset") == -720)
        #expect(open.optionalText("mode") == "secure")
        #expect(open.texts("note") == ["a", "-"])
    }

    @Test func subcommandsOfSubcommandsAndPositionals() throws {
        let wall = try invocation("build", "wall", "plan.txt")
        #expect(wall.path == ["build", "wall"])
        #expect(wall.text("FILE") == "plan.txt")
        let roof = try invocation("build", "roof", "plan.txt", "red")
        #expect(roof.optionalText("TILES") == "red")
        #expect(try invocation("build", "roof", "plan.txt").optionalText("TILES") == nil)
    }

    @Test func afterTwoDashesEverythingIsAWord() throws {
        #expect(try invocation("list", "a", "--", "--door", "--help").texts("WORDS") == ["a", "--door", "--help"])
        #expect(try invocation("list", "-").texts("WORDS") == ["-"])
        #expect(try invocation("list").texts("WORDS") == [])
    }

    @Test func aProgramMayDoOneThingOnly() throws {
        let one = Program(
            "one", summary: "s",
            commands: [
                Command(
                    [], summary: "s",
                    options: [
                        Option("up", .flag, help: "h")
                    ])
            ])
        guard case .run(let invocation) = try one.parse(["--up"]) else {
            Issue.record("asks for help")
            return
        }
        #expect(invocation.flag("up") && invocation.path.isEmpty)
    }
}
