import Console
import Glibc
import PseudoTerminal
import Testing

@testable import Hardware

extension SerialLine {
    fileprivate func read() throws(ConsoleLineError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 64)
        let outcome = bytes.withUnsafeMutableBytes { buffer -> Result<Int, ConsoleLineError> in
            do throws(ConsoleLineError) { return .success(try read(into: buffer)) } catch { return .failure(error) }
        }
        let count = try outcome.get()
        return Array(bytes[..<count])
    }
}

@Suite("A serial line") struct SerialLineTests {
    @Test("raw: every byte comes as it was sent, FF doubled, both ways, and nothing is echoed") func raw() throws {
        let cable = PseudoTerminal()
        let line = try SerialLine(path: cable.path)
        let bytes = (0...255).map { UInt8($0) }
        #expect(cable.type(bytes) == 256)
        var read: [UInt8] = []
        while case let piece = try line.read(), !piece.isEmpty { read += piece }
        #expect(read == bytes + [255])
        #expect(try line.write(Array("a\r\n門".utf8)[...]) == 6)
        #expect(cable.receive(until: "門") == "a\r\n門")
    }

    @Test("what was typed before it was opened is not read") func stale() throws {
        let cable = PseudoTerminal()
        cable.type(Array("door unlock\n".utf8))
        let line = try SerialLine(path: cable.path)
        #expect(try line.read() == [])
    }

    @Test("a second one is refused while the first lives") func busy() throws {
        let cable = PseudoTerminal()
        var first: SerialLine? = try SerialLine(path: cable.path)
        // Root may open a line that is held alone; the lock says so all the same.
        #expect(throws: ConsoleLineError.busy) { _ = try SerialLine(path: cable.path) }
        _ = first?.path
        first = nil
        #expect(try SerialLine(path: cable.path).path == cable.path)
    }

    @Test("a line that takes no more says how much it took, and goes on later") func full() throws {
        let cable = PseudoTerminal()
        let line = try SerialLine(path: cable.path)
        let flood = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        var taken = 0
        for _ in 0..<1_000 {
            let count = try line.write(flood[taken...])
            if count == 0 { break }
            taken += count
        }
        #expect(taken > 0 && taken < flood.count)
        #expect(cable.receive(withinMilliseconds: 200).count == taken)
        #expect(try line.write(flood[..<10]) == 10)
    }

    @Test("a line whose other end takes nothing is closed at once: what is on its way is let go of") func closed()
        throws
    {
        let cable = PseudoTerminal()
        var line: SerialLine? = try SerialLine(path: cable.path)
        let flood = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 16)
        var taken = 0
        while let count = try line?.write(flood[...]), count > 0 { taken += count }
        line = nil
        let arrived = cable.receive(withinMilliseconds: 200).count
        #expect(taken > 0 && arrived < taken, "\(arrived) of \(taken)")
    }

    @Test("no wire of flow control is waited for, and the line is given back as it was") func flowControl() throws {
        let cable = PseudoTerminal()
        let other = open(cable.path, O_RDWR | O_NOCTTY)
        defer { close(other) }
        func settings() -> termios {
            var now = termios()
            #expect(tcgetattr(other, &now) == 0)
            return now
        }
        var before = settings()
        before.c_cflag |= SerialLine.hardwareFlowControl
        #expect(tcsetattr(other, TCSANOW, &before) == 0)
        try #require(settings().c_cflag & SerialLine.hardwareFlowControl != 0)
        var line: SerialLine? = try SerialLine(path: cable.path)
        #expect(settings().c_cflag & SerialLine.hardwareFlowControl == 0)
        _ = line?.path
        line = nil
        #expect(settings().c_cflag == before.c_cflag)
    }

    @Test("a cable that is pulled is told") func pulled() throws {
        let cable = PseudoTerminal(holdsLine: false)
        let line = try SerialLine(path: cable.path)
        cable.hangUp()
        #expect(throws: ConsoleLineError.hungUp) { _ = try line.read() }
        #expect(throws: ConsoleLineError.hungUp) { _ = try line.write([1]) }
    }

    @Test("what is no terminal, not there, or of no speed a UART has, is refused by name") func refused() throws {
        #expect(throws: ConsoleLineError.notATerminal) { _ = try SerialLine(path: "/dev/null") }
        #expect(throws: ConsoleLineError.system("open", ENOENT)) { _ = try SerialLine(path: "/nowhere/ttyS9") }
        #expect(throws: ConsoleLineError.noSuchSpeed(baud: 12_345)) {
            _ = try SerialLine(path: "/dev/null", baud: 12_345)
        }
        for baud in SerialLine.bauds {
            let cable = PseudoTerminal()
            #expect(try SerialLine(path: cable.path, baud: baud).path == cable.path)
        }
    }
}
