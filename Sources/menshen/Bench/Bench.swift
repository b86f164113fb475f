import Arguments
import Console
import Controller
import Door
import Glibc
import Hardware
import Law
import Timekeeping

/// A whole terminal on the table: simulated devices, moved by typed lines.
final class Bench {
    /// The bench itself; serial consoles count from 1.
    static let console = ConsoleID(0)

    let loop: EventLoop
    private let clock: SimulatedClock
    private let camera: SimulatedCamera
    private let lines: SimulatedDoorLines
    private let doorway: BenchDoorway
    private let transcript: Transcript
    private let search: () -> [String]
    private let pictureDirectories: [String]
    private let fittedReaders: Set<Alternative.Kind>
    /// Nothing can be read with any other.
    private var pluggedReaders: Set<Alternative.Kind>
    private let replies: ReplyWriter
    private let wiegand: SimulatedWiegandReader

    init(
        loop: EventLoop, clock: SimulatedClock, camera: SimulatedCamera, lines: SimulatedDoorLines,
        doorway: BenchDoorway, transcript: Transcript, pictureDirectories: [String], readers: [Alternative.Kind],
        wiegand: SimulatedWiegandReader, replies: ReplyWriter, search: @escaping () -> [String]
    ) {
        self.loop = loop
        self.clock = clock
        self.camera = camera
        self.lines = lines
        self.doorway = doorway
        self.transcript = transcript
        self.pictureDirectories = pictureDirectories
        fittedReaders = Set(readers)
        pluggedReaders = fittedReaders
        self.replies = replies
        self.wiegand = wiegand
        self.search = search
    }

    /// Does what a line says: a bench verb, or else a console command.
    /// - Returns: false when the line ends the bench.
    func type(_ line: String) -> Bool {
        switch BenchCommand.parse(line) {
        case .command(.quit): return false
        case .command(let command): carryOut(command)
        case .mistake(let words): transcript.say(words)
        case .other: ask(line)
        }
        return true
    }

    private func ask(_ line: String) {
        switch ConsoleLanguage.parse(line, isEchoed: false) {
        case .nothing: break
        case .help:
            transcript.say("console")
            ConsoleLanguage.help(for: .everyone).forEach(transcript.say)
            transcript.say("bench")
            BenchCommand.help.forEach(transcript.say)
        case .command(let command, let format):
            replies.format = format
            loop.handle(.command(command, from: Self.console))
        case .mistake(let words): transcript.say(words)
        case .watch, .batch, .clear, .question, .table:
            transcript.say("error: only on a console line; this is the bench")
        }
    }

    private func carryOut(_ command: BenchCommand) {
        switch command {
        case .touch(let button, let times):
            for _ in 0..<times where isOffered(button) { loop.handle(.touch(button)) }
        case .hold(let milliseconds): if isOffered(.agreeHold) { loop.handle(.held(milliseconds: milliseconds)) }
        case .key(let keys):
            guard isPlugged(.keypad) else { return }
            loop.together {
                for character in keys.utf8 { loop.handle(.keypad(KeypadKey(character))) }
                loop.handle(.keypad(.enter))
            }
        case .card(let form, let sent):
            if isPlugged(.card) { hold(form, sent) }
        case .look(let names): look(at: names)
        case .input(.contact, let isOpen): act(isOpen ? .leafIsPutOpen : .leafIsPutShut)
        case .input(let input, let isActive): move(input, isActive)
        case .doorway(let act): self.act(act)
        case .press(let input):
            move(input, true)
            move(input, false)
        case .bounce(let input, let milliseconds): bounce(input, milliseconds)
        case .fireReset where (try? lines.activeInputs().contains(.fire)) != false:
            transcript.say("error: the fire line still calls; 'fire off' first")
        case .fireReset: loop.handle(.door(.fireReset))
        case .reader(let kind, _) where !fittedReaders.contains(kind):
            transcript.say("error: this board has no \(kind == .card ? "card reader" : "keypad")")
        case .reader(let kind, let isHealthy):
            if isHealthy { pluggedReaders.insert(kind) } else { pluggedReaders.remove(kind) }
            loop.handle(.alternative(kind, isHealthy: isHealthy))
        case .pass(let milliseconds): pass(milliseconds)
        case .search: search().forEach(transcript.say)
        case .abort: _exit(ExitCode.failure)
        case .quit: preconditionFailure("handled before")
        }
    }

    /// A card at the reader that types, or at the one with two wires.
    private func hold(_ form: CardFrame.Form, _ sent: String) {
        guard form == .wiegand else { return loop.handle(.card(CardFrame(form, SecretText(sent.utf8)))) }
        for input in wiegand.send(sent.utf8.map { $0 == UInt8(ascii: "1") }) {
            switch input {
            case .card(let frame): loop.handle(.card(frame))
            case .key(let key): loop.handle(.keypad(key))
            }
        }
    }

    /// A finger finds only what the screen shows.
    private func isOffered(_ button: ScreenButton) -> Bool {
        if loop.buttons.contains(button) { return true }
        let offered = ScreenButton.allCases.filter(loop.buttons.contains).map(\.description).joined(separator: " ")
        transcript.say("error: this screen has no button '\(button)'; it has: \(offered.isEmpty ? "none" : offered)")
        return false
    }

    private func isPlugged(_ reader: Alternative.Kind) -> Bool {
        if pluggedReaders.contains(reader) { return true }
        transcript.say("error: the \(reader == .card ? "card reader" : "keypad") is not plugged in")
        return false
    }

    private func move(_ input: DoorInput, _ isActive: Bool) {
        lines.set(input, isActive: isActive)
        // First of all what the wire does: an answer that waits meanwhile is of the time after it.
        rest()
        loop.handleWaiting()
    }

    /// A contact that jumps for so long before it stays closed, and is then opened cleanly.
    private func bounce(_ input: DoorInput, _ milliseconds: Int) {
        lines.set(input, isActive: true)
        var passed = 0
        while passed < milliseconds {
            let step = min(2, milliseconds - passed)
            pass(Int64(step))
            passed += step
            lines.set(input, isActive: !lines.level(of: input))
        }
        lines.set(input, isActive: true)
        rest()
        move(input, false)
    }

    /// A hand stays until its wire is at rest: the debounce time passes.
    private func rest() {
        while let deadline = lines.nextDeadline { pass(max(1, deadline - clock.read().uptime)) }
    }

    private func act(_ act: SimulatedDoor.Act) {
        doorway.act(act)
        loop.handleWaiting()
        rest()
    }

    /// When something falls due, at the terminal or in the doorway.
    var nextDeadline: Uptime { min(loop.nextDeadline, doorway.nextDeadline ?? loop.nextDeadline) }

    /// Time has passed: what happens in the doorway by itself has happened.
    func wake() {
        doorway.pass()
        loop.handleWaiting()
        loop.tickIfDue()
    }

    /// A name is a path, or a file in one of the directories of sample pictures.
    private func look(at names: [String]) {
        var paths: [String] = []
        for name in names {
            let candidates = [name] + pictureDirectories.map { "\($0)/\(name)" }
            guard let path = candidates.first(where: { access($0, R_OK) == 0 }) else {
                return transcript.say("error: no picture '\(name)' here or among the sample pictures")
            }
            paths.append(path)
        }
        camera.look(at: paths)
        transcript.say("in front of the camera: \(names.isEmpty ? "nobody" : names.joined(separator: ", "))")
    }

    /// Time passes deadline by deadline, so that everything happens when it is due.
    private func pass(_ milliseconds: Int64) {
        let target = clock.read().uptime + milliseconds
        while clock.read().uptime < target {
            let now = clock.read().uptime
            let next = max(min(nextDeadline, target), now + 1)
            clock.pass(milliseconds: next - now)
            doorway.pass()
            loop.handleWaiting()
            loop.handle(.tick)
            loop.tickIfDue()
            loop.settle()
        }
    }
}

extension KeypadKey {
    fileprivate init(_ character: UInt8) {
        let digit = Int(character) - Int(UInt8(ascii: "0"))
        self = (0...9).contains(digit) ? .digit(digit) : .unknown
    }
}
