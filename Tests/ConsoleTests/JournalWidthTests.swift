import Door
import Law
import Records
import Testing
import Timekeeping

@testable import Console
@testable import Controller

/// A line that is too long for the journal is never taken, however often it is tried: none may leave the Controller.
@Suite("Lines of the journal fit") struct JournalWidthTests {
    private static let longestName = AccountName(String(repeating: "m", count: AccountName.limitBytes))!
    private static let secondName = AccountName(String(repeating: "w", count: AccountName.limitBytes))!

    /// Takes everything.
    private struct AnyEditor: SettingsEditor {
        func setting(
            _ changes: [SettingsChange], in sheet: SettingsSheet
        ) throws(SettingsRefusal) -> SettingsSheet {
            SettingsSheet(text: [], entries: sheet.entries, live: sheet.live, declaration: sheet.declaration)
        }
    }

    private static var terminal: Controller {
        let live = LiveSettings(
            door: DoorPolicy(strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000), entryMilliseconds: 60_000,
            resultMilliseconds: 5_000, captureMilliseconds: 10_000, consentHoldMilliseconds: 2_000)
        let sheet = SettingsSheet(text: [1], entries: [], live: live, declaration: SiteDeclaration())
        var configuration = Configuration(
            site: SiteDeclaration(), doorPolicy: DoorPolicy(strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000),
            pack: nil, faceFault: nil, isBench: true, version: "test")
        configuration.settings = SettingsDesk(sheet, editor: AnyEditor())
        var controller = Controller(configuration, alternatives: [], leaf: .closed, at: .forTests)
        _ = controller.handle(.mounted(.ready), at: .forTests)
        return controller
    }

    /// The longest that fits, of characters that take `width` bytes each.
    private static func longest(_ kind: Parameter.Kind, _ fill: String) -> [String] {
        func text(_ bytes: Int) -> String { String(repeating: fill, count: bytes / fill.utf8.count) }
        let line = ConsoleLanguage.longestLineBytes
        return switch kind {
        case .integer(let range): [String(range.upperBound)]
        case .digits(let count): [String(repeating: "9", count: count.upperBound)]
        case .secret(let kind):
            [1_000, 128, 23, 10, 4].map { String(repeating: "9", count: $0) }.filter {
                kind.accepts(SecretText($0.utf8))
            }.prefix(1).map { $0 }
        case .word(let words): [words.max { $0.utf8.count < $1.utf8.count }!]
        case .requirement: ["R60"]
        case .account: [longestName.text]
        case .key: [text(96)]
        case .text(let count): [text(count.upperBound)]
        case .settings:
            [
                text(line), "\(text(480)) \(text(480))", "k=\(text(line))", "\(text(400))=\(text(400)) a=1",
                (0..<200).map { "k\($0)=1" }.joined(separator: " "), "unset \(text(line))",
            ]
        case .rest(_, let example): [example, longestHours]
        case .accessName: [String(repeating: "x", count: AccessName.limitBytes)]
        case .day: ["2026-12-31"]
        }
    }

    /// Four intervals on every day, no two days alike.
    private static let longestHours = ScheduleDay.allCases.map { day in
        let hours = (0..<4).map { "0\($0):0\(day.rawValue)-0\($0):30" }
        return "\(day.word) \(hours.joined(separator: " "))"
    }.joined(separator: ", ")

    /// Every way to fill a command's parameters with the longest that fits.
    private static func longestCommands(_ spec: CommandSpec) -> [Command] {
        var commands: [Command] = []
        for fill in ["k", "门", "😀", "e\u{301}\u{302}\u{303}"] {
            var lines: [[String]] = [[]]
            for parameter in spec.parameters {
                let words = longest(parameter.kind, fill)
                lines = lines.flatMap { line in words.map { line + [$0] } }
            }
            for line in lines {
                let values = zip(spec.parameters, line).map { $0.value(of: Substring($1)) }
                if case .command(let command, _) = spec.make(Arguments(values: values)) { commands.append(command) }
            }
        }
        return commands
    }

    private static func details(_ actions: [Action]) -> [String] {
        actions.compactMap { action in
            guard case .store(_, .journal(.processing(.console(let who, let words)), _)) = action else { return nil }
            return "\(who): \(words)"
        }
    }

    @Test("every command with the longest arguments, by everybody: given, refused, asked for and approved")
    func commands() {
        var (count, longest) = (0, 0)
        for spec in CommandTable.specs {
            for command in Self.longestCommands(spec) {
                for role in [nil] + Role.allCases.map(Optional.some) {
                    var controller = Self.terminal
                    for (console, name) in [(ConsoleID(1), Self.longestName), (ConsoleID(2), Self.secondName)] {
                        guard let role else { continue }
                        controller.logins[console] = Login(
                            Account(
                                name: name, role: role, lastDay: .init(number: 30_000), since: .init(number: 20_000)))
                    }
                    var actions = controller.handle(.command(command, from: ConsoleID(1)), at: .forTests)
                    if let matter = command.matter {
                        actions += controller.handle(.command(.approve(matter), from: ConsoleID(2)), at: .forTests)
                    }
                    for detail in Self.details(actions) {
                        count += 1
                        longest = max(longest, detail.utf8.count)
                        #expect(detail.utf8.count <= JournalDraft.detailLimitBytes, "\(spec.name)")
                    }
                }
            }
        }
        #expect(count > 200 && longest > 400)
    }

    @Test("words of any length: the parts fit, and behind one another they are the words") func parts() {
        for fill in ["k", "门", "😀", "e\u{301}"] {
            for count in [0, 1, 100, 240, 470, 480, 481, 1_000, 5_000] {
                let words = String(repeating: fill, count: count)
                let parts = ProcessingEvent.console(by: "anna (responsible)", words).parts
                for part in parts { #expect(part.consoleDetail!.utf8.count <= JournalDraft.detailLimitBytes) }
                let joined = parts.enumerated().map { index, part in
                    let head = parts.count == 1 ? "" : "(\(index + 1) of \(parts.count)) "
                    return part.consoleDetail!.utf8.dropFirst("anna (responsible): \(head)".utf8.count)
                }.joined()
                #expect(Array(joined) == Array(words.utf8), "\(count) of \(fill)")
            }
        }
        #expect(ProcessingEvent.started.parts == [.started])
    }
}
