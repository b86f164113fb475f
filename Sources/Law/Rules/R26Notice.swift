/// R26 notice: true, accurate and complete, in clear words, before anything is processed (Measures 2025, Art. 5;
/// PIPL Art. 17). Its items are R27…R31.
///
/// The notice is generated from the running declaration, so it cannot say anything else than what is done. It exists
/// only when every item is declared in both languages and none of them is a placeholder.
extension Requirement {
    static let notice = Self(.R26, "notice", cites: "Measures 2025 Art. 5, PIPL Art. 17") { _, notice in
        guard notice.problems.isEmpty else {
            return notice.problems.map { .block("the notice cannot be made: \($0.reason) (\($0.requirement))") }
        }
        return [.pass("the notice has \(notice.pages.count) pages in two languages")]
    }
}
