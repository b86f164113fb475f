import Console
import Controller

/// What stands between the line ends of what was typed, by a reading of its own: no terminal, no editor. Knows only keys that
/// write, erase backwards, end a line or drop it; whatever else comes, it does not know what was typed any more.
struct TypedLines {
    private enum Entry {
        case line([UInt8])
        /// What was typed before belongs to nothing that comes after.
        case cut
    }

    private var entries: [Entry] = []
    /// Entries before it have led to a command.
    private var next = 0
    private var line: [UInt8] = []
    private var isAfterReturn = false
    /// What the terminal itself has named as the way to the next piece of an answer.
    private var offered: Command?
    /// No line was dropped that may have begun a table.
    private var areTablesKnown = true
    /// Nothing came but what is known.
    private(set) var areKnown = true

    /// Keys go somewhere else from now on: to a page, to a watch.
    mutating func lose() { areKnown = false }

    /// Lines were dropped, and the console has said so: one of them may have begun a table.
    mutating func loseLines() { areTablesKnown = false }

    /// The line so far is gone, and no secret goes with a question from before.
    mutating func cut() {
        line = []
        entries.append(.cut)
    }

    /// Whatever was typed so far is gone, whole lines of it too: the console was left.
    mutating func drop() {
        cut()
        next = entries.count
    }

    mutating func offer(_ command: Command?) { offered = command }

    mutating func take(_ byte: UInt8) {
        defer { isAfterReturn = byte == 0x0D }
        switch byte {
        case 0x0A where isAfterReturn, 0 where isAfterReturn: break
        case 0x0D, 0x0A:
            entries.append(.line(line))
            line = []
        case 0x03, 0: cut()
        case 0x08, 0x7F:
            if line.contains(where: { $0 >= 0x80 }) { lose() }
            _ = line.popLast()
        case UInt8(ascii: "?"): lose()
        case 0x20...0x7E, 0x80...: line.append(byte)
        default: lose()
        }
    }

    /// Whether this command was typed, whole, as one line that was not used yet, with its secrets in the lines right behind it.
    mutating func explain(_ command: Command) -> Bool {
        if !areKnown || command == offered { return true }
        var place = next
        while place < entries.count {
            defer { place += 1 }
            guard case .line(let bytes) = entries[place], let text = Self.text(bytes) else { continue }
            if case .table = ConsoleLanguage.parse(text, isEchoed: true) {
                let end = endOfTable(behind: place)
                if end < entries.count, stands(command, in: place..<end) {
                    next = end + 1
                    return true
                }
                // Nothing in a table is a command; but it may have been an answer, and no table.
                if areTablesKnown, !mayBeAnswer(place) { place = end }
            } else if let end = end(of: command, text, from: place) {
                next = end
                return true
            }
        }
        return false
    }

    private func endOfTable(behind place: Int) -> Int {
        var end = place + 1
        while end < entries.count {
            guard case .line(let bytes) = entries[end] else { return end }
            if bytes == [UInt8(ascii: ".")] { return end }
            end += 1
        }
        return end
    }

    /// Everything that the command brings along.
    private func stands(_ command: Command, in lines: Range<Int>) -> Bool {
        switch command {
        case .peopleImport(let people), .access(.peopleCheck(let people)): stands(people, in: lines)
        case .access(.import(let rules)), .access(.check(let rules)):
            rules.allSatisfy { rule in
                entries[lines].contains { entry in
                    guard case .line(let bytes) = entry else { return false }
                    return SeenScreen.find(Array(rule.rule.key.name.utf8), in: bytes)
                }
            }
        default: false
        }
    }

    private func stands(_ people: [PersonRequest], in lines: Range<Int>) -> Bool {
        people.allSatisfy { person in
            entries[lines].contains { entry in
                guard case .line(let bytes) = entry else { return false }
                return SeenScreen.find(Array(person.number.utf8), in: bytes)
                    && person.pin.withBytes { SeenScreen.find(Array($0), in: bytes) }
            }
        }
    }

    private func mayBeAnswer(_ place: Int) -> Bool {
        entries[max(0, place - 3)..<place].contains { entry in
            guard case .line(let bytes) = entry, let text = Self.text(bytes) else { return false }
            if case .question = ConsoleLanguage.parse(text, isEchoed: true) { return true }
            return false
        }
    }

    private mutating func end(of command: Command, _ text: String, from place: Int) -> Int? {
        if case .command(command, _) = ConsoleLanguage.parse(text, isEchoed: false) { return place + 1 }
        var request = ConsoleLanguage.parse(text, isEchoed: true)
        var place = place + 1
        while case .question(let question) = request {
            guard place < entries.count, case .line(let bytes) = entries[place], let answer = Self.text(bytes) else {
                return nil
            }
            request = question.answered(SecretText(answer.utf8))
            place += 1
        }
        switch request {
        case .command(command, _): return place
        case .watch(command):
            // The key that stops it is part of no line.
            lose()
            return place
        default: return nil
        }
    }

    /// Nil for bytes that are no text: no command may come of them.
    private static func text(_ bytes: [UInt8]) -> String? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        // What nobody sees is nothing typed.
        var seen = String.UnicodeScalarView()
        seen.append(contentsOf: text.unicodeScalars.lazy.filter { $0.properties.generalCategory != .format })
        return String(seen)
    }
}
