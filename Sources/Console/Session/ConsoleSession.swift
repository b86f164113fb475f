import Controller
import Timekeeping

/// What stands between a serial line and the Controller: keys in; bytes for the screen and commands out. Knows nothing of
/// where they come from.
///
/// Holds little, whatever arrives: a line, the history, one answer that is being paged, and `longestWaitingBytes` of what was
/// typed while a command was under way; what comes beyond that is lost, with a bell.
public struct ConsoleSession: Sendable {
    public enum Output: Equatable, Sendable {
        case write([UInt8])
        /// To be carried out; its reply comes back by `take(_:at:)`. No other command is given until then.
        case command(Command)
        /// Nobody is there any more who had logged in.
        case left
    }

    static let longestWaitingBytes = 4096
    static let watchMilliseconds: Int64 = 1_000
    /// So long without a key, whoever had logged in is logged out.
    static let idleMilliseconds: Int64 = 600_000

    enum State {
        case prompt
        case question(Question)
        /// A command is under way; `isWanted` no more after Ctrl-C.
        case waiting(ReplyFormat, isWanted: Bool)
        case paging
        /// A script is being sent an answer of many pieces; the next one is asked for when the line has taken this one.
        case streaming
        /// Lines of a table are being typed or pasted, up to `.`.
        case collecting
        case watching(Command, nextAt: Uptime)
        case watched(Command, isWanted: Bool)
    }

    /// Rows of the terminal.
    public var rows = 24
    public internal(set) var isBatch: Bool
    /// Who has logged in; the Controller decides what that is good for.
    public internal(set) var login: Login?

    let name: String
    var state = State.prompt
    private var decoder = KeyDecoder()
    var editor: LineEditor
    private var waiting: [Key] = []
    var page: [String] = []
    /// What brings the next piece of the answer.
    var next: (command: Command, format: ReplyFormat)?
    var table = TypedTable()
    /// Rows of the screen that the next piece may fill.
    var openRows = 23
    private var output: [Output] = []
    private var lastKeyAt = Uptime(milliseconds: 0)

    /// - Parameter name: what the prompt says.
    /// - Parameter isBatch: begin without echo, pages and questions.
    public init(name: String, isBatch: Bool = false) {
        (self.name, self.isBatch) = (name, isBatch)
        editor = LineEditor(prompt: "\(name)> ")
    }

    /// When `tick` has something to do.
    public var nextDeadline: Uptime? {
        let idle = login == nil ? nil : lastKeyAt + Self.idleMilliseconds
        if case .watching(_, let next) = state { return min(next, idle ?? next) }
        return idle
    }

    // MARK: what happens

    /// Somebody has plugged in, or has to be told where they are.
    public mutating func begin() -> [Output] {
        showPrompt()
        return takeOutput()
    }

    public mutating func receive(_ bytes: some Sequence<UInt8>, at now: Uptime) -> [Output] {
        leaveIfIdle(now)
        lastKeyAt = now
        for key in decoder.decode(bytes) { handle(key, now) }
        return takeOutput()
    }

    /// The answer to the command that is under way.
    public mutating func take(_ reply: Reply, at now: Uptime) -> [Output] {
        note(reply)
        switch state {
        case .waiting(let format, true): print(reply, format)
        case .watched(let command, true): repaint(reply, command, now)
        case .waiting, .watched: showPrompt()
        // Nobody asked; an answer that comes twice changes nothing.
        case .prompt, .question, .paging, .watching, .streaming, .collecting: break
        }
        handleWaiting(now)
        return takeOutput()
    }

    public mutating func tick(at now: Uptime) -> [Output] {
        leaveIfIdle(now)
        if case .watching(let command, let next) = state, now >= next {
            give(command, .watched(command, isWanted: true))
        }
        return takeOutput()
    }

    /// The line has taken everything it was sent.
    public mutating func drained(at now: Uptime) -> [Output] {
        if case .streaming = state, let next { give(next.command, .waiting(next.format, isWanted: true)) }
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
        case .paging, .watching, .watched, .streaming, .collecting: break
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
        case .prompt, .question, .collecting: edit(key)
        case .streaming where key == .control("C") || key == .lineBreak:
            next = nil
            show(["error: stopped"])
        case .streaming: hold(key)
        case .waiting(let format, true) where key == .control("C") || key == .lineBreak:
            state = .waiting(format, isWanted: false)
            (waiting, next) = ([], nil)
            write("^C\r\n")
        case .waiting, .watched(_, false): hold(key)
        case .watched(let command, true): state = .watched(command, isWanted: false)
        case .paging: turn(key)
        case .watching: stopWatching()
        }
    }

    private mutating func hold(_ key: Key) {
        if waiting.count < Self.longestWaitingBytes { waiting.append(key) } else { ring() }
    }

    private mutating func handleWaiting(_ now: Uptime) {
        while !waiting.isEmpty {
            switch state {
            case .waiting, .watched, .streaming: return
            case .collecting, .prompt, .question, .paging, .watching: handle(waiting.removeFirst(), now)
            }
        }
    }

    private mutating func edit(_ key: Key) {
        let outcome = editor.handle(key)
        echo()
        switch outcome {
        case .editing, .endOfInput: break
        case .line(let line): take(line)
        case .cancelled:
            (state, table) = (.prompt, TypedTable())
            showPrompt()
        case .clear: clear()
        case .completion: if !isBatch { complete() }
        case .help:
            if isBatch { editor.insert("?") } else { list(Completion(of: editor.textBeforeCursor, for: viewer)) }
        }
    }

    private mutating func take(_ line: String) {
        if case .question(let question) = state { return carryOut(question.answered(line)) }
        if case .collecting = state { return collect(line) }
        carryOut(ConsoleLanguage.parse(line, isEchoed: !isBatch))
    }

    private mutating func carryOut(_ request: ConsoleRequest) {
        state = .prompt
        switch request {
        case .nothing: showPrompt()
        case .help: show(HelpText.lines(for: viewer))
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
        case .table:
            state = .collecting
            showPrompt()
        case .mistake(let words): show([words])
        }
    }

    private mutating func collect(_ line: String) {
        guard line == "." else {
            table.take(line)
            return showPrompt()
        }
        defer { table = TypedTable() }
        state = .prompt
        carryOut(table.request)
    }

    mutating func give(_ command: Command, _ next: State) {
        state = next
        output.append(.command(command))
    }

    // MARK: logins

    /// Who looks at help and completion.
    var viewer: Roles { Roles(login?.role) }

    private mutating func note(_ reply: Reply) {
        switch reply {
        case .loggedIn(let login): self.login = login
        case .loggedOut: forgetLogin()
        default: break
        }
    }

    /// What was typed and seen stays with whoever typed and saw it.
    private mutating func forgetLogin() {
        login = nil
        (page, next, table) = ([], nil, TypedTable())
        editor.forgetHistory()
    }

    /// The Controller has logged this console out.
    public mutating func logOut() -> [Output] {
        guard login != nil else { return [] }
        leave("logged out: this account is no more")
        return takeOutput()
    }

    /// Not in the middle of a command: its answer comes first.
    private mutating func leaveIfIdle(_ now: Uptime) {
        guard login != nil, now >= lastKeyAt + Self.idleMilliseconds else { return }
        if case .waiting = state { return }
        if case .watched = state { return }
        output.append(.left)
        leave("logged out: no key for \(Self.idleMilliseconds / 60_000) minutes")
    }

    private mutating func leave(_ words: String) {
        forgetLogin()
        _ = editor.handle(.control("C"))
        _ = editor.takeOutput()
        switch state {
        // What is shown there is for everybody.
        case .watching, .watched: return
        case .waiting: return
        case .prompt, .question, .paging, .streaming, .collecting: state = .prompt
        }
        if !isBatch { write("\u{1B}[2J\u{1B}[H\(words)\r\n") }
        showPrompt()
    }

    // MARK: output

    func prompt() -> String { login.map { "\(name) \($0.name)> " } ?? "\(name)> " }

    mutating func write(_ text: String) { output.append(.write(Array(text.utf8))) }

    /// What the editor has for the screen; nothing for a script.
    mutating func echo() {
        let bytes = editor.takeOutput()
        if !isBatch { output.append(.write(bytes)) }
    }

    mutating func ring() { output.append(.write([0x07])) }

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
