extension Requirement {
    /// R12…R16: a free choice.
    static let freeChoice: [Explained] = [
        Explained(
            .R12, "coercion",
            "不得误导、欺诈、胁迫个人接受人脸识别。",
            "Nobody may be misled, deceived or coerced into face recognition.",
            cites: "Measures 2025 Art. 12",
            device:
                "Fixes its own words, searches the site's texts for phrases that push, and shows no notice that has one."
        ),
        Explained(
            .R13, "equal service",
            "不因用不用人脸而给予不同的待遇。",
            "Those who use a face get no better service than those who do not.",
            cites: "PIPL Art. 16, draft 2023",
            device: "Has one door policy for every way in; there is no setting for a single one."),
        Explained(
            .R14, "alternative",
            "有其他方式能达到同样目的的，不得把人脸识别作为唯一的验证方式。",
            "A face may never be the only way in where another way serves.",
            cites: "Measures 2025 Art. 10",
            device: "Watches card reader and keypad; when no other way in works, faces go off at once."),
        Explained(
            .R15, "convenient alternative",
            "对不同意的人，要提供其他合理、便捷的方式。",
            "Those who do not agree get another reasonable and convenient way.",
            cites: "Measures 2025 Art. 10",
            device: "Card + PIN and number + PIN open the same door from the same screen, and never start the camera."),
        Explained(
            .R16, "property manager",
            "物业等建筑物管理人不得把人脸作为唯一的进出方式，业主要求时应提供其他方式。",
            "A property manager may not make faces the only way in and owes residents another one.",
            cites: "Supreme Court provisions 2021 Art. 10",
            device: "Reports a property manager's site that has fewer than two other ways in."),
    ]
}
