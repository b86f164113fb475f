extension Requirement {
    /// R39…R45: security and national channels.
    static let security: [Explained] = [
        Explained(
            .R39, "encryption",
            "采取数据加密等措施。",
            "Data are encrypted.",
            cites: "Measures 2025 Art. 14, PIPL Art. 51",
            device: "Seals every record, and transforms every template with a secret."),
        Explained(
            .R40, "security audit",
            "进行安全审计。",
            "Use is audited.",
            cites: "Measures 2025 Art. 14",
            device:
                "Writes a grant to the journal before the strike moves; while the store takes no record, faces are off."
        ),
        Explained(
            .R41, "access control",
            "实行访问控制和授权管理。",
            "Access is controlled and authorised.",
            cites: "Measures 2025 Art. 14, PIPL Art. 51"),
        Explained(
            .R42, "intrusion",
            "采取入侵检测和防御措施。",
            "Intrusion is detected and resisted.",
            cites: "Measures 2025 Art. 14",
            device: "Alarms for a door that is forced or held open."),
        Explained(
            .R43, "protection level",
            "履行网络安全等级保护义务。",
            "The duties of the protection level are met.",
            cites: "Measures 2025 Art. 14"),
        Explained(
            .R44, "standards",
            "符合国家标准的要求。",
            "National standards are followed.",
            cites: "GB/T 41819, 42981, 44248"),
        Explained(
            .R45, "national channels",
            "鼓励优先使用国家人口基础信息库等渠道核验身份。",
            "National identity channels are encouraged.",
            cites: "Measures 2025 Art. 11"),
    ]
}
