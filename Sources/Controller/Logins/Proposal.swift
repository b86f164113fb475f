import Timekeeping

/// What is done only when two persons agree, as the second one names it.
public enum Matter: String, CaseIterable, Sendable {
    case clock
    case decommission
}

/// A command that waits for a second person.
struct Proposal: Equatable {
    static let waitMilliseconds: Int64 = 600_000

    let matter: Matter
    let command: Command
    let by: Authority
    let until: Uptime
}

/// What waits, as `status` tells it.
public struct WaitingMatter: Equatable, Sendable {
    public var matter: Matter
    /// The account that asked; nil where nobody has logged in who might read it.
    public var askedBy: String?
    /// Until it is dropped; rounded up.
    public var secondsLeft: Int64

    public init(matter: Matter, askedBy: String?, secondsLeft: Int64) {
        (self.matter, self.askedBy, self.secondsLeft) = (matter, askedBy, secondsLeft)
    }
}
