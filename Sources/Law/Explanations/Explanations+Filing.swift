extension Requirement {
    /// R46…R49: volume and filing.
    static let filing: [Explained] = [
        Explained(
            .R46, "volume",
            "掌握存储人脸信息的人数。",
            "The number of people stored is known.",
            cites: "Measures 2025 Art. 15"),
        Explained(
            .R47, "filing",
            "存储达到十万人的，三十个工作日内向省级以上网信部门备案。",
            "At 100,000 people, file with the provincial administration within 30 working days.",
            cites: "Measures 2025 Art. 15"),
        Explained(
            .R48, "filing materials",
            "备案应当提交规定的材料。",
            "Filing takes the listed materials.",
            cites: "Measures 2025 Art. 15"),
        Explained(
            .R49, "watch the law",
            "关注法律变化，咨询专业人士。",
            "Changes of the law are watched, professionals are asked.",
            cites: "good practice",
            device: "Its reading of the law carries a version and a review date."),
    ]
}
