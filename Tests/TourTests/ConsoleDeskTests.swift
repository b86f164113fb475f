import Console
import Controller
import Testing
import Timekeeping

@testable import menshen

/// A line in memory that can be pulled.
private final class CutLine: ConsoleLine {
    let descriptor: Int32 = 1_000_000
    var typed: ArraySlice<UInt8> = []
    var written: [UInt8] = []
    var isCut = false

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ConsoleLineError) -> Int {
        defer { typed = typed.dropFirst(buffer.count) }
        buffer.copyBytes(from: typed.prefix(buffer.count))
        return min(typed.count, buffer.count)
    }

    func write(_ bytes: ArraySlice<UInt8>) throws(ConsoleLineError) -> Int {
        if isCut { throw .hungUp }
        written += bytes
        return bytes.count
    }
}

@Suite("The desk of all consoles") struct ConsoleDeskTests {
    private let now = Uptime(milliseconds: 0)

    /// Until it waits for something from outside.
    private func turn(_ desk: ConsoleDesk, _ line: CutLine, each: () -> Void = {}) {
        repeat {
            desk.handle([line.descriptor], at: now)
            desk.tick(at: now)
            each()
        } while !line.typed.isEmpty || desk.nextDeadline == now
    }

    @Test("5,000 commands that wait are carried out in order, one in a turn, and none inside another") func paste() {
        let (line, desk) = (CutLine(), ConsoleDesk(complain: { _ in }))
        var (begun, ended, mostInTurn, deepest) = (0, 0, 0, 0)
        var held: ConsoleID?
        desk.carryOut = { [unowned desk] command, console in
            #expect(command == .law)
            begun += 1
            deepest = max(deepest, begun - ended)
            // All others wait for the first of each thousand.
            if begun % 1_000 == 1 { held = console } else { desk.take(.done("\(begun)"), for: console, at: now) }
            ended += 1
        }
        desk.add("a line", at: now) { () throws(ConsoleLineError) in line }
        line.typed = Array("batch on\r".utf8)[...]
        turn(desk, line)
        line.written = []
        for thousand in 0..<5 {
            line.typed = Array(String(repeating: "la\r", count: 1_000).utf8)[...]
            turn(desk, line)
            #expect(begun == 1_000 * thousand + 1)
            if let held { desk.take(.done("\(begun)"), for: held, at: now) }
            var before = begun
            turn(desk, line) { (mostInTurn, before) = (max(mostInTurn, begun - before), begun) }
        }
        #expect((begun, ended, mostInTurn, deepest) == (5_000, 5_000, 1, 1))
        let wanted = (1...5_000).map { "\($0)\r\nok\r\n" }.joined()
        #expect(String(decoding: line.written, as: UTF8.self) == wanted)
    }

    @Test("a line that goes while it is sent an answer is told to the loop in a turn of its own") func pulled() {
        let (line, desk) = (CutLine(), ConsoleDesk(complain: { _ in }))
        var (said, isAnswering) = ([String](), false)
        desk.leave = { said.append("\($0.number) left\(isAnswering ? ", too early" : "")") }
        desk.carryOut = { [unowned desk] _, console in
            isAnswering = true
            line.isCut = true
            desk.take(.done("never seen"), for: console, at: now)
            said.append("answered")
            isAnswering = false
        }
        desk.add("a line", at: now) { () throws(ConsoleLineError) in line }
        line.typed = Array("law\r".utf8)[...]
        turn(desk, line)
        #expect(said == ["answered", "1 left"])
    }
}
