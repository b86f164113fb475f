extension Requirement {
    /// R20…R25: assessment and records.
    static let assessment: [Explained] = [
        Explained(
            .R20, "impact assessment",
            "事前进行个人信息保护影响评估。",
            "An impact assessment comes before the first use.",
            cites: "Measures 2025 Art. 9, PIPL Art. 55"),
        Explained(
            .R21, "four aspects",
            "评估应当包括目的方式、权益影响、风险、保护措施四个方面。",
            "The assessment covers purpose and method, effect on rights, risks, and protection.",
            cites: "Measures 2025 Art. 9"),
        Explained(
            .R22, "records",
            "对处理情况进行记录。",
            "Processing is recorded.",
            cites: "Measures 2025 Art. 9, PIPL Art. 55",
            device: "Writes enrolments, withdrawals, expiries and decisions to its journal."),
        Explained(
            .R23, "three years",
            "评估报告和处理记录至少保存三年。",
            "Assessment and records are kept for at least three years.",
            cites: "Measures 2025 Art. 9, PIPL Art. 56"),
        Explained(
            .R24, "changed purpose",
            "目的、方式变化的，重新评估。",
            "A changed purpose or method needs a new assessment.",
            cites: "Measures 2025 Art. 9",
            device: "Knows a change of terms by the notice's material digest."),
        Explained(
            .R25, "after an incident",
            "发生重大安全事件的，重新评估。",
            "A major security incident needs a new assessment.",
            cites: "Measures 2025 Art. 9"),
    ]
}
