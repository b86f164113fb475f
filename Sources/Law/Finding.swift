/// Where one requirement stands, and why.
public struct Finding: Equatable, Sendable {
    public enum Verdict: String, Equatable, Sendable {
        case pass
        /// A lapse with a date or a note; nothing is stopped.
        case amber
        /// Faces are off. Cards, PINs, exit and fire never are.
        case block
    }
    public let requirement: RequirementID
    public let verdict: Verdict
    /// One sentence for the console, without a full stop, e.g. "no card reader or keypad is healthy; faces are off,
    /// cards and PINs are not affected".
    public let reason: String

    public init(_ requirement: RequirementID, _ verdict: Verdict, _ reason: String) {
        (self.requirement, self.verdict, self.reason) = (requirement, verdict, reason)
    }
}

extension Finding: CustomStringConvertible {
    /// E.g. `R14 alternative: no card reader or keypad is healthy; …`.
    public var description: String {
        "\(requirement) \(Requirement.explanation(requirement).name): \(reason)"
    }
}
