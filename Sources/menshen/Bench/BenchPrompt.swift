import Console
import Glibc
import Timekeeping

/// Typed lines, from a person at a terminal or from a pipe. From a pipe a line is read only when the one before is done.
final class BenchPrompt {
    private let bench: Bench
    private let clock: any TerminalClock
    private let isTerminal = isatty(STDIN_FILENO) == 1
    private var reader = LineReader(limitBytes: ConsoleLanguage.longestLineBytes)

    private let desk: ConsoleDesk
    private let readers: ReaderDesk
    private let transcript: Transcript

    init(
        bench: Bench, clock: any TerminalClock, desk: ConsoleDesk, readers: ReaderDesk, transcript: Transcript
    ) {
        (self.bench, self.clock, self.desk, self.readers) = (bench, clock, desk, readers)
        self.transcript = transcript
    }

    /// Until `quit`, the end of the input, or a signal.
    func run() {
        if isTerminal {
            transcript.say("'help' lists what can be typed, 'quit' ends")
            transcript.prompt = "BENCH> "
            transcript.showPrompt()
        }
        // A person at a terminal sees the mount go on; what comes from a pipe waits for it.
        if !isTerminal { bench.loop.settle() }
        defer { transcript.prompt = "" }
        while !bench.loop.isStopped {
            let ready = step(waitingFor: [STDIN_FILENO])
            if !bench.loop.isStopped, ready.contains(STDIN_FILENO) { readInput() }
        }
    }

    /// Without typed lines, until a signal.
    func serve() {
        while !bench.loop.isStopped { _ = step(waitingFor: []) }
    }

    private func step(waitingFor inputs: [Int32]) -> Set<Int32> {
        let now = clock.read().uptime
        let deadline = min(bench.nextDeadline, desk.nextDeadline ?? now + 60_000)
        let ready = Poll.wait(
            for: inputs + [bench.loop.descriptor] + desk.readers + readers.descriptors, writers: desk.writers,
            atMostMilliseconds: min(deadline - now, readers.waitMilliseconds ?? 60_000, 60_000))
        bench.wake()
        readers.pass()
        desk.handle(ready, at: clock.read().uptime)
        desk.tick(at: clock.read().uptime)
        return ready
    }

    private func readInput() {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return }
        let items = count <= 0 ? reader.finish() : reader.feed(bytes[..<count])
        for item in items where !take(item) { return bench.loop.handle(.stopping(by: "'quit' at the bench")) }
        if count <= 0 { bench.loop.handle(.stopping(by: "the end of the bench's input")) }
    }

    private func take(_ item: LineReader.Item) -> Bool {
        switch item {
        case .tooLong:
            transcript.say("error: a line has \(ConsoleLanguage.longestLineBytes) bytes at most")
            return true
        case .line(let line):
            let goesOn = bench.type(line)
            if isTerminal { transcript.showPrompt() } else { bench.loop.settle() }
            return goesOn
        }
    }
}
