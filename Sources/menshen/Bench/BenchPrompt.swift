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
    private let transcript: Transcript

    init(bench: Bench, clock: any TerminalClock, desk: ConsoleDesk, transcript: Transcript) {
        (self.bench, self.clock, self.desk, self.transcript) = (bench, clock, desk, transcript)
    }

    /// Until `quit` or the end of the input.
    func run() {
        if isTerminal {
            transcript.say("'help' lists what can be typed, 'quit' ends")
            transcript.prompt = "BENCH> "
            transcript.showPrompt()
        }
        // A person at a terminal sees the mount go on; what comes from a pipe waits for it.
        if !isTerminal { bench.loop.settle() }
        defer { transcript.prompt = "" }
        while true {
            let ready = step(waitingFor: [STDIN_FILENO])
            if ready.contains(STDIN_FILENO), !readInput() { return }
        }
    }

    /// Without typed lines, until the process is ended.
    func serve() -> Never {
        while true { _ = step(waitingFor: []) }
    }

    private func step(waitingFor inputs: [Int32]) -> Set<Int32> {
        let now = clock.read().uptime
        let deadline = min(bench.loop.controller.nextDeadline, desk.nextDeadline ?? now + 60_000)
        let ready = Poll.wait(
            for: inputs + [bench.loop.descriptor] + desk.readers, writers: desk.writers,
            atMostMilliseconds: min(deadline - now, 60_000))
        bench.loop.handleWaiting()
        bench.loop.tickIfDue()
        desk.handle(ready, at: clock.read().uptime)
        desk.tick(at: clock.read().uptime)
        return ready
    }

    /// - Returns: false when it is time to stop.
    private func readInput() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        if count < 0 { return errno == EINTR || errno == EAGAIN }
        let items = count == 0 ? reader.finish() : reader.feed(bytes[..<count])
        for item in items where !take(item) { return false }
        return count > 0
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
