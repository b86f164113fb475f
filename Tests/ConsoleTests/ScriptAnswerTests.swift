import Controller
import Testing
import Timekeeping

@testable import Console

@Suite("An answer to a script") struct ScriptAnswerTests {
    @Test("an answer to a script in one long line comes whole, in small pieces, also over a line that is slow; then ok")
    func longLine() {
        let line = String(repeating: "{門}", count: 40_000)
        var (session, queue, arrived) = (ConsoleSession(name: "menshen", isBatch: true), OutputQueue(), [UInt8]())
        func put(_ output: [ConsoleSession.Output]) {
            for case .write(let bytes) in output {
                #expect(bytes.count < 2 * ConsoleSession.bytesAtOnce)
                queue.put(bytes)
            }
        }
        _ = session.receive("law\rpeople\r".utf8, at: Uptime(milliseconds: 0))
        put(session.take(.verbatim(["first", line, "last"]), at: Uptime(milliseconds: 0)))
        while !queue.isEmpty {
            if session.hasMore, !queue.isSlow { put(session.goOn()) }
            arrived += queue.next.prefix(100)
            queue.drop(min(100, queue.count))
        }
        #expect(String(decoding: arrived, as: UTF8.self) == "first\r\n\(line)\r\nlast\r\nok\r\n")
    }

    @Test("a long line that is stopped in its middle ends there, and says so") func stoppedLine() {
        var session = ConsoleSession(name: "menshen", isBatch: true)
        _ = session.receive("law\r".utf8, at: Uptime(milliseconds: 0))
        _ = session.take(.verbatim([String(repeating: "x", count: 9_000)]), at: Uptime(milliseconds: 0))
        #expect(session.receive([3], at: Uptime(milliseconds: 0)) == [.write(Array("\r\nerror: stopped\r\n".utf8))])
    }

    @Test("what waits goes on when the line has taken the answer before it, and not sooner") func oneAnswerAtATime() {
        var session = ConsoleSession(name: "menshen", isBatch: true)
        let first = session.receive("law\rpeople\r".utf8, at: Uptime(milliseconds: 0))
        #expect(first == [.command(.law)])
        #expect(session.take(.done("fine"), at: Uptime(milliseconds: 0)) == [.write(Array("fine\r\nok\r\n".utf8))])
        #expect(session.hasMore && session.goOn() == [.command(.people(after: nil))])
    }

    // MARK: logged out in the middle

    private func loggedIn() -> Sitting {
        var script = Sitting()
        script.logIn()
        script.type("batch on\r")
        script.reply = { _ in nil }
        _ = script.lines()
        return script
    }

    @Test("whoever is logged out before the answer comes, or in its middle, or between two pieces, gets one error line")
    func loggedOut() {
        let long = Reply.verbatim((1...200).map { "person \($0)" })
        let answers: [Reply?] = [nil, long, .piece(.done("a piece"), next: .people(after: "1"))]
        for answer in answers {
            for leaves in [{ $0.logOut() }, { $0.receive([0xFF, 0, 0], at: Uptime(milliseconds: 0)) }]
                as [(inout ConsoleSession) -> [ConsoleSession.Output]]
            {
                var script = loggedIn()
                script.goesOn = false
                script.type("people\r")
                if let answer { script.answer(answer) }
                if case .piece? = answer { script.note(script.session.goOn()) }
                script.note(leaves(&script.session))
                // What comes late is for nobody.
                script.answer(.done("late"))
                while script.session.hasMore { script.note(script.session.goOn()) }
                let lines = script.lines()
                #expect(lines.count { $0.hasPrefix("error: logged out: ") } == 1, "\(lines.suffix(3))")
                #expect(lines.suffix(2).first?.hasPrefix("error: logged out: ") == true && lines.last == "")
                #expect(!lines.contains("late") && !lines.contains("ok"))
            }
        }
    }

    @Test("in the middle of a row, the row ends first") func loggedOutInRow() {
        var script = loggedIn()
        script.goesOn = false
        script.type("law\r")
        script.answer(.verbatim([String(repeating: "x", count: 9_000)]))
        script.note(script.session.logOut())
        #expect(script.screen.hasSuffix("x\r\nerror: logged out: this account is no more\r\n"))
        #expect(!script.session.hasMore)
    }

    @Test("with nothing asked for, nothing is said: the next command says it") func loggedOutIdle() {
        var script = loggedIn()
        script.note(script.session.logOut())
        #expect(script.screen.isEmpty)
        // Nor is the rest of a table read as commands.
        script = loggedIn()
        script.type("people import\rnumber,pin\r12,4711\r")
        script.note(script.session.logOut())
        let before = script.commands.count
        script.type("law\r.\r")
        #expect(script.commands.count == before)
        #expect(script.lines() == ["error: logged out: this account is no more; nothing was changed", ""])
    }

    @Test("Ctrl-C before the answer comes: one error line, and no answer") func stoppedEarly() {
        var script = loggedIn()
        script.type("people\r\u{3}")
        script.answer(.done("late"))
        #expect(script.lines() == ["error: stopped; the command itself goes on", ""])
    }
}
