import Controller
import Timekeeping

/// One maintainer at one serial line: bytes in, bytes and commands out. Knows nothing of where they come from.
///
/// Holds little, whatever arrives: a line, the history, one answer that is being paged, and `longestWaitingBytes` of what was
/// typed while a command was under way; what comes beyond that is lost, with a bell.
public struct ConsoleSession: Sendable {
    public enum Output: Equatable, Sendable {
        case write([UInt8])
        /// To be carried out; its reply comes back by `take(_:at:)`. No other command is given until then.
        case command(Command)
    }

    static let longestWaitingBytes = 4096
    static let watchMilliseconds: Int64 = 1_000

    private enum State {
        case prompt
        case question(Question)
        /// A command is under way; `isWanted` no more after Ctrl-C.
        case waiting(ReplyFormat, isWanted: Bool)
        case paging
        case watching(Command, nextAt: Uptime)
        case watched(Command, isWanted: Bool)
    }

    /// Rows of the terminal.
    public var rows = 24
    public private(set) var isBatch: Bool

    private let name: String
    private var state = State.prompt
    private var decoder = KeyDecoder()
    private var editor: LineEditor
    private var waiting: [Key] = []
    private var page: [String] = []
    private var output: [Output] = []

    /// - Parameter name: what the prompt says.
    /// - Parameter isBatch: begin without echo, pages and questions.
    public init(name: String, isBatch: Bool = false) {
        (self.name, self.isBatch) = (name, isBatch)
        editor = LineEditor(prompt: "\(name)> ")
    }

    /// When `tick` has something to do.
    public var nextDeadline: Uptime? { if case .watching(_, let next) = state { next } else { nil } }

    // MARK: what happens

    /// Somebody has plugged in, or has to be told where they are.
    public mutating func begin() -> [Output] {
        showPrompt()
        return takeOutput()
    }

    public mutating func receive(_ bytes: some Sequence<UInt8>, at now: Uptime) -> [Output] {
        for key in decoder.decode(bytes) { handle(key, now) }
        return takeOutput()
    }

    /// The answer to the command that is under way.
    public mutating func take(_ reply: Reply, at now: Uptime) -> [Output] {
        switch state {
        case .waiting(let format, true): print(reply, format)
        case .watched(let command, true): repaint(reply, command, now)
        case .waiting, .watched: showPrompt()
        // Nobody asked; an answer that comes twice changes nothing.
        case .prompt, .question, .paging, .watching: break
        }
        handleWaiting(now)
        return takeOutput()
    }

    public mutating func tick(at now: Uptime) -> [Output] {
        if case .watching(let command, let next) = state, now >= next {
            give(command, .watched(command, isWanted: true))
        }
        return takeOutput()
    }

    /// A line that nobody asked for, above what is being typed; not in the middle of a script, a page or a watch.
    public mutating func announce(_ words: String) -> [Output] {
        if isBatch { return [] }
        switch state {
        case .prompt, .question:
            write("\r\u{1B}[K\(words)\r\n")
            redraw()
        case .waiting: write("\(words)\r\n")
        case .paging, .watching, .watched: break
        }
        return takeOutput()
    }

    /// The line was cut: what was typed is forgotten, and a new one begins at the prompt.
    public mutating func hangUp() {
        self = ConsoleSession(name: name, isBatch: isBatch)
    }

    // MARK: keys

    private mutating func handle(_ key: Key, _ now: Uptime) {
        switch state {
        case .prompt, .question: edit(key, now)
        case .waiting(let format, true) where key == .control("C") || key == .lineBreak:
            state = .waiting(format, isWanted: false)
            waiting = []
            write("^C\r\n")
        case .waiting, .watched(_, false): hold(key)
        case .watched(let command, true): state = .watched(command, isWanted: false)
        case .paging: turn(key)
        case .watching: stopWatching()
        }
    }

    private mutating func hold(_ key: Key) {
        if waiting.count < Self.longestWaitingBytes { waiting.append(key) } else { output.append(.write([0x07])) }
    }

    private mutating func handleWaiting(_ now: Uptime) {
        while !waiting.isEmpty {
            switch state {
            case .waiting, .watched: return
            case .prompt, .question, .paging, .watching: handle(waiting.removeFirst(), now)
            }
        }
    }

    private mutating func edit(_ key: Key, _ now: Uptime) {
        let outcome = editor.handle(key)
        if !isBatch { output.append(.write(editor.takeOutput())) } else { _ = editor.takeOutput() }
        switch outcome {
        case .editing, .endOfInput: break
        case .line(let line): take(line, now)
        case .cancelled:
            state = .prompt
            showPrompt()
        case .clear: clear()
        case .completion: if !isBatch { complete() }
        case .help: if isBatch { editor.insert("?") } else { list(Completion(of: editor.textBeforeCursor).choices) }
        }
    }

    private mutating func take(_ line: String, _ now: Uptime) {
        if case .question(let question) = state { return carryOut(question.answered(line), now) }
        carryOut(ConsoleLanguage.parse(line, isEchoed: !isBatch), now)
    }

    private mutating func carryOut(_ request: ConsoleRequest, _ now: Uptime) {
        state = .prompt
        switch request {
        case .nothing: showPrompt()
        case .help: show(HelpText.lines())
        case .command(let command, let format): give(command, .waiting(format, isWanted: true))
        case .watch where isBatch: show(["error: watch is for eyes; batch is on"])
        case .watch(let command):
            write("\u{1B}[2J")
            give(command, .watched(command, isWanted: true))
        case .batch(let isOn):
            isBatch = isOn
            show(isOn ? [] : ["batch is off"])
        case .clear: clear()
        case .question(let question):
            state = .question(question)
            showPrompt()
        case .mistake(let words): show([words])
        }
    }

    private mutating func give(_ command: Command, _ next: State) {
        state = next
        output.append(.command(command))
    }

    // MARK: completion

    private mutating func complete() {
        let completion = Completion(of: editor.textBeforeCursor)
        if !completion.insertion.isEmpty {
            editor.insert(completion.insertion)
            output.append(.write(editor.takeOutput()))
        } else if completion.choices.isEmpty {
            output.append(.write([0x07]))
        } else {
            list(completion.choices)
        }
    }

    private mutating func list(_ choices: [Completion.Choice]) {
        let width = choices.map(\.word.count).max() ?? 0
        write("\r\n")
        for choice in choices { write("  \(ReplyText.padded(choice.word, width))  \(choice.help)\r\n") }
        redraw()
    }

    // MARK: answers

    private mutating func print(_ reply: Reply, _ format: ReplyFormat) {
        state = .prompt
        show(ReplyText.lines(for: reply, as: format))
    }

    /// What a script gets ends in `ok` or in a line that begins with `error: `; what a person gets comes in pages.
    private mutating func show(_ lines: [String]) {
        if isBatch {
            for line in lines { write("\(line)\r\n") }
            if lines.last?.hasPrefix("error: ") != true { write("ok\r\n") }
            return
        }
        page = lines.flatMap { Wrapping.lines($0, columns: editor.columns - 1) }
        turnPage(by: rows - 1)
    }

    private mutating func turnPage(by count: Int) {
        for line in page.prefix(count) { write("\(line)\r\n") }
        page.removeFirst(min(count, page.count))
        guard page.isEmpty else {
            state = .paging
            return write("-- \(page.count) more: Space, Enter, q --")
        }
        state = .prompt
        showPrompt()
    }

    private mutating func turn(_ key: Key) {
        switch key {
        case .text(" "), .enter, .down:
            write("\r\u{1B}[K")
            turnPage(by: key == .text(" ") ? rows - 1 : 1)
        case .text("q"), .text("Q"), .control("C"), .lineBreak:
            write("\r\u{1B}[K")
            page = []
            state = .prompt
            showPrompt()
        default: output.append(.write([0x07]))
        }
    }

    // MARK: watch

    /// Each line over the one before it, so that nothing flickers.
    private mutating func repaint(_ reply: Reply, _ command: Command, _ now: Uptime) {
        write("\u{1B}[H")
        let lines = ReplyText.lines(for: reply).flatMap { Wrapping.lines($0, columns: editor.columns - 1) }
        for line in lines.prefix(rows - 2) { write("\(line)\u{1B}[K\r\n") }
        write("-- any key stops --\u{1B}[J")
        state = .watching(command, nextAt: now + Self.watchMilliseconds)
    }

    private mutating func stopWatching() {
        write("\r\n")
        state = .prompt
        showPrompt()
    }

    // MARK: the screen

    private mutating func clear() {
        if !isBatch { write("\u{1B}[2J\u{1B}[H") }
        redraw()
    }

    private mutating func showPrompt() {
        if case .question(let question) = state {
            (editor.prompt, editor.isSecret) = (question.prompt, true)
        } else {
            state = .prompt
            (editor.prompt, editor.isSecret) = ("\(name)> ", false)
        }
        redraw()
    }

    private mutating func redraw() {
        if isBatch { return }
        editor.redraw()
        output.append(.write(editor.takeOutput()))
    }

    private mutating func write(_ text: String) { output.append(.write(Array(text.utf8))) }

    /// Bytes that follow each other as one piece.
    private mutating func takeOutput() -> [Output] {
        var joined: [Output] = []
        for item in output {
            if case .write(let more) = item, case .write(let bytes) = joined.last {
                joined[joined.count - 1] = .write(bytes + more)
            } else if item != .write([]) {
                joined.append(item)
            }
        }
        output = []
        return joined
    }
}
