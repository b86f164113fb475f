import Controller
import Timekeeping

/// What stands between a serial line and the Controller: keys in; bytes for the screen and commands out. Knows nothing of
/// where they come from.
///
/// Holds little, whatever arrives, see `longestHeldBytes`: a line, the history, one answer, and the keys that were typed while a
/// command was under way. Does little at a time: when there is more to do at once, `hasMore` says so, and `goOn` does the next
/// piece of it.
public struct ConsoleSession: Sendable {
    public enum Output: Equatable, Sendable {
        case write([UInt8])
        /// To be carried out; its reply comes back by `take(_:at:)`. No other command is given until then.
        case command(Command)
        /// Nobody is there any more who had logged in.
        case left
    }

    /// What a session holds at most, in bytes: 50 lines of history with the line that is typed, one answer, one table of
    /// people, and 4,096 waiting keys, in arrays that may be twice as long as what is in them.
    public static let longestHeldBytes = 768 << 10
    /// Keys that are handled at once; one that asks for a list or ends a line counts as all of them.
    static let keysAtOnce = 16
    /// In a row that shows so many scalars, a key counts as one more.
    static let shownAtOnce = 128
    /// Rows of an answer to a script that are written at once, and the bytes after which it is enough.
    static let rowsAtOnce = 24, bytesAtOnce = 4 << 10
    static let watchMilliseconds: Int64 = 1_000
    /// So long without a line or a page, whoever had logged in is logged out.
    static let idleMilliseconds: Int64 = 600_000

    enum State {
        case prompt
        case question(Question)
        /// A command is under way; `isWanted` no more after Ctrl-C.
        case waiting(ReplyFormat, isWanted: Bool)
        case paging
        /// A script is being sent an answer; the next piece of it is made when the line has taken this one.
        case answering
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
    private var waiting = KeyQueue()
    var answer = Answer([], columns: nil)
    /// What brings the next piece of the answer.
    var next: (command: Command, format: ReplyFormat)?
    var table = TypedTable()
    /// Announcements that came in the middle of something else.
    var missed = MissedWords()
    /// Rows of the screen that the next piece may fill; nil: all of them.
    var openRows: Int?
    /// Keys were lost: what comes up to the end of the line is the rest of a line that nobody typed so.
    private var skipsLine = false
    /// What this turn has cost so far, in keys.
    private var effort = 0
    private var output: [Output] = []
    /// Of a line that was finished, or a page that was turned: noise on a wire keeps nobody logged in.
    private var lastKeyAt = Uptime(milliseconds: 0)

    /// - Parameter name: what the prompt says.
    /// - Parameter isBatch: begin without echo, pages and questions.
    public init(name: String, isBatch: Bool = false) {
        (self.name, self.isBatch) = (name, isBatch)
        editor = LineEditor(prompt: "\(name)> ")
        keepHistory()
        editor.isSecret = isBatch
    }

    /// When `tick` has something to do.
    public var nextDeadline: Uptime? {
        let idle = login == nil ? nil : lastKeyAt + Self.idleMilliseconds
        switch state {
        // Its answer comes first, whenever that is.
        case .waiting, .watched: return nil
        case .watching(_, let next): return min(next, idle ?? next)
        case .prompt, .question, .paging, .answering, .collecting: return idle
        }
    }

    // MARK: what happens

    /// Somebody has plugged in, or has to be told where they are.
    public mutating func begin() -> [Output] {
        showPrompt()
        return takeOutput()
    }

    /// Whoever calls this while `takesInput` is false makes keys wait, of which there is no end of room.
    public mutating func receive(_ bytes: some Sequence<UInt8>, at now: Uptime) -> [Output] {
        leaveIfIdle(now)
        effort = 0
        for byte in bytes {
            let keys = decoder.decode(byte)
            if let key = keys.first { receive(key, now) }
            if let key = keys.second { receive(key, now) }
        }
        return takeOutput()
    }

    private mutating func receive(_ key: Key, _ now: Uptime) {
        if key == .enter || key == .text(" ") { lastKeyAt = now }
        if key == .lineBreak { leaveOnBreak() }
        if waiting.isEmpty && !waiting.hasLost && effort < Self.keysAtOnce { handle(key) } else { wait(key) }
    }

    /// There is something to do at once, without anything that has to come first.
    public var hasMore: Bool {
        switch state {
        case .waiting, .watched: false
        case .answering: true
        case .prompt, .question, .paging, .watching, .collecting: !waiting.isEmpty || waiting.hasLost
        }
    }

    /// Does the next piece of what there is to do.
    public mutating func goOn() -> [Output] {
        effort = 0
        if case .answering = state { writePiece() }
        handleWaiting()
        return takeOutput()
    }

    /// Whether more keys are of use now; they can stay where they come from until they are.
    public var takesInput: Bool {
        if case .answering = state { return true }
        return !hasMore
    }

    /// The answer to the command that is under way. The keys that wait come later, by `goOn`: when the line has taken the answer.
    public mutating func take(_ reply: Reply, at now: Uptime) -> [Output] {
        note(reply)
        switch state {
        case .waiting(let format, true): print(reply, format)
        case .watched(let command, true): repaint(reply, command, now)
        // It is shown once, whoever asked has pressed what.
        case .waiting(let format, false) where reply.isShownOnce: print(reply, format)
        case .waiting, .watched: showPrompt()
        // Nobody asked; an answer that comes twice changes nothing.
        case .prompt, .question, .paging, .watching, .answering, .collecting: break
        }
        return takeOutput()
    }

    public mutating func tick(at now: Uptime) -> [Output] {
        leaveIfIdle(now)
        if case .watching(let command, let next) = state, now >= next {
            give(command, .watched(command, isWanted: true))
        }
        return takeOutput()
    }

    /// A line that nobody asked for, above what is being typed, in as many rows as it takes. In the middle of a script, a page, a
    /// watch or a table it waits until the prompt is back.
    public mutating func announce(_ words: String) -> [Output] {
        switch state {
        case _ where isBatch: missed.put(words)
        case .prompt, .question:
            write("\r\u{1B}[K\(rows(of: words))")
            redraw()
        case .waiting: write(rows(of: words))
        case .paging, .watching, .watched, .answering, .collecting: missed.put(words)
        }
        return takeOutput()
    }

    /// The line was cut: what was typed is forgotten, and a new one begins at the prompt.
    public mutating func hangUp() {
        self = ConsoleSession(name: name)
    }

    // MARK: keys

    private mutating func handle(_ key: Key) {
        effort += 1
        switch state {
        case .prompt, .question, .collecting: if !skips(key) { edit(key) }
        case .waiting, .watched, .answering: wait(key)
        case .paging: turn(key)
        case .watching: stopWatching()
        }
    }

    /// For a key that cannot be handled now; the few that mean something at once are.
    private mutating func wait(_ key: Key) {
        let lets = key == .control("C") || key == .lineBreak
        switch state {
        case .waiting(let format, true) where lets:
            state = .waiting(format, isWanted: false)
            waiting.clear()
            if isBatch { return endAnswer("stopped; the command itself goes on") }
            dropAnswer()
            write("^C\r\n")
        case .answering where lets:
            waiting.clear()
            stopAnswer()
        case .watched(let command, true): state = .watched(command, isWanted: false)
        default: if !waiting.put(key) { ring() }
        }
    }

    private mutating func handleWaiting() {
        while effort < Self.keysAtOnce {
            switch state {
            case .waiting, .watched, .answering: return
            case .prompt, .question, .paging, .watching, .collecting: break
            }
            if waiting.takeLoss() { return dropLine() }
            guard let key = waiting.take() else { return }
            handle(key)
        }
    }

    /// Keys were lost in the middle of what stands here.
    private mutating func dropLine() {
        skipsLine = true
        editor.discard()
        if case .collecting = state { return table.spoil("keys were lost while the terminal was busy") }
        state = .prompt
        dropAnswer()
        if !isBatch { write("\r\u{1B}[K") }
        show(["error: keys were lost while the terminal was busy; their line was dropped, up to its end"])
    }

    private mutating func skips(_ key: Key) -> Bool {
        defer { if key == .enter || key == .control("C") || key == .lineBreak { skipsLine = false } }
        return skipsLine
    }

    private mutating func edit(_ key: Key) {
        // What it meant for the table is done.
        if key == .lineBreak, case .collecting = state { return }
        let outcome = editor.handle(key)
        // A row of accents is more work than one of letters.
        effort += editor.shownCount / Self.shownAtOnce
        echo()
        switch outcome {
        case .editing, .endOfInput: break
        case .line(let line):
            effort += Self.keysAtOnce
            take(line)
        case .secret(let secret):
            effort += Self.keysAtOnce
            if case .question(let question) = state { carryOut(question.answered(secret)) }
        case .tooLong:
            effort += Self.keysAtOnce
            takeTooLong()
        case .cancelled:
            (state, table) = (.prompt, TypedTable())
            showPrompt()
        case .clear: clear()
        case .completion:
            effort += Self.keysAtOnce
            if !isBatch { complete() }
        case .help:
            effort += Self.keysAtOnce
            if isBatch { editor.insert("?") } else { list(Completion(of: editor.textBeforeCursor, for: viewer)) }
        }
    }

    private mutating func take(_ line: String) {
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
            // A script's secrets stand in its lines.
            editor.isSecret = isOn
            editor.forgetHistory()
            show(isOn ? [] : ["batch is off"])
        case .clear: clear()
        case .question(let question):
            state = .question(question)
            showPrompt()
        case .table(let kind):
            table = TypedTable(kind)
            // A paste goes on all the same: nothing of it may be read as commands.
            if !kind.roles.allows(login?.role) { table.spoil("this is for: \(kind.roles.words)") }
            state = .collecting
            showPrompt()
        case .mistake(let words): show([words])
        }
    }

    private mutating func takeTooLong() {
        let words = "a line has \(ConsoleLanguage.longestLineBytes) bytes at most"
        guard case .collecting = state else { return carryOut(.mistake("error: \(words); nothing was done")) }
        table.spoil(words)
        showPrompt()
    }

    private mutating func collect(_ line: String) {
        guard line == "." else {
            if line.unicodeScalars.contains("\u{FFFD}") { table.spoil(ConsoleLanguage.noise) } else { table.take(line) }
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
        case .loggedIn(let login):
            self.login = login
            keepHistory()
        case .loggedOut: forgetLogin()
        default: break
        }
    }

    /// What was typed and seen stays with whoever typed and saw it.
    private mutating func forgetLogin() {
        login = nil
        dropAnswer()
        table = TypedTable()
        waiting.clear()
        skipsLine = false
        editor.forgetHistory()
        keepHistory()
    }

    private mutating func keepHistory() {
        let isLoggedIn = login != nil
        editor.isKept = { ConsoleLanguage.isKept($0, isLoggedIn: isLoggedIn) }
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

    /// A break, as a cable that is pulled or plugged in makes one.
    private mutating func leaveOnBreak() {
        // A login that is under way is nobody's either.
        guard login != nil || isUnderWay else { return editor.forgetHistory() }
        output.append(.left)
        leave("logged out: a break on the line")
    }

    private mutating func leave(_ words: String) {
        if isBatch, isAnswering { endAnswer(words) }
        forgetLogin()
        editor.discard()
        switch state {
        // What is shown there is for everybody.
        case .watching, .watched: return
        // An answer that comes now was for somebody else.
        case .waiting(let format, _):
            state = .waiting(format, isWanted: false)
            return
        // The rest of a paste comes all the same, and there are PINs in it: it is still the table's, which is not taken.
        case .collecting:
            table.spoil(words)
            if isBatch { return }
            write("\u{1B}[2J\u{1B}[H\(words); '.' or Ctrl-C ends the table\r\n")
            return showPrompt()
        case .prompt, .question, .paging, .answering: state = .prompt
        }
        if !isBatch { write("\u{1B}[2J\u{1B}[H\(words)\r\n") }
        showPrompt()
    }

    /// A command was given, and is not answered.
    private var isUnderWay: Bool {
        switch state {
        case .waiting, .watched: true
        case .prompt, .question, .paging, .watching, .answering, .collecting: false
        }
    }

    /// Something was asked for, and not all of its answer has been given.
    private var isAnswering: Bool {
        switch state {
        case .answering, .waiting(_, isWanted: true): true
        case .waiting, .prompt, .question, .paging, .collecting, .watching, .watched: false
        }
    }

    // MARK: output

    func prompt() -> String { login.map { "\(name) \($0.name)> " } ?? "\(name)> " }

    mutating func write(_ text: String) { write(Array(text.utf8)) }

    mutating func write(_ bytes: [UInt8]) { output.append(.write(bytes)) }

    /// What the editor has for the screen; nothing for a script.
    mutating func echo() {
        let bytes = editor.takeOutput()
        if !isBatch { output.append(.write(bytes)) }
    }

    mutating func ring() { output.append(.write([0x07])) }

    /// Bytes that follow each other as one piece.
    private mutating func takeOutput() -> [Output] {
        var joined: [Output] = []
        var bytes: [UInt8] = []
        for item in output {
            if case .write(let more) = item {
                bytes += more
                continue
            }
            if !bytes.isEmpty { joined.append(.write(bytes)) }
            bytes = []
            joined.append(item)
        }
        if !bytes.isEmpty { joined.append(.write(bytes)) }
        output = []
        return joined
    }

    /// What it holds between two calls; `longestHeldBytes` at most.
    public var heldBytes: Int {
        var question = 0
        if case .question(let asked) = state { question = asked.heldBytes }
        return editor.heldBytes + waiting.heldBytes + answer.heldBytes + table.heldBytes + question
            + missed.heldBytes + KeyDecoder.longestSequenceBytes
    }
}
