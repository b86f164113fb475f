/// What is said about the walk on the console.
public enum CommissionCommand: Equatable, Sendable {
    /// - isInUse: people may be using the door, and it is done all the same.
    case start(isInUse: Bool)
    /// Where it stands.
    case state
    case next
    /// The step from its beginning.
    case again
    case skip(reason: String)
    /// - name: of whoever answers for it.
    case answer(isYes: Bool, name: String?)
    case stop
    case report

    /// What the journal says before it is done; how the steps went is written down with each.
    var journalWords: String? {
        switch self {
        case .start(let isInUse): "commission start\(isInUse ? ", door in use" : "")"
        case .stop: "commission stop"
        case .state, .next, .again, .skip, .answer, .report: nil
        }
    }
}
