import CSodium
import Console
import Controller
import Glibc
import Timekeeping

/// Every console of the terminal: its line, its session, and what is on its way to a slow line. Part of the event loop, which
/// never waits for one.
final class ConsoleDesk {
    /// How long a line that is gone is left alone.
    static let reopenMilliseconds: Int64 = 2_000

    private struct Seat {
        /// Another one whenever the line has gone: an answer that comes late is nobody's.
        var id: ConsoleID
        let name: String
        let open: () throws(ConsoleLineError) -> any ConsoleLine
        var session: ConsoleSession
        var line: (any ConsoleLine)?
        var queue = OutputQueue()
        var reopenAt = Uptime(milliseconds: 0)
        /// Said once, not every two seconds.
        var fault: ConsoleLineError?

        /// The session can go on, and its line is not behind.
        var hasMore: Bool { line != nil && session.hasMore && !queue.isSlow }
        /// What a line brings stays in the kernel while it is of no use, so that a flood leaves room for the door.
        var wantsInput: Bool { session.takesInput && !queue.isSlow }
    }

    private enum Errand {
        case command(Command)
        case leave
    }

    /// What a line brings at once: at 115200 baud 64 bytes in six milliseconds. Zero between two reads.
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 1)
    private var seats: [Seat] = []
    /// What the sessions want done, in order; one of them is carried out in each turn of the loop, and none while the loop
    /// carries out something else. Short: a session has one command under way.
    private var errands: [(errand: Errand, id: ConsoleID)] = []
    private var lastNumber = 0
    /// Answered by `take`, at once or later. Called from `tick` alone.
    var carryOut: (Command, ConsoleID) -> Void = { _, _ in }
    /// Nobody is there any more. Called from `tick` alone.
    var leave: (ConsoleID) -> Void = { _ in }
    private let complain: (String) -> Void

    init(complain: @escaping (String) -> Void) { self.complain = complain }

    deinit { input.deallocate() }

    /// - Parameter name: for complaints.
    /// - Parameter open: called again whenever the line has gone.
    func add(
        _ name: String, at now: Uptime, open: @escaping () throws(ConsoleLineError) -> any ConsoleLine
    ) {
        seats.append(
            Seat(id: nextID(at: seats.count + 1), name: name, open: open, session: ConsoleSession(name: "menshen")))
        reopen(seats.count - 1, now)
    }

    /// - Parameter line: counted from 1; the bench has 0.
    private func nextID(at line: Int) -> ConsoleID {
        lastNumber += 1
        return ConsoleID(lastNumber, line: line)
    }

    var readers: [Int32] { seats.compactMap { $0.wantsInput ? $0.line?.descriptor : nil } }
    /// Lines for which something waits.
    var writers: [Int32] { seats.compactMap { $0.queue.isEmpty ? nil : $0.line?.descriptor } }

    var nextDeadline: Uptime? {
        if !errands.isEmpty { return Uptime(milliseconds: 0) }
        return seats.compactMap { seat in
            if seat.hasMore { return Uptime(milliseconds: 0) }
            return seat.line == nil ? seat.reopenAt : seat.session.nextDeadline
        }.min()
    }

    // MARK: what happens

    /// - Parameter ready: descriptors that can be read, written, or have hung up.
    func handle(_ ready: Set<Int32>, at now: Uptime) {
        for index in seats.indices {
            guard let line = seats[index].line, ready.contains(line.descriptor) else { continue }
            if seats[index].wantsInput { takeInput(index, line, now) }
            flush(index, now)
        }
    }

    func tick(at now: Uptime) {
        for index in seats.indices {
            if seats[index].line == nil, now >= seats[index].reopenAt { reopen(index, now) }
            if seats[index].line != nil { perform(seats[index].session.tick(at: now), index, now) }
            if seats[index].hasMore { perform(seats[index].session.goOn(), index, now) }
        }
        runErrand()
    }

    private func runErrand() {
        if errands.isEmpty { return }
        let (errand, id) = errands.removeFirst()
        switch errand {
        case .command(let command): carryOut(command, id)
        case .leave: leave(id)
        }
    }

    func take(_ reply: Reply, for id: ConsoleID, at now: Uptime) {
        guard let index = seats.firstIndex(where: { $0.id == id }) else { return }
        perform(seats[index].session.take(reply, at: now), index, now)
    }

    func logOut(_ id: ConsoleID) {
        guard let index = seats.firstIndex(where: { $0.id == id }) else { return }
        perform(seats[index].session.logOut(), index, Uptime(milliseconds: 0))
    }

    func announce(_ words: String, at now: Uptime) {
        for index in seats.indices where seats[index].line != nil {
            perform(seats[index].session.announce(words), index, now)
        }
    }

    // MARK: lines

    private func takeInput(_ index: Int, _ line: any ConsoleLine, _ now: Uptime) {
        do throws(ConsoleLineError) {
            let count = try line.read(into: input)
            if count == 0 { return }
            let output = seats[index].session.receive(UnsafeRawBufferPointer(rebasing: input[..<count]), at: now)
            sodium_memzero(input.baseAddress!, count)
            perform(output, index, now)
        } catch { lose(index, error, now) }
    }

    private func perform(_ output: [ConsoleSession.Output], _ index: Int, _ now: Uptime) {
        for item in output {
            switch item {
            case .write(let bytes): seats[index].queue.put(bytes)
            case .command(let command): errands.append((.command(command), seats[index].id))
            case .left: errands.append((.leave, seats[index].id))
            }
        }
        flush(index, now)
    }

    private func flush(_ index: Int, _ now: Uptime) {
        while let line = seats[index].line, !seats[index].queue.isEmpty {
            do throws(ConsoleLineError) {
                let count = try line.write(seats[index].queue.next)
                if count == 0 { return }
                seats[index].queue.drop(count)
            } catch { lose(index, error, now) }
        }
    }

    private func lose(_ index: Int, _ error: ConsoleLineError, _ now: Uptime) {
        complain("console \(seats[index].name): \(error.words)")
        seats[index].line = nil
        errands.append((.leave, seats[index].id))
        seats[index].id = nextID(at: index + 1)
        seats[index].queue.clear()
        seats[index].session.hangUp()
        seats[index].reopenAt = now + Self.reopenMilliseconds
    }

    private func reopen(_ index: Int, _ now: Uptime) {
        do throws(ConsoleLineError) {
            seats[index].line = try seats[index].open()
            seats[index].fault = nil
            perform(seats[index].session.begin(), index, now)
        } catch {
            seats[index].reopenAt = now + Self.reopenMilliseconds
            if seats[index].fault != error { complain("console \(seats[index].name): \(error.words)") }
            seats[index].fault = error
        }
    }
}

extension ConsoleLineError {
    /// For one line.
    var words: String {
        switch self {
        case .hungUp: "the line has hung up"
        case .system(let call, let number): "\(call): \(String(cString: strerror(number)))"
        case .notATerminal: "not a terminal"
        case .busy: "another program holds it"
        case .noSuchSpeed(let baud): "no UART has \(baud) baud"
        }
    }
}
