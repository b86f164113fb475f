extension Requirement {
    /// R34…R38: consent.
    static let consent: [Explained] = [
        Explained(
            .R34, "consent",
            "取得个人在充分知情下自愿、明确作出的单独同意。",
            "Consent is separate, voluntary, explicit and informed.",
            cites: "Measures 2025 Art. 6, PIPL Art. 14 and 29",
            device:
                "Takes consent at its own screen only; keeps faces off when nobody can be informed or a template has no consent on record."
        ),
        Explained(
            .R35, "stale consent",
            "没有告知的同意无效；不得超出同意的范围。",
            "Consent does not reach beyond what the person was told.",
            cites: "PIPL Art. 14, Network Data Security Regulations Art. 22",
            device:
                "Keeps the digest of the terms with each consent; other terms lock that template until its person consents anew."
        ),
        Explained(
            .R36, "guardian",
            "不满十四周岁的，取得监护人同意。",
            "Under 14, a parent or guardian consents.",
            cites: "Measures 2025 Art. 7, PIPL Art. 31",
            device: "Asks whether the person is 14 or older, and refuses enrolment under 14."),
        Explained(
            .R37, "written consent",
            "法律规定书面同意的，取得书面同意。",
            "Where the law says so, consent is written.",
            cites: "PIPL Art. 29"),
        Explained(
            .R38, "without consent",
            "法律规定不需取得同意的情形，依法处理。",
            "Where the law needs no consent, its limits apply.",
            cites: "PIPL Art. 13, 18 and 35",
            device: "Has no such mode: without consent there is no template."),
    ]
}
