/// One requirement as data: what it is called, where it is written, and the judgement over facts.
public struct Requirement: Sendable {
    public let id: RequirementID
    /// One or two words for the console, e.g. "alternative".
    public let name: String
    /// The article it stands on, e.g. "Measures 2025 Art. 10".
    public let cites: String
    let judge: Rule

    /// The notice is the one made from the facts, once for all rules.
    typealias Rule = @Sendable (Facts, Notice) -> [Judgement]

    init(_ id: RequirementID, _ name: String, cites: String, judge: @escaping Rule) {
        (self.id, self.name, self.cites, self.judge) = (id, name, cites, judge)
    }

    /// All that is to be said, worst first as the rule orders it; one passing finding when it says nothing against.
    func findings(for facts: Facts, _ notice: Notice) -> [Finding] {
        let judgements = judge(facts, notice)
        precondition(!judgements.isEmpty, "\(id) must say something")
        return judgements.map { Finding(id, $0.verdict, $0.reason) }
    }
}

/// What a rule says, without the number of the rule.
struct Judgement: Equatable, Sendable {
    let verdict: Finding.Verdict
    let reason: String

    static func pass(_ reason: String) -> Self { Self(verdict: .pass, reason: reason) }
    static func amber(_ reason: String) -> Self { Self(verdict: .amber, reason: reason) }
    /// Says in every case that the other ways in go on.
    static func block(_ reason: String) -> Self {
        Self(verdict: .block, reason: "\(reason); faces are off, cards and PINs are not affected")
    }
}
