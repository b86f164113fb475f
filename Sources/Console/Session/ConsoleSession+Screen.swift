import Controller
import Timekeeping

/// What a session shows: prompts, answers in pages, a watch.
extension ConsoleSession {
    // MARK: completion

    mutating func complete() {
        let completion = Completion(of: editor.textBeforeCursor, for: viewer)
        if !completion.insertion.isEmpty {
            editor.insert(completion.insertion)
            echo()
        } else if completion.choices.isEmpty {
            ring()
        } else {
            list(completion)
        }
    }

    mutating func list(_ completion: Completion) {
        let width = completion.choices.map(\.word.count).max() ?? 0
        write("\r\n")
        for choice in completion.choices { write("  \(ReplyText.padded(choice.word, width))  \(choice.help)\r\n") }
        redraw()
    }

    // MARK: answers

    mutating func print(_ reply: Reply, _ format: ReplyFormat) {
        state = .prompt
        var content = reply
        if case .piece(let piece, let command) = reply {
            (content, next) = (piece, (command, format))
        } else {
            next = nil
        }
        let lines = ReplyText.lines(for: content, as: format)
        if case .verbatim = content, !isBatch { return turn(to: lines) }
        show(lines)
    }

    /// What a script gets ends in `ok` or in a line that begins with `error: `; what a person gets comes in pages.
    mutating func show(_ lines: [String]) {
        guard isBatch else { return turn(to: lines.flatMap { Wrapping.lines($0, columns: editor.columns - 1) }) }
        for line in lines { write("\(line)\r\n") }
        if lines.last?.hasPrefix("error: ") == true { return next = nil }
        guard next == nil else { return state = .streaming }
        write("ok\r\n")
    }

    /// A piece goes on where the one before ended, on the same screen.
    private mutating func turn(to lines: [String]) {
        page += lines
        turnPage(by: openRows)
    }

    mutating func turnPage(by count: Int) {
        if page.count <= count, let next {
            openRows = count
            return give(next.command, .waiting(next.format, isWanted: true))
        }
        openRows = rows - 1
        for line in page.prefix(count) { write("\(line)\r\n") }
        page.removeFirst(min(count, page.count))
        guard page.isEmpty else {
            state = .paging
            return write("-- \(page.count)\(next == nil ? "" : "+") more: Space, Enter, q --")
        }
        state = .prompt
        showPrompt()
    }

    mutating func turn(_ key: Key) {
        switch key {
        case .text(" "), .enter, .down:
            write("\r\u{1B}[K")
            turnPage(by: key == .text(" ") ? rows - 1 : 1)
        case .text("q"), .text("Q"), .control("C"), .lineBreak:
            write("\r\u{1B}[K")
            (page, next) = ([], nil)
            state = .prompt
            showPrompt()
        default: ring()
        }
    }

    // MARK: watch

    /// Each line over the one before it, so that nothing flickers.
    mutating func repaint(_ reply: Reply, _ command: Command, _ now: Uptime) {
        write("\u{1B}[H")
        let lines = ReplyText.lines(for: reply).flatMap { Wrapping.lines($0, columns: editor.columns - 1) }
        for line in lines.prefix(rows - 2) { write("\(line)\u{1B}[K\r\n") }
        write("-- any key stops --\u{1B}[J")
        state = .watching(command, nextAt: now + Self.watchMilliseconds)
    }

    mutating func stopWatching() {
        write("\r\n")
        state = .prompt
        showPrompt()
    }

    // MARK: the screen

    mutating func clear() {
        if !isBatch { write("\u{1B}[2J\u{1B}[H") }
        redraw()
    }

    mutating func showPrompt() {
        if case .question(let question) = state {
            (editor.prompt, editor.isSecret) = (question.prompt, true)
        } else if case .collecting = state {
            // PINs stand in it.
            (editor.prompt, editor.isSecret) = (table.prompt, true)
        } else {
            state = .prompt
            (editor.prompt, editor.isSecret) = (prompt(), false)
        }
        redraw()
    }

    mutating func redraw() {
        if isBatch { return }
        editor.redraw()
        echo()
    }
}
