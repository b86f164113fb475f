import Foundation
import Testing

@testable import menshen

/// The manual, the unit and the changelog of the Debian package, held against what the firmware really takes.
@Suite("The manual and the service say what the program does") struct ManPageTests {
    @Test("every command and option is in the manual, and nothing else is") func manual() throws {
        let page = try text("menshen.8")
        let written = Self.synopses(of: page)
        let real = Set(CommandTable.program.commands.flatMap(Self.synopses))
        #expect(written.count > 10)
        #expect(real.subtracting(written) == [], "missing in Board/debian/menshen.8")
        #expect(written.subtracting(real) == [], "in Board/debian/menshen.8, and not in the program")
    }

    @Test("the manual says what is required and what may be repeated") func presence() throws {
        let page = try text("menshen.8")
        for command in CommandTable.program.commands {
            for option in command.options {
                let words = Self.words(on: option.name, of: command.path.joined(separator: " "), in: page)
                #expect(words.contains("Required.") == (option.presence == .required), "\(command.path) \(option.name)")
                #expect(words.contains("May be repeated.") == (option.presence == .repeated), "\(option.name)")
            }
        }
    }

    @Test("the service starts the terminal with a command line that it understands") func service() throws {
        let unit = try text("menshen.service").replacing("\\\n", with: " ")
        let line = try #require(unit.split(separator: "\n").first { $0.hasPrefix("ExecStart=") })
        let words = line.dropFirst("ExecStart=".count).split(separator: " ").map(String.init)
        #expect(words.first == "/usr/bin/menshen")
        guard case .run(let invocation) = try CommandTable.program.parse(Array(words.dropFirst())) else {
            Issue.record("ExecStart asks for help")
            return
        }
        #expect(invocation.path == ["run"])
        // What the unit waits for is what it reads, and the manual names all of it.
        let page = try text("menshen.8")
        for option in ["board", "site", "pack", "state"] {
            #expect(page.contains("\n.It Pa \(invocation.optionalText(option) ?? "nothing")\n"), "\(option)")
        }
        // A start needs a board, or what the last good start left; a site file is never a condition of an open way out.
        let conditions = unit.split(separator: "\n").filter { $0.hasPrefix("Condition") || $0.hasPrefix("Assert") }
        let lastGood = try #require(invocation.optionalText("state").map { LastGood.file(in: $0).path })
        #expect(
            conditions == [invocation.text("board"), lastGood].map { "ConditionPathExists=|\($0)" },
            "one of them is enough")
    }

    @Test("the changelog begins with this version") func changelog() throws {
        #expect(try text("changelog").hasPrefix("menshen (\(CommandTable.version)) "))
    }

    // The reading itself.

    @Test("what stands under a heading of COMMANDS belongs to it") func reading() {
        let page = """
            .Sh DESCRIPTION
            .It Fl -elsewhere Ar FILE
            .Sh COMMANDS
            .Ss build dlib
            .It Fl -out Ar FILE
            Where to.
            Required.
            .It Fl -kind Cm a | b
            .It Fl -quick
            .Ss version
            .Sh FILES
            .Ss no command
            """
        let expected: Set = [
            "build dlib", "build dlib --out FILE", "build dlib --kind a|b", "build dlib --quick", "version",
        ]
        #expect(Self.synopses(of: page) == expected)
        #expect(Self.words(on: "out", of: "build dlib", in: page) == ["Where to.", "Required."])
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: Firmware.root.appending(path: "Board/debian/\(name)"), encoding: .utf8)
    }
}
