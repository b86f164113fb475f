/// R40 security audit: every decision is recorded; without a record a face opens nothing (Measures 2025, Art. 14).
extension Requirement {
    static let audit = Self(.R40, "security audit", cites: "Measures 2025 Art. 14") { facts, _ in
        facts.recordsAreTaken
            ? [.pass("the store took the last record it was given")]
            : [.block("the store did not take the last record; it is tried again every minute")]
    }
}
