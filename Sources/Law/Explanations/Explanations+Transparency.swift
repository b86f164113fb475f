extension Requirement {
    /// R26…R33: telling people.
    static let transparency: [Explained] = [
        Explained(
            .R26, "notice",
            "处理前，以显著方式、清晰易懂的语言，真实、准确、完整地告知。",
            "People are told before, prominently, clearly, truly and completely.",
            cites: "Measures 2025 Art. 5, PIPL Art. 17",
            device:
                "Makes the notice from its own settings in two languages, and keeps faces off while an item is missing or a placeholder."
        ),
        Explained(
            .R27, "who",
            "告知处理者的名称和联系方式。",
            "The notice names the operator and how to reach them.",
            cites: "Measures 2025 Art. 5 (1)",
            device: "Page 1 of the notice; name, address, phone and person in charge are checked."),
        Explained(
            .R28, "what for, how long",
            "告知目的、方式和保存期限。",
            "The notice gives purpose, method and retention.",
            cites: "Measures 2025 Art. 5 (2)",
            device: "Page 2 of the notice, taken from the settings in use."),
        Explained(
            .R29, "why, what effect",
            "告知必要性和对个人权益的影响。",
            "The notice gives the necessity and the effect on people's rights.",
            cites: "Measures 2025 Art. 5 (3), PIPL Art. 30",
            device: "Page 3 of the notice, with the measured error rates of the model pack in use."),
        Explained(
            .R30, "rights",
            "告知行使权利的方式和程序。",
            "The notice says how to use one's rights.",
            cites: "Measures 2025 Art. 5 (4)",
            device: "Page 4 of the notice; \"My face data\" on the idle screen."),
        Explained(
            .R31, "other matters",
            "告知法律规定的其他事项。",
            "The notice gives what else the law asks for.",
            cites: "Measures 2025 Art. 5 (5), Network Data Security Regulations Art. 21",
            device: "Page 5 of the notice: kinds of data, recipients, automated decision, under-14s, changes."),
        Explained(
            .R32, "true purpose",
            "如实说明目的和范围；只贴告示不等于同意。",
            "The true purpose is told; a sign alone is no consent.",
            cites: "Measures 2025 Art. 4 and 6",
            device: "Has no passive mode: no capture without a person's deliberate act, no counting of passers-by."),
        Explained(
            .R33, "under 14 rules",
            "处理不满十四周岁未成年人的人脸信息，要有专门规则。",
            "Faces of children under 14 need rules of their own.",
            cites: "Measures 2025 Art. 7, PIPL Art. 31",
            device: "Has no such rules, so it does not enrol children under 14; this must be declared."),
    ]
}
