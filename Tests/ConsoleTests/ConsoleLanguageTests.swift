import Controller
import Law
import Testing
import Timekeeping

@testable import Console

@Suite("The console's language") struct ConsoleLanguageTests {
    @Test(
        "a line becomes a command",
        arguments: [
            ("status", Command.status), ("  status  ", .status), ("stat", .status), ("law", .law),
            ("law why R14", .lawWhy(.R14)),
            ("law why r14", .lawWhy(.R14)), ("law why 14", .lawWhy(.R14)), ("l w 8", .lawWhy(.R8)),
            ("people", .people(after: nil)),
            ("door hold moving", .doorHold(minutes: nil, reason: "moving")),
            ("door hold 30 moving house", .doorHold(minutes: 30, reason: "moving house")),
            ("commission", .commission(.state)), ("commission start", .commission(.start(isInUse: false))),
            ("commission start in-use", .commission(.start(isInUse: true))),
            ("commission answer yes", .commission(.answer(isYes: true, name: nil))),
            ("commission answer no Li Jing", .commission(.answer(isYes: false, name: "Li Jing"))),
            ("person remove 1001", .personRemove(number: "1001")), ("journal", .journal(count: 10)),
            ("journal 1000", .journal(count: 1000)), ("journal verify", .journalVerify), ("explain last", .explainLast),
            (
                "person add 1001 4711",
                .personAdd(PersonRequest(number: "1001", card: nil, pin: SecretText("4711".utf8)))
            ),
            (
                "person\tadd 1001 4711 0412345678",
                .personAdd(
                    PersonRequest(number: "1001", card: SecretText("0412345678".utf8), pin: SecretText("4711".utf8))
                )
            ),
        ])
    func commands(line: String, command: Command) {
        #expect(ConsoleLanguage.parse(line, isEchoed: false) == .command(command, .text))
    }

    @Test(
        "a mistake is one line that names what would be right",
        arguments: [
            "statu s", "status now", "law why", "law why R0", "law why R61", "person", "person add", "person add 1001",
            "person add 1001 471", "person add 1001 47111234567", "person add abc 4711", "person add 1001 4711 12a4",
            "door hold", "door hold 0 moving", "door hold 1441 moving", "door hold 30", "door hold -5 moving",
            "door hold 3rd delivery", "door hold x", "commission answer maybe", "commission start now",
            "journal 0", "journal 1001", "journal -1", "open", "status\u{7}", "人脸",
        ])
    func mistakes(line: String) {
        guard case .mistake(let words) = ConsoleLanguage.parse(line, isEchoed: false) else {
            Issue.record("\(line) was understood"); return
        }
        #expect(words.hasPrefix("error: "))
        #expect(!words.contains("\n"))
    }

    @Test("an empty line asks for nothing, help lists every command") func nothingAndHelp() {
        #expect(ConsoleLanguage.parse("", isEchoed: false) == .nothing)
        #expect(ConsoleLanguage.parse(" \t ", isEchoed: false) == .nothing)
        #expect(ConsoleLanguage.parse("?", isEchoed: false) == .help)
        #expect(ConsoleLanguage.parse("help", isEchoed: false) == .help)
        let lines = ConsoleLanguage.help(for: .everyone)
        for spec in CommandTable.specs { #expect(lines.contains { $0.hasPrefix("  \(spec.usage)") }, "\(spec.name)") }
        for line in lines { #expect(line.count <= 80, "\(line)") }
    }

    @Test("a line of a megabyte is one mistake") func longLine() {
        let line = String(repeating: "status ", count: 150_000)
        guard case .mistake = ConsoleLanguage.parse(line, isEchoed: false) else { Issue.record("understood"); return }
    }

    @Test("each name, shortened while it stays unique, finds its row and no other") func abbreviations() {
        for spec in CommandTable.specs {
            for length in 1...spec.words[0].count {
                let first = spec.words[0].prefix(length)
                let short = ([first] + spec.words.dropFirst()).joined(separator: " ")
                let isUnique = CommandTable.specs.allSatisfy { other in
                    other.words[0] == spec.words[0] || !other.words[0].hasPrefix(first)
                        || other.words.count != spec.words.count || other.words.dropFirst() != spec.words.dropFirst()
                }
                let expected = ConsoleLanguage.parse(spec.name, isEchoed: true)
                guard isUnique else { continue }
                let found = ConsoleLanguage.parse(short, isEchoed: true)
                // A question remembers its line as it was typed.
                if case .question(let asked) = found, case .question(let wanted) = expected {
                    #expect(asked.prompt == wanted.prompt, "\(short)")
                } else {
                    #expect(found == expected, "\(short)")
                }
            }
        }
    }

    @Test("a secret is asked for where it would be seen, and never said again") func secrets() throws {
        guard case .question(let question) = ConsoleLanguage.parse("person add 1001 0412345678", isEchoed: true) else {
            Issue.record("not asked for"); return
        }
        #expect(question.prompt == "PIN (4...10 digits): ")
        let request = PersonRequest(
            number: "1001", card: SecretText("0412345678".utf8), pin: SecretText("4711".utf8))
        #expect(question.answered(SecretText("4711".utf8)) == .command(.personAdd(request), .text))
        for wrong in ["", "471", "47a1", "12345678901"] {
            #expect(
                question.answered(SecretText(wrong.utf8))
                    == .mistake("error: PIN must be 4...10 digits: person add NUMBER PIN [CARD]"))
        }
        for line in ["person add 1001 47a1", "person add 1001 471 0412345678"] {
            #expect(
                ConsoleLanguage.parse(line, isEchoed: false)
                    == .mistake("error: PIN must be 4...10 digits: person add NUMBER PIN [CARD]"))
        }
        // What does not fit is said before anything is asked.
        guard case .mistake = ConsoleLanguage.parse("person add x", isEchoed: true) else {
            Issue.record("asked"); return
        }
    }

    @Test(
        "a mistake names what fits",
        arguments: [
            ("journal 0", "error: COUNT must be 1...1000, got '0': journal [COUNT]"),
            ("person remove", "error: NUMBER (1...10 digits) is missing: person remove NUMBER"),
            ("law why R61", "error: R<n> must be R1...R60, got 'R61': law why R<n>"),
            ("clear all", "error: too many words: clear"),
            ("person drop 1", "error: 'person' goes on with: add, pin, duress, card, enrol, withdraw, remove, access"),
            ("xyzzy", "error: unknown command 'xyzzy'; 'help' lists them"),
            ("batch maybe", "error: on|off must be on, off, got 'maybe': batch on|off"),
        ])
    func ranges(line: String, words: String) {
        #expect(ConsoleLanguage.parse(line, isEchoed: true) == .mistake(words))
    }

    @Test("no reply tells a score, and every refusal has words") func words() {
        for reason in RefusalReason.allCases {
            let text = ReplyText.text(for: Decision(method: .face, result: .refused(reason)))
            #expect(text.hasPrefix("face: refused, "))
            #expect(!text.contains("0."))
        }
    }
}
