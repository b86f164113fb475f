import Foundation
import Law
import Testing
import Timekeeping

@testable import Console
@testable import Controller
@testable import Records

/// R41: who may give which command. The whole matrix stands in `Golden/roles.txt` for review;
/// `MENSHEN_GOLDEN=write swift test --filter RoleMatrix` rewrites it.
@Suite("Every role and every command") struct RoleMatrixTests {
    private static let viewers: [Role?] = [nil] + Role.allCases
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "Golden/roles.txt")

    @Test("the matrix is what was reviewed") func golden() throws {
        var lines = ["\(ReplyText.padded("", 16)) nobody installer maintainer auditor responsible"]
        for spec in CommandTable.specs {
            let cells = Self.viewers.map { role in
                ReplyText.padded(spec.roles.allows(role) ? "yes" : "-", (role?.word ?? "nobody").count)
            }
            lines.append("\(ReplyText.padded(spec.name, 16)) \(cells.joined(separator: " "))".trimmingTrailing)
        }
        let matrix = lines.joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["MENSHEN_GOLDEN"] == "write" {
            try Data(matrix.utf8).write(to: Self.file)
        }
        #expect(try matrix == String(contentsOf: Self.file, encoding: .utf8))
    }

    @Test("each cell: the Controller does what the table says", arguments: viewers) func cells(_ role: Role?) {
        for spec in CommandTable.specs {
            let command: Command
            switch spec.make(Arguments(values: spec.parameters.map(\.example))) {
            case .command(let made, _), .watch(let made): command = made
            case .table(let kind): command = kind.command
            case .batch, .clear, .help:
                #expect(spec.roles.allows(role), "\(spec.name) is the console's own")
                continue
            case .nothing, .mistake, .question:
                Issue.record("\(spec.name) was not tried")
                continue
            }
            var controller = Controller.forTests
            let console = ConsoleID(1)
            if let role {
                let account = Account(
                    name: AccountName("anna")!, role: role, lastDay: .init(number: 30_000),
                    since: CivilDay(number: 20_000))
                controller.logins[console] = Login(account)
            }
            let refusal = controller.refusal(of: command, controller.authority(of: console))
            #expect((refusal == nil) == spec.roles.allows(role), "\(spec.name) for \(role?.word ?? "nobody")")
            // What is refused changes nothing and asks the store for nothing but a line of the journal.
            let actions = controller.handle(.command(command, from: console), at: .forTests)
            guard refusal != nil else { continue }
            #expect(actions.contains { if case .reply(console, .failed(refusal!)) = $0 { true } else { false } })
            for case .store(_, let request) in actions {
                if case .journal = request { continue }
                // Asked at every beginning of a day.
                if case .expire = request { continue }
                Issue.record("\(spec.name) for \(role?.word ?? "nobody"): \(request)")
            }
        }
    }

    @Test("help and Tab show to each role what it may do, and only that", arguments: viewers) func help(_ role: Role?) {
        let lines = HelpText.lines(for: Roles(role))
        for spec in CommandTable.specs {
            let isListed = lines.contains { $0 == "  \(spec.usage)" || $0.hasPrefix("  \(spec.usage)  ") }
            #expect(isListed == spec.roles.allows(role), "\(spec.name) for \(role?.word ?? "nobody")")
        }
        for choice in Completion(of: "", for: Roles(role)).choices {
            #expect(CommandTable.specs.contains { $0.words[0] == choice.word && $0.roles.allows(role) })
        }
    }

    /// R34, R58: the words themselves.
    @Test("no command and no parameter names a template, a picture or an embedding") func noTemplates() {
        for spec in CommandTable.specs {
            for word in ["template", "picture", "image", "photo", "frame", "embedding", "face"] {
                #expect(!spec.name.contains(word) && !spec.usage.lowercased().contains(word), "\(spec.name)")
            }
        }
    }
}

extension String {
    fileprivate var trimmingTrailing: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
