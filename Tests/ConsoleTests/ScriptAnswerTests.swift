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
}
