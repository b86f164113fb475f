import Door

extension DoorEvent {
    /// At a start: the run before has not seen it reset.
    static let fireGoesOn = "fire goes on"

    /// - Parameter words: of the journal.
    /// - Returns: whether an evacuation begins or goes on with it, or ends; nil: it is about something else.
    public static func evacuation(by words: String) -> Bool? {
        if words.hasPrefix("fire reset") { return false }
        return words.hasPrefix("fire") ? true : nil
    }

    /// What the journal says of what somebody did at the door; nil: a credential, the console or time, which are written down by
    /// themselves, or a leaf, whose alarms are.
    var journalWords: String? {
        switch self {
        case .fire: "fire"
        case .fireReset: "fire reset"
        case .exit(true): "exit pressed"
        case .exit(false): nil
        case .guard(true): "guard pressed"
        case .guard(false): nil
        case .schedule(let isOpen): isOpen ? "schedule begins" : "schedule ends"
        case .tamper(let isOpen): isOpen ? "housing opened" : "housing closed"
        case .interlock(let isOpen): isOpen ? "other door open" : "other door closed"
        case .call: "call pressed"
        case .grant, .unlock, .hold, .test, .contactOpened, .contactClosed, .tick: nil
        }
    }
}
