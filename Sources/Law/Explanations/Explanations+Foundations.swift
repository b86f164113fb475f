extension Requirement {
    /// R1…R7: foundations.
    static let foundations: [Explained] = [
        Explained(
            .R1, "purpose",
            "处理人脸信息要有特定的目的和充分的必要性。",
            "A face may be processed only for a specific purpose and where it is really necessary.",
            cites: "Measures 2025 Art. 4, PIPL Art. 28",
            device:
                "Keeps faces off until one purpose from its list and the necessity, in both languages, are declared."),
        Explained(
            .R2, "least intrusion",
            "要采取对个人权益影响最小的方式。",
            "The way that touches people's rights least is to be used.",
            cites: "Measures 2025 Art. 4",
            device:
                "Compares one to one after a claim unless 1:N is declared with its reason; the camera opens only after a deliberate act."
        ),
        Explained(
            .R3, "strict protection",
            "要对人脸信息采取严格的保护措施。",
            "Face information is to be strictly protected.",
            cites: "Measures 2025 Art. 4 and 14, PIPL Art. 28"),
        Explained(
            .R4, "sensitive data",
            "人脸信息是敏感个人信息，按敏感个人信息的规则处理。",
            "Face information is sensitive personal information and is treated as such.",
            cites: "PIPL Art. 28 to 32, Network Data Security Regulations Art. 21 to 24",
            device: "Frames, embeddings and templates have no textual form in the program and cannot be printed."),
        Explained(
            .R5, "other statutes",
            "网络安全法、数据安全法、消费者权益保护法适用时一并遵守。",
            "Cybersecurity, data security and consumer law apply beside the Measures.",
            cites: "CSL, DSL, consumer protection law"),
        Explained(
            .R6, "other ways first",
            "能不用人脸的，优先用其他方式。",
            "Where another way serves, it comes first.",
            cites: "draft 2023 Art. 4",
            device: "Shows card and PIN at least as large as the face button, and before it."),
        Explained(
            .R7, "sector rules",
            "所在行业另有规定的，按行业规定。",
            "Rules of the sector are to be followed too.",
            cites: "sector regulations"),
    ]
}
