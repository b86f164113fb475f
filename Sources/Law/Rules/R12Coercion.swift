/// R12 coercion: nobody is misled, deceived or coerced into a face (Measures 2025, Art. 12; no permanent or
/// irrevocable terms: Supreme Court provisions 2021, Art. 11).
///
/// The terminal's own words are fixed. What a site may add is searched for phrases that push; a text that has one is
/// not shown, so that R26 has no notice to give, and that is what stops faces.
extension Requirement {
    static let noCoercion = Self(.R12, "coercion", cites: "Measures 2025 Art. 12") { _, notice in
        let lapses = notice.problems.filter { $0.requirement == .R12 }
        return lapses.isEmpty
            ? [.pass("no declared text pushes anybody towards a face")] : lapses.map { .amber($0.reason) }
    }
}
