import Controller
import Law
import SeededRandom
import Testing
import Timekeeping

@testable import Console
@testable import Records

@Suite("A session at the console") struct SessionTests {
    @Test("a command, a mistake, an empty line: each ends in a prompt") func oneByOne() {
        var sitting = Sitting()
        sitting.type("peo\r")
        #expect(sitting.lines() == ["menshen> peo", "done", "menshen> "])
        #expect(sitting.commands == [.people(after: nil)])
        sitting.type("law why R77\r\r")
        #expect(
            sitting.lines() == [
                "law why R77", "error: R<n> must be R1...R60, got 'R77': law why R<n>", "menshen> ", "menshen> ",
            ])
    }

    /// Where a person types, every secret is asked for: one that stands in a line was typed too early.
    @Test("a line with a secret in it does not come back with the arrow keys; a slip in another does")
    func history() {
        let secret = CommandTable.specs.filter { $0.parameters.contains(where: \.isSecret) }.map(\.name)
        #expect(secret.count >= 8)
        let words = ["anna", "1001", "correct-horse", "auditor", "correct-horse", "correct-horse"]
        let early =
            secret.map { "\($0) \(words.joined(separator: " "))" } + [
                "correct horse", "lgoin anna correct-horse", "door correct at noon", "a correct horse",
                "people correct",
                "login correct-horse", "claim correct-horse", "recover correct-horse", "#correct horse",
            ]
        for line in early {
            var sitting = Sitting()
            sitting.type("\(line)\r\u{3}")
            _ = sitting.lines()
            sitting.type("\u{1B}[A")
            #expect(!sitting.lines().joined().contains("correct"), "\(line)")
        }
        for line in ["law why R99", "config set door.strike_ms 40", "status"] {
            var sitting = Sitting()
            sitting.logIn()
            _ = sitting.lines()
            sitting.type("\(line)\r\u{3}")
            _ = sitting.lines()
            sitting.type("\u{1B}[A")
            #expect(sitting.lines().joined().contains(line), "\(line)")
        }
    }

    @Test("a break in the middle of a pasted table: what follows is still the table's, and nothing of it is done")
    func brokenTable() {
        var sitting = Sitting()
        sitting.logIn()
        _ = sitting.lines()
        let before = sitting.commands.count
        sitting.type("people import\rnumber,pin\r1001,47")
        sitting.note(sitting.session.receive([0xFF, 0x00, 0x00], at: sitting.now))
        sitting.type("11\r1002,4712\rstatus\r.\r")
        #expect(sitting.commands.count == before && sitting.departures == 1)
        let lines = sitting.lines()
        #expect(lines.contains("error: logged out: a break on the line; nothing was changed"))
        #expect(!lines.joined().contains("4712"))
    }

    @Test(
        "an account that goes, or ten minutes, in the middle of a pasted table: the rest is still the table's",
        arguments: [true, false])
    func endedTable(_ isRemoved: Bool) {
        var sitting = Sitting()
        sitting.logIn()
        let before = sitting.commands.count
        sitting.type("people import\rnumber,pin\r1001,4711\r")
        _ = sitting.lines()
        if isRemoved {
            sitting.note(sitting.session.logOut())
        } else {
            sitting.now.milliseconds += ConsoleSession.idleMilliseconds
            sitting.note(sitting.session.tick(at: sitting.now))
        }
        sitting.type("1002,4712\rstatus\r.\r")
        #expect(sitting.commands.count == before)
        let lines = sitting.lines()
        #expect(lines.contains { $0.hasPrefix("error: logged out") && $0.hasSuffix("nothing was changed") })
        #expect(!lines.contains { $0.hasPrefix("error: unknown command") })
        sitting.type("status\r")
        #expect(sitting.commands.count == before + 1)
    }

    @Test("a break while a command is under way ends a login, and the console goes on when the answer comes")
    func breakWhileWaiting() {
        var sitting = Sitting()
        sitting.reply = { _ in nil }
        sitting.type("login anna\rcorrect horse\r")
        sitting.note(sitting.session.receive([0xFF, 0x00, 0x00], at: sitting.now))
        #expect(sitting.departures == 1)
        sitting.answer(.failed("whoever asked has gone"))
        #expect(sitting.session.login == nil)
        _ = sitting.lines()
        let before = sitting.commands.count
        sitting.type("status\r")
        #expect(sitting.commands.count == before + 1)
    }

    @Test("a script's passphrase at the end of its line may have spaces in it") func spaces() {
        var sitting = Sitting(isBatch: true)
        sitting.type("login anna correct horse  battery\r")
        let wanted = Command.login(AccountName("anna")!, passphrase: SecretText("correct horse  battery".utf8))
        #expect(sitting.commands == [wanted])
    }

    @Test("a PIN is asked for, and is nowhere on the screen") func secret() {
        var sitting = Sitting()
        sitting.type("person add 1001\r4711\r")
        #expect(sitting.lines() == ["menshen> person add 1001", "PIN (4...10 digits): ", "done", "menshen> "])
        #expect(
            sitting.commands == [.personAdd(PersonRequest(number: "1001", card: nil, pin: SecretText("4711".utf8)))])
        sitting.type("person add 1001\r47\u{3}")
        #expect(sitting.lines().last == "menshen> ")
        sitting.type("status\r")
        #expect(sitting.commands.last == .status)
    }

    @Test("a long answer comes in pages: Space, Enter, q") func pages() {
        var sitting = Sitting()
        sitting.reply = { _ in .law(RequirementID.allCases.map { Finding($0, .pass, "fine") }) }
        sitting.type("law\r")
        let first = sitting.lines()
        #expect(first.count == 25 && first.last == "-- 37 more: Space, Enter, q --")
        sitting.type("\r")
        #expect(sitting.lines() == ["R24  PASS   fine", "-- 36 more: Space, Enter, q --"])
        sitting.type("x ")
        #expect(sitting.lines().count == 24)
        sitting.type("q")
        #expect(sitting.lines() == ["menshen> "])
        sitting.type("law\r ")
        #expect(sitting.lines().last == "-- 14 more: Space, Enter, q --")
        sitting.type(" ")
        #expect(sitting.lines().last == "menshen> ")
    }

    @Test("a script gets its answer, and ok or an error, and nothing else") func batch() {
        var sitting = Sitting()
        sitting.type("batch on\r")
        _ = sitting.lines()
        sitting.reply = {
            $0 == .people(after: nil)
                ? .failed("the store is away") : .law(RequirementID.allCases.map { Finding($0, .pass, "fine") })
        }
        sitting.type("person add 1001 4711 0412345678\rlaw\npeople\r\njournal 0\nwatch\n")
        var lines = sitting.lines()
        #expect(lines.removeFirst() == "R1   PASS   fine")
        #expect(lines.count { $0 == "ok" } == 2)
        #expect(
            lines.suffix(4) == [
                "error: the store is away", "error: COUNT must be 1...1000, got '0': journal [COUNT]",
                "error: watch is for eyes; batch is on", "",
            ])
        sitting.type("batch off\r")
        #expect(sitting.lines() == ["batch is off", "menshen> "])
    }

    @Test("what is typed while a command is under way waits; Ctrl-C lets go of it") func typeAhead() {
        var sitting = Sitting()
        sitting.reply = { _ in nil }
        sitting.type("journal verify\rstatus\r")
        #expect(sitting.commands == [.journalVerify])
        sitting.answer(.done("412 lines"))
        #expect(sitting.commands == [.journalVerify, .status])
        #expect(sitting.lines() == ["menshen> journal verify", "412 lines", "menshen> status", ""])
        sitting.type("\u{3}people\r")
        #expect(sitting.commands.count == 2)
        // The answer that nobody wants any more is not shown; then the next command goes out.
        sitting.answer(.done("the status"))
        #expect(sitting.commands.last == .people(after: nil) && !sitting.lines().contains("the status"))
        sitting.answer(.done("nobody"))
        #expect(sitting.lines() == ["nobody", "menshen> "])
        sitting.answer(.done("twice"))
        #expect(sitting.lines() == [""])
    }

    @Test("watch paints again each second until a key comes") func watch() {
        var sitting = Sitting()
        sitting.type("watch\r")
        #expect(sitting.commands == [.status])
        #expect(sitting.lines().suffix(2) == ["done", "-- any key stops --"])
        #expect(sitting.session.nextDeadline == Uptime(milliseconds: 1_000))
        sitting.now = Uptime(milliseconds: 999)
        sitting.note(sitting.session.tick(at: sitting.now))
        #expect(sitting.commands.count == 1)
        sitting.now = Uptime(milliseconds: 1_000)
        sitting.note(sitting.session.tick(at: sitting.now))
        #expect(sitting.commands.count == 2)
        sitting.type("x")
        #expect(sitting.lines().last == "menshen> " && sitting.session.nextDeadline == nil)
        sitting.type("people\r")
        #expect(sitting.commands.last == .people(after: nil))
    }

    @Test("a key while the watch waits for its answer stops it then") func watchUnderWay() {
        var sitting = Sitting()
        sitting.reply = { _ in nil }
        sitting.type("watch\rq")
        sitting.answer(.done("late"))
        #expect(sitting.lines().last == "menshen> " && sitting.session.nextDeadline == nil)
    }

    @Test("Tab completes, twice lists; ? lists; what was typed stays") func completion() {
        var sitting = Sitting()
        sitting.logIn()
        _ = sitting.lines()
        sitting.type("per\t\t")
        let specs = CommandTable.specs.filter { $0.words[0] == "person" }
        let choices = specs.map { "  \(ReplyText.padded(String($0.words[1]), 8))  \($0.help)" }
        #expect(sitting.lines() == ["person "] + choices + ["menshen anna> person "])
        sitting.type("remove ?1001\r")
        #expect(sitting.lines().dropLast(2).last == "menshen anna> person remove 1001")
        #expect(sitting.commands.last == .personRemove(number: "1001"))
    }

    @Test("an announcement stands above what is being typed, and stays out of scripts") func announce() {
        var sitting = Sitting()
        sitting.type("sta")
        sitting.note(sitting.session.announce("alarm on: fire"))
        #expect(sitting.lines() == ["alarm on: fire", "menshen> sta"])
        sitting.type("tus\r")
        #expect(sitting.commands == [.status])
        var script = Sitting(isBatch: true)
        script.note(script.session.announce("alarm on: fire"))
        #expect(script.lines() == [""])
    }

    @Test("what came while it could not be shown stands above the prompt that is back, the newest few of it")
    func announcedMeanwhile() {
        let busy: [(name: String, begin: (inout Sitting) -> Void, end: (inout Sitting) -> Void)] = [
            (
                "a page",
                { sitting in
                    sitting.logIn()
                    sitting.type("help\r")
                }, { $0.type("q") }
            ),
            ("a watch", { $0.type("watch\r") }, { $0.type("x") }),
            (
                "a table",
                { sitting in
                    sitting.logIn()
                    sitting.type("people import\r")
                }, { $0.type(".\r") }
            ),
            ("a script", { $0.type("batch on\r") }, { $0.type("batch off\r") }),
        ]
        for (name, begin, end) in busy {
            for count in [1, 4, 7] {
                var sitting = Sitting()
                begin(&sitting)
                _ = sitting.lines()
                for number in 1...count { sitting.note(sitting.session.announce("alarm \(number)")) }
                #expect(sitting.lines().allSatisfy { !$0.contains("alarm ") }, "\(name)")
                end(&sitting)
                let more = count > 4 ? ["meanwhile: \(count - 4) more, too many to be kept"] : []
                let kept = (max(1, count - 3)...count).map { "meanwhile: alarm \($0)" }
                let lines = sitting.lines()
                #expect(lines.filter { $0.hasPrefix("meanwhile") } == more + kept, "\(name)")
                #expect(lines.suffix(kept.count + 1).dropLast() == kept[...] && lines.last!.hasSuffix("> "), "\(name)")
                sitting.type("law\r")
                #expect(!sitting.lines().contains { $0.hasPrefix("meanwhile") }, "\(name): twice")
            }
        }
        var long = Sitting(isBatch: true)
        for _ in 0..<9 { long.note(long.session.announce(String(repeating: "门", count: 100_000))) }
        #expect(long.session.heldBytes < 16 << 10)
        var script = Sitting(isBatch: true)
        script.note(script.session.announce("alarm on: fire"))
        script.type("law\r")
        #expect(!script.screen.contains("alarm on") && script.screen.hasSuffix("ok\r\n"))
    }

    @Test("a long announcement is broken between words; what is being typed stands below all of it") func wraps() {
        let words =
            "clock: it has jumped by 86400 s and is not believed; 'clock confirm' and a second person's 'approve clock' say it is right"
        for isWaiting in [false, true] {
            var sitting = Sitting()
            sitting.reply = { _ in nil }
            sitting.type(isWaiting ? "law\r" : "sta")
            _ = sitting.lines()
            sitting.note(sitting.session.announce(words))
            let lines = sitting.lines()
            #expect(lines.last == (isWaiting ? "" : "menshen> sta"))
            #expect(lines.dropLast() == Wrapping.lines(words, columns: 79)[...] && lines.count == 3)
            #expect(lines.dropLast().joined(separator: " ") == words && lines.allSatisfy { $0.count < 80 })
        }
    }

    @Test("a line that was cut leaves nothing for whoever plugs in next") func hangUp() {
        var sitting = Sitting()
        sitting.type("people\rperson add 1001\r47")
        sitting.session.hangUp()
        sitting.note(sitting.session.begin())
        sitting.type("\u{1B}[A\r")
        #expect(sitting.commands == [.people(after: nil)])
    }

    @Test("garbage never runs a command that nobody entered") func garbage() {
        var random = SplitMix64(seed: 3)
        let entering: Set<UInt8> = [0x0A, 0x0D]
        for _ in 0..<300 {
            var sitting = Sitting(isBatch: random.below(2) == 0)
            sitting.reply = { _ in nil }
            for _ in 0..<40 {
                let bytes = (0..<random.below(60)).map { _ in UInt8.random(in: 0...255, using: &random) }
                    .filter { !entering.contains($0) }
                // Enter on a keypad.
                if bytes.contains(UInt8(ascii: "M")) { continue }
                sitting.note(sitting.session.receive(bytes, at: sitting.now))
            }
            #expect(sitting.commands.isEmpty)
        }
    }

    @Test("a megabyte without an end, while a command is under way, is held in bounds, and said to be lost")
    func flood() {
        var sitting = Sitting()
        sitting.reply = { _ in nil }
        sitting.type("status\r" + String(repeating: "x", count: 1_000_000))
        #expect(sitting.session.heldBytes < 128 << 10)
        sitting.answer(.done("done"))
        #expect(sitting.lines().contains { $0.hasPrefix("error: keys were lost") })
        // The end of a line of which the beginning is gone.
        sitting.type("people\r")
        #expect(sitting.commands == [.status])
        sitting.type("people\r")
        #expect(sitting.commands == [.status, .people(after: nil)])
    }

    @Test("a line with a hole in it gives no command: too long, with keys lost, with noise") func holes() {
        var sitting = Sitting()
        sitting.logIn()
        sitting.commands = []
        sitting.type("person remove 1001" + String(repeating: " ", count: 1_010) + "7\r")
        #expect(sitting.lines().contains("error: a line has 1024 bytes at most; nothing was done"))
        sitting.note(
            sitting.session.receive(Array("person remove 1".utf8) + [0xC0] + Array("001\r".utf8), at: sitting.now))
        #expect(sitting.lines().contains { $0.hasPrefix("error: the line has bytes in it") })
        #expect(sitting.commands.isEmpty)
        sitting.reply = { _ in nil }
        sitting.type("people\r")
        sitting.type(String(repeating: " ", count: 4_096 - 16) + "person remove 10" + "01\r")
        sitting.answer(.done("done"))
        sitting.type("\r")
        #expect(sitting.commands == [.people(after: nil)])
    }

    @Test("an answer that comes when its asker has been logged out is not shown") func lateAnswer() {
        var sitting = Sitting()
        sitting.logIn()
        sitting.reply = { _ in nil }
        sitting.type("people\rpeople\r")
        sitting.note(sitting.session.logOut())
        sitting.answer(.done("person 1001"))
        #expect(!sitting.lines().joined().contains("person 1001"))
        #expect(
            sitting.commands.last == .people(after: nil) && sitting.commands.count == 2, "nor what they had typed ahead"
        )
    }

    @Test("a long answer comes in pieces, and a flood of keys is handled in pieces") func littleAtATime() {
        var session = ConsoleSession(name: "menshen", isBatch: true)
        _ = session.receive("law\r".utf8, at: Uptime(milliseconds: 0))
        var writes = [session.take(.verbatim((1...100).map { "line \($0)" }), at: Uptime(milliseconds: 0))]
        while session.hasMore { writes.append(session.goOn()) }
        #expect(writes.count == 5 && writes.allSatisfy { $0.count == 1 })
        var flooded = ConsoleSession(name: "menshen")
        let bytes = [UInt8](repeating: UInt8(ascii: "?"), count: 64)
        #expect(flooded.receive(bytes, at: Uptime(milliseconds: 0)).count == 1 && !flooded.takesInput)
        var turns = 0
        while flooded.hasMore {
            turns += flooded.goOn().count
        }
        #expect(turns == 63)
    }

    @Test("keys in a row of hundreds of accents are handled a few at a time") func accents() {
        var session = ConsoleSession(name: "menshen")
        let letters = "e" + String(repeating: "\u{301}", count: 500)
        _ = session.receive(letters.utf8, at: Uptime(milliseconds: 0))
        while session.hasMore { _ = session.goOn() }
        _ = session.receive(String(repeating: "\u{1}\u{5}", count: 20).utf8, at: Uptime(milliseconds: 0))
        var turns = 0
        while session.hasMore {
            _ = session.goOn()
            turns += 1
        }
        #expect(turns >= 8)
    }

    @Test("what a session holds stays below its bound, whatever it holds") func bound() {
        var sitting = Sitting()
        sitting.logIn()
        for number in 0..<60 { sitting.type("x\(number) " + String(repeating: "y", count: 1_000) + "\r") }
        sitting.reply = { _ in nil }
        sitting.type("journal 1000\r" + String(repeating: "status\r", count: 1_000))
        let long = JournalText(sequence: 1, time: WallTime(seconds: 0), text: String(repeating: "z", count: 500))
        _ = sitting.session.take(.journal(Array(repeating: long, count: 1_000)), at: sitting.now)
        #expect((200 << 10...ConsoleSession.longestHeldBytes).contains(sitting.session.heldBytes))
        sitting.session = ConsoleSession(name: "menshen")
        sitting.type("law\r")
        _ = sitting.session.take(.verbatim(Array(repeating: "line", count: 1_000_000)), at: sitting.now)
        #expect((200 << 10...ConsoleSession.longestHeldBytes).contains(sitting.session.heldBytes))
    }

    // MARK: long answers and tables

    /// Ten pieces of fifty lines.
    private static func pieces(_ command: Command) -> Reply? {
        guard case .people(let after) = command else { return .done("done") }
        let first = after.flatMap { Int($0) } ?? 0
        let lines = Reply.verbatim((first..<first + 50).map { "person \($0)" })
        return first == 450 ? lines : .piece(lines, next: .people(after: "\(first + 50)"))
    }

    @Test("a script gets every piece once, and one ok; a piece is asked for when the line has taken the one before")
    func pieces() {
        var script = Sitting(isBatch: true)
        script.goesOn = false
        script.reply = Self.pieces
        script.type("people\r")
        for _ in 0..<2 { script.note(script.session.goOn()) }
        #expect(script.commands.count == 1 && script.lines().count == 51)
        // What is typed meanwhile waits.
        script.type("law\r")
        while script.session.hasMore { script.note(script.session.goOn()) }
        #expect(script.commands.count == 11 && script.commands.last == .law)
        let lines = script.lines()
        #expect(lines.first == "person 50" && lines.contains("person 499") && lines.count { $0 == "ok" } == 2)
        script.type("people\r")
        for _ in 0..<3 { script.note(script.session.goOn()) }
        script.type("\u{3}")
        script.note(script.session.goOn())
        #expect(script.commands.count == 13 && script.lines().suffix(2) == ["error: stopped", ""])
    }

    @Test("eyes get pages over the pieces' edges, and no piece before it is needed") func pagedPieces() {
        var sitting = Sitting()
        sitting.reply = Self.pieces
        sitting.type("people\r")
        #expect(sitting.commands.count == 1)
        var seen = sitting.lines()
        #expect(seen.last == "-- 27+ more: Space, Enter, q --")
        sitting.type(" ")
        #expect(sitting.commands.count == 1)
        sitting.type(" ")
        #expect(sitting.commands.count == 2)
        seen += sitting.lines()
        #expect(seen.filter { $0.hasPrefix("person") } == (0..<69).map { "person \($0)" })
        sitting.type("q")
        #expect(sitting.lines().last == "menshen> ")
        sitting.type("law\r")
        #expect(sitting.lines().suffix(2) == ["done", "menshen> "])
        for _ in 0..<40 { sitting.type(" ") }
        sitting.type("\u{3}people\r")
        for _ in 0..<40 { sitting.type(" ") }
        #expect(sitting.commands.count == 13)
        #expect(sitting.lines().contains("person 499"))
    }

    @Test("lines of a table are no commands, are not shown, and change nothing unless all of them are right")
    func table() {
        var sitting = Sitting()
        sitting.logIn()
        let before = sitting.commands.count
        sitting.type("people import\rnumber,pin\r12,4711\rperson remove 12\r.\r")
        #expect(sitting.commands.count == before)
        #expect(
            sitting.lines().suffix(2) == ["error: line 3: it has not 2 fields; nothing was changed", "menshen anna> "])
        sitting.type("people import\rnumber,pin\r12,4711\r\u{3}people import\rnumber,pin\r13,4711\r.\r")
        guard case .peopleImport(let people) = sitting.commands.last else { Issue.record("not imported"); return }
        #expect(people.map(\.number) == ["13"])
        #expect(!sitting.screen.contains("4711"))
    }

    @Test("a table without end takes no memory without end, and none of it runs") func endlessTable() {
        var script = Sitting(isBatch: true)
        script.logIn()
        script.type("people import\rnumber,pin\r")
        for _ in 0..<20_000 { script.type("person remove 1001\r") }
        #expect(script.commands.isEmpty)
        script.type(".\rstatus\r")
        #expect(script.commands == [.status])
        #expect(script.screen.contains("error: a table has 500 people and 65536 bytes at most; nothing was changed"))
    }
}
