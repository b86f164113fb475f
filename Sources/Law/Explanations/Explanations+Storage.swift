extension Requirement {
    /// R17…R19: storage.
    static let storage: [Explained] = [
        Explained(
            .R17, "stored here",
            "人脸信息应当存储在人脸识别设备内。",
            "Face information is stored inside the device.",
            cites: "Measures 2025 Art. 8",
            device: "Keeps templates in its own sealed store; no command exports one."),
        Explained(
            .R18, "not sent",
            "不得通过互联网对外传输人脸信息。",
            "Face information is not sent over the internet.",
            cites: "Measures 2025 Art. 8",
            device: "Contains no network code."),
        Explained(
            .R19, "retention",
            "保存期限不得超过实现目的所必需的最短时间。",
            "Kept no longer than the shortest time the purpose needs.",
            cites: "Measures 2025 Art. 8, PIPL Art. 19 and 47",
            device:
                "Asks for 1 to 365 days (a visitor: 1), lets every template expire by itself, and keeps faces off while the day cannot be known or expiry is behind."
        ),
    ]
}
