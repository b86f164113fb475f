import Controller

/// What one typed line asks for.
public enum ConsoleRequest: Equatable, Sendable {
    case nothing
    case help
    case command(Command, ReplyFormat)
    /// The command's answer, again and again.
    case watch(Command)
    case batch(Bool)
    case clear
    /// Understood, but for a secret that is to be asked for without echo; `Question.parse` goes on.
    case question(Question)
    /// Lines follow, up to `.`; see `TypedTable`.
    case table(TableKind)
    /// One line: what is wrong and what would be right.
    case mistake(String)
}

/// What a table is about, and whether it is only looked through.
public enum TableKind: Equatable, Sendable {
    case people, peopleCheck, rules, rulesCheck

    /// Who may send one.
    var roles: Roles { command.roles }

    /// What comes of an empty one.
    var command: Command {
        switch self {
        case .people: .peopleImport([])
        case .peopleCheck: .access(.peopleCheck([]))
        case .rules: .access(.import([]))
        case .rulesCheck: .access(.check([]))
        }
    }

    /// What stands in its lines.
    var word: String {
        switch self {
        case .people, .peopleCheck: "people"
        case .rules, .rulesCheck: "rules"
        }
    }
}

/// How an answer is written.
public enum ReplyFormat: Equatable, Sendable {
    /// For eyes: 80 columns.
    case text
    /// `NAME=VALUE` lines.
    case pairs
    /// One line of JSON.
    case json
}

/// A secret that a command still needs.
public struct Question: Equatable, Sendable {
    /// `PIN (4...10 digits): `
    public let prompt: String
    let line: String
    let secrets: [SecretText]
    var heldBytes: Int { prompt.utf8.count + line.utf8.count + secrets.reduce(64) { $0 + $1.count + 64 } }

    /// Goes on with what was answered.
    public func answered(_ secret: SecretText) -> ConsoleRequest {
        if Self.hasNoise(secret) { return .mistake("error: \(ConsoleLanguage.noise)") }
        return ConsoleLanguage.parse(line, secrets: secrets + [secret])
    }

    /// The replacement character, which stands for bytes that are none.
    private static func hasNoise(_ secret: SecretText) -> Bool {
        secret.withBytes { bytes in
            bytes.indices.dropLast(2).contains { bytes[$0] == 0xEF && bytes[$0 + 1] == 0xBF && bytes[$0 + 2] == 0xBD }
        }
    }
}
