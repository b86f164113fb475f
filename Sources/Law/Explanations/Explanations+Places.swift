extension Requirement {
    /// R8…R11: the place.
    static let places: [Explained] = [
        Explained(
            .R8, "place",
            "不得在宾馆客房、公共浴室、更衣室、卫生间等私密空间内安装人脸识别设备。",
            "No face recognition device inside private spaces such as hotel rooms, bathhouses, changing rooms and toilets.",
            cites: "Measures 2025 Art. 13",
            device:
                "Asks for the kind of place, has no default, and keeps faces off for good in a forbidden one; there is no override."
        ),
        Explained(
            .R9, "public place",
            "在公共场所安装，应当为维护公共安全所必需，并合理确定采集区域。",
            "In a public place only where public safety needs it, with a reasonable capture area.",
            cites: "Measures 2025 Art. 13, PIPL Art. 26"),
        Explained(
            .R10, "sign",
            "要设置显著的提示标识。",
            "There is to be a prominent sign.",
            cites: "Measures 2025 Art. 13, PIPL Art. 26",
            device: "The idle screen is the sign: who, what for, whom to call, and that the camera is off."),
        Explained(
            .R11, "venues",
            "宾馆、银行、车站等经营场所，除法律规定外，不得强制、误导、欺诈、胁迫个人接受人脸验证。",
            "Hotels, banks, stations and the like may not push anybody into face verification.",
            cites: "draft 2023 Art. 9"),
    ]
}
