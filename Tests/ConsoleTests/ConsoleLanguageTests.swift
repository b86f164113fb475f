import Controller
import Law
import Testing
import Timekeeping

@testable import Console

@Suite("The console's language") struct ConsoleLanguageTests {
    @Test(
        "a line becomes a command",
        arguments: [
            ("status", Command.status), ("  status  ", .status), ("st", .status), ("law", .law),
            ("law why R14", .lawWhy(.R14)),
            ("law why r14", .lawWhy(.R14)), ("law why 14", .lawWhy(.R14)), ("l w 8", .lawWhy(.R8)), ("people", .people),
            ("person remove 1001", .personRemove(number: "1001")), ("journal", .journal(count: 10)),
            ("journal 1000", .journal(count: 1000)), ("journal verify", .journalVerify), ("explain last", .explainLast),
            (
                "person add 1001 4711",
                .personAdd(PersonRequest(number: "1001", card: nil, pin: SecretDigits("4711".utf8)))
            ),
            (
                "person\tadd 1001 4711 0412345678",
                .personAdd(
                    PersonRequest(number: "1001", card: SecretDigits("0412345678".utf8), pin: SecretDigits("4711".utf8))
                )
            ),
        ])
    func commands(line: String, command: Command) { #expect(ConsoleLanguage.parse(line) == .command(command)) }

    @Test(
        "a mistake is one line that names what would be right",
        arguments: [
            "statu s", "status now", "law why", "law why R0", "law why R61", "person", "person add", "person add 1001",
            "person add 1001 471", "person add 1001 47111234567", "person add abc 4711", "person add 1001 4711 12a4",
            "journal 0", "journal 1001", "journal -1", "open", "status\u{7}", "人脸",
        ])
    func mistakes(line: String) {
        guard case .mistake(let words) = ConsoleLanguage.parse(line) else {
            Issue.record("\(line) was understood"); return
        }
        #expect(words.hasPrefix("error: "))
        #expect(!words.contains("\n"))
    }

    @Test("an empty line asks for nothing, help lists every command") func nothingAndHelp() {
        #expect(ConsoleLanguage.parse("") == .nothing)
        #expect(ConsoleLanguage.parse(" \t ") == .nothing)
        guard case .help(let lines) = ConsoleLanguage.parse("?") else { Issue.record("no help"); return }
        #expect(lines.count == CommandTable.specs.count)
        for line in lines { #expect(line.count <= 80, "\(line)") }
    }

    @Test("a line of a megabyte is one mistake") func longLine() {
        let line = String(repeating: "status ", count: 150_000)
        guard case .mistake = ConsoleLanguage.parse(line) else { Issue.record("understood"); return }
    }

    @Test("each name, and each name shortened while it stays unique, finds its row") func abbreviations() {
        for spec in CommandTable.specs {
            let words = spec.name.split(separator: " ")
            for length in 1...words[0].count {
                let short = ([words[0].prefix(length)] + words.dropFirst()).joined(separator: " ")
                switch ConsoleLanguage.parse(short) {
                case .command, .mistake: continue
                case .nothing, .help: Issue.record("\(short)")
                }
            }
        }
    }

    @Test("no reply tells a score, and every refusal has words") func words() {
        for reason in RefusalReason.allCases {
            let text = ReplyText.text(for: Decision(method: .face, result: .refused(reason)))
            #expect(text.hasPrefix("face: refused, "))
            #expect(!text.contains("0."))
        }
    }
}
