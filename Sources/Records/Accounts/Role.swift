/// What somebody who has logged in at the console is there for (R41). The numbers stand in records and never change
/// meaning.
public enum Role: UInt8, Sendable, CaseIterable {
    /// Wires the door, aims the camera, sets times.
    case installer = 1
    /// Keeps it running: people, cards, the store.
    case maintainer = 2
    /// Reads everything there is to read, and changes nothing.
    case auditor = 3
    /// The operator's own person, who answers for the processing of personal data.
    case responsible = 4

    public var word: String {
        switch self {
        case .installer: "installer"
        case .maintainer: "maintainer"
        case .auditor: "auditor"
        case .responsible: "responsible"
        }
    }

    public init?(word: String) {
        guard let role = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = role
    }
}
