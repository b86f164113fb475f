/// R35 stale consent: an agreement holds for the terms it was given to (PIPL Art. 14; Measures 2025, Art. 6).
///
/// Each stale consent locks its own template; nobody else is affected, so this never blocks the terminal.
extension Requirement {
    static let staleConsent = Self(.R35, "stale consent", cites: "PIPL Art. 14") { facts, _ in
        let tally = facts.consents
        var notes: [Judgement] = []
        if tally.stale > 0 {
            notes.append(
                .amber(
                    "\(tally.stale) consent\(tally.stale == 1 ? " was" : "s were") given to other terms: locked until given anew, cards and PINs work"
                ))
        }
        if tally.toBeTold > 0 {
            notes.append(
                .amber(
                    "\(tally.toBeTold) \(tally.toBeTold == 1 ? "person is" : "people are") told about new wording at the next use (R52)"
                ))
        }
        return notes.isEmpty ? [.pass("every consent was given to today's terms")] : notes
    }
}
