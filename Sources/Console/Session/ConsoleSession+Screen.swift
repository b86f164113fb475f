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
        if case .verbatim(let lines) = content { return show(Answer(lines, columns: nil)) }
        show(Answer(content, format, columns: isBatch ? nil : editor.columns - 1))
    }

    /// What a script gets ends in `ok` or in a line that begins with `error: `; what a person gets comes in pages.
    mutating func show(_ lines: [String]) { show(Answer(lines, columns: isBatch ? nil : editor.columns - 1)) }

    /// A piece goes on where the one before ended, on the same screen.
    private mutating func show(_ answer: Answer) {
        self.answer = answer
        guard isBatch else { return turnPage(by: openRows ?? rows - 1) }
        state = .answering
        writePiece()
    }

    /// A few rows more for a script, or the next piece is asked for; at the end, how it came out.
    mutating func writePiece() {
        if answer.isEmpty, let next { return give(next.command, .waiting(next.format, isWanted: true)) }
        write(answer.takeBytes(rows: Self.rowsAtOnce, bytes: Self.bytesAtOnce))
        guard answer.isEmpty else { return }
        if answer.endsInMistake { next = nil }
        guard next == nil else { return }
        state = .prompt
        if !answer.endsInMistake { write("ok\r\n") }
    }

    /// The rest of it is not wanted.
    mutating func stopAnswer() {
        endAnswer("stopped")
        state = .prompt
    }

    /// A script that was being answered is told why there is no more of it.
    mutating func endAnswer(_ words: String) {
        if answer.isInsideRow { write("\r\n") }
        dropAnswer()
        write("error: \(words)\r\n")
    }

    mutating func dropAnswer() {
        (answer, next) = (Answer([], columns: nil), nil)
        openRows = nil
    }

    mutating func turnPage(by count: Int) {
        var open = count
        while open > 0, let row = answer.takeRow() {
            write("\(row)\r\n")
            open -= 1
        }
        if answer.isEmpty, let next {
            openRows = open
            return give(next.command, .waiting(next.format, isWanted: true))
        }
        openRows = nil
        guard answer.isEmpty else {
            state = .paging
            return write("-- \(answer.count)\(next == nil ? "" : "+") more: Space, Enter, q --")
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
            dropAnswer()
            state = .prompt
            showPrompt()
        default: ring()
        }
    }

    // MARK: watch

    /// Each line over the one before it, so that nothing flickers.
    mutating func repaint(_ reply: Reply, _ command: Command, _ now: Uptime) {
        write("\u{1B}[H")
        var shown = Answer(reply, .text, columns: editor.columns - 1)
        for _ in 0..<max(1, rows - 2) {
            guard let row = shown.takeRow() else { break }
            write("\(row)\u{1B}[K\r\n")
        }
        let isCut = shown.takeRow() != nil
        write("-- any key stops\(isCut ? "; not all of it fits" : "") --\u{1B}[J")
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
        editor.isAnswer = false
        if case .question(let question) = state {
            (editor.prompt, editor.isSecret, editor.isAnswer) = (question.prompt, true, true)
        } else if case .collecting = state {
            // PINs stand in it.
            (editor.prompt, editor.isSecret) = (table.prompt, true)
        } else {
            state = .prompt
            (editor.prompt, editor.isSecret) = (prompt(), isBatch)
            showMissed()
        }
        redraw()
    }

    /// A script has no prompt.
    private mutating func showMissed() {
        if isBatch { return }
        let words = missed.take()
        if !words.isEmpty { write("\r\u{1B}[K\(words.map(rows).joined())") }
    }

    func rows(of words: String) -> String {
        Wrapping.lines(words, columns: editor.columns - 1).map { "\($0)\r\n" }.joined()
    }

    mutating func redraw() {
        if isBatch { return }
        editor.redraw()
        echo()
    }
}
