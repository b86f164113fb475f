import Law

/// A console command, parsed. What each may do and who may give it is Console's.
public enum Command: Equatable, Sendable {
    case status
    case law
    case lawWhy(RequirementID)
    case people
    case personAdd(PersonRequest)
    case personRemove(number: String)
    case journal(count: Int)
    case journalVerify
    case explainLast
}
