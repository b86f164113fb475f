import Controller
import SeededRandom
import Testing

@testable import Console

/// The same editor, as a beginner would write it.
private struct PlainEditor {
    var scalars: [Unicode.Scalar] = []
    var cursor = 0

    mutating func handle(_ key: Key) {
        switch key {
        case .text("?") where cursor == scalars.count && (cursor == 0 || scalars[cursor - 1] == " "): break
        case .text(let scalar):
            if scalars.reduce(0, { $0 + String($1).utf8.count }) + String(scalar).utf8.count > 1024 { return }
            scalars.insert(scalar, at: cursor)
            cursor += 1
        case .backspace where cursor > 0:
            cursor -= 1
            scalars.remove(at: cursor)
        case .delete where cursor < scalars.count: scalars.remove(at: cursor)
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(scalars.count, cursor + 1)
        case .home, .control("A"): cursor = 0
        case .end, .control("E"): cursor = scalars.count
        case .control("K"): scalars.removeSubrange(cursor...)
        case .control("U"):
            scalars.removeSubrange(..<cursor)
            cursor = 0
        case .control("W"):
            let end = cursor
            while cursor > 0, scalars[cursor - 1] == " " { cursor -= 1 }
            while cursor > 0, scalars[cursor - 1] != " " { cursor -= 1 }
            scalars.removeSubrange(cursor..<end)
        case .wordLeft:
            while cursor > 0, scalars[cursor - 1] == " " { cursor -= 1 }
            while cursor > 0, scalars[cursor - 1] != " " { cursor -= 1 }
        case .wordRight:
            while cursor < scalars.count, scalars[cursor] == " " { cursor += 1 }
            while cursor < scalars.count, scalars[cursor] != " " { cursor += 1 }
        default: break
        }
    }
}

@Suite("A line that is being typed") struct LineEditorTests {
    static let prompt = "door> "

    private func type(_ bytes: String, _ editor: inout LineEditor) -> [LineEditor.Outcome] {
        var decoder = KeyDecoder()
        return decoder.decode(bytes.utf8).map { editor.handle($0) }
    }

    private func line(_ bytes: String) -> LineEditor.Outcome? {
        var editor = LineEditor(prompt: Self.prompt)
        return type(bytes + "\r", &editor).last
    }

    @Test(
        "editing keys",
        arguments: [
            ("status", "status"), ("statsu\u{8}\u{8}us", "status"), ("tatus\u{1}s", "status"),
            ("xstatus\u{1B}[H\u{1B}[3~", "status"),
            ("law why R14\u{17}R9", "law why R9"), ("nonsense\u{15}law", "law"), ("law why\u{1B}[1;5D\u{B}", "law "),
            ("aw\u{1B}[D\u{1B}[Dl\u{5} why", "law why"), ("\u{1B}[D\u{8}\u{1B}[3~a", "a"), ("门\u{8}神", "神"),
        ])
    func editing(keys: String, expected: String) { #expect(line(keys) == .line(expected)) }

    @Test("the screen shows what is typed, whatever keys come: the plain editor says the same") func anyKeys() {
        var random = SplitMix64(seed: 11)
        let keys: [Key] =
            [
                .backspace, .backspace, .delete, .left, .left, .right, .home, .end, .wordLeft, .wordRight,
                .control("W"),
                .control("A"), .control("E"), .control("K"), .control("U"), .unknown, .control("G"), .text("?"),
            ] + "abc de f    门神é\u{301}👁xyz01".unicodeScalars.map { .text($0) }
        for round in 0..<60 {
            var editor = LineEditor(prompt: Self.prompt)
            var plain = PlainEditor()
            var screen = ScreenRow()
            editor.redraw()
            for step in 0..<600 {
                // Now and then a lot of text, or no line is ever wider than the screen.
                let key =
                    step % 100 < 60 && round % 2 == 0
                    ? keys.suffix(20).randomElement(using: &random)! : keys.randomElement(using: &random)!
                _ = editor.handle(key)
                plain.handle(key)
                screen.take(editor.takeOutput())
                expectSame(screen, plain)
                #expect(editor.textBeforeCursor == String.text(plain.scalars[..<plain.cursor]))
            }
            #expect(editor.handle(.enter) == .line(String.text(plain.scalars)))
        }
    }

    /// The row shows the prompt and a piece of the line in which the cursor stands where it should.
    private func expectSame(_ screen: ScreenRow, _ plain: PlainEditor) {
        #expect(screen.text.hasPrefix(Self.prompt.dropLast()))
        let room = ScreenRow.columns - 1 - Self.prompt.count
        let shown = screen.cells.dropFirst(Self.prompt.count)
        let before = shown.prefix(screen.cursor - Self.prompt.count).joined().unicodeScalars.filter {
            !Self.isCombining($0)
        }
        let after = screen.text.dropFirst(Self.prompt.count).unicodeScalars.filter { !Self.isCombining($0) }.dropFirst(
            before.count)
        let left = plain.scalars[..<plain.cursor].filter { !Self.isCombining($0) }
        let right = plain.scalars[plain.cursor...].filter { !Self.isCombining($0) }
        #expect(left.suffix(before.count) == Array(before)[...])
        #expect(right.starts(with: after))
        // Nothing is hidden that there was room for.
        if DisplayWidth.columns(of: plain.scalars) <= room { #expect(before.count == left.count) }
    }

    private static func isCombining(_ scalar: Unicode.Scalar) -> Bool { DisplayWidth.columns(of: scalar) == 0 }

    @Test("Enter, Ctrl-C, a break, Ctrl-D, Ctrl-L, Tab and ? are told") func outcomes() {
        var editor = LineEditor(prompt: Self.prompt)
        #expect(type("a\u{4}b\u{3}", &editor) == [.editing, .editing, .editing, .cancelled])
        #expect(type("\u{4}", &editor) == [.endOfInput])
        #expect(type("la\t", &editor) == [.editing, .editing, .completion])
        #expect(type("\0", &editor) == [.cancelled])
        #expect(type("?", &editor) == [.help] && type("law ?", &editor).last == .help)
        #expect(type("who\u{3}law why?\r", &editor).last == .line("law why?"))
        #expect(type("\u{C}", &editor) == [.clear])
    }

    @Test("history: up, down, and back to what was being typed; bounded") func history() {
        var editor = LineEditor(prompt: Self.prompt)
        for line in ["status", "law", "law", ""] { _ = type(line + "\r", &editor) }
        #expect(type("draft\u{1B}[A\u{1B}[A\r", &editor).last == .line("status"))
        #expect(type("draft\u{1B}[A\u{1B}[A\u{1B}[A\u{1B}[A\r", &editor).last == .line("status"))
        #expect(type("draft\u{10}\u{10}\u{E}\u{E}\u{E}\r", &editor).last == .line("draft"))
        for number in 0..<1_000 { _ = type("law why R\(number)\r", &editor) }
        let up = String(repeating: "\u{1B}[A", count: 1_000)
        #expect(type(up + "\r", &editor).last == .line("law why R\(1_000 - LineHistory.longest)"))
        editor.forget()
        #expect(type(up + "\r", &editor).last == .line(""))
    }

    @Test("a secret is not shown, not completed, not remembered") func secret() {
        var editor = LineEditor(prompt: "PIN: ")
        editor.isSecret = true
        editor.redraw()
        _ = editor.takeOutput()
        _ = type("status\r", &editor)
        _ = editor.takeOutput()
        #expect(type("47?11\t\u{1B}[A\u{8}2\r", &editor).last == .line("47?12"))
        let shown = String(decoding: editor.takeOutput(), as: UTF8.self)
        #expect(!shown.contains { $0.isNumber || $0 == "*" || $0 == "s" }, "\(shown)")
        editor.isAnswer = true
        #expect(type("门11\u{1B}[D2\r", &editor).last == .secret(SecretText("门121".utf8)))
        (editor.isSecret, editor.isAnswer) = (false, false)
        #expect(type("\u{1B}[A\r", &editor).last == .line(""))
    }

    @Test("a line without end rings the bell, stays in bounds, and is not taken") func long() {
        var editor = LineEditor(prompt: Self.prompt)
        let outcomes = type(String(repeating: "门", count: 350_000) + "\r", &editor)
        #expect(outcomes.last == .tooLong)
        #expect(editor.takeOutput().contains(0x07) && editor.heldBytes < 64 << 10)
        #expect(
            type(String(repeating: "门", count: 341) + "\r", &editor).last == .line(String(repeating: "门", count: 341)))
        // What is rubbed out to its beginning is another line.
        #expect(type(String(repeating: "x", count: 1_025) + "\u{15}status\r", &editor).last == .line("status"))
    }

    @Test("an inserted completion goes where the cursor is") func completion() {
        var editor = LineEditor(prompt: Self.prompt)
        _ = type("w R14\u{1}", &editor)
        editor.insert("la")
        #expect(type("\r", &editor).last == .line("law R14"))
    }
}
