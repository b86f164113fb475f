extension Requirement {
    /// R50…R60: people's rights, and limits of the machine.
    static let people: [Explained] = [
        Explained(
            .R50, "withdrawal",
            "个人有权撤回同意，撤回要便捷。",
            "Consent can be withdrawn, conveniently.",
            cites: "Measures 2025 Art. 6, PIPL Art. 15",
            device: "Withdraws at the idle screen without staff or reason, and deletes the template."),
        Explained(
            .R51, "no refusal of service",
            "不得因不同意而拒绝服务，不得频繁征求同意。",
            "No refusal of service and no nagging of those who said no.",
            cites: "PIPL Art. 16, Network Data Security Regulations Art. 22",
            device: "Never proposes enrolment; only a person starts it."),
        Explained(
            .R52, "changes, accessibility",
            "告知事项变更的要告知；符合无障碍要求。",
            "Changes are told; people with disabilities and the elderly can use it.",
            cites: "Measures 2025 Art. 5",
            device: "Knows changed wording by the notice's text digest."),
        Explained(
            .R53, "change filing",
            "备案内容变更、终止的，三十个工作日内办理。",
            "Changes and the end are filed within 30 working days.",
            cites: "Measures 2025 Art. 15"),
        Explained(
            .R54, "data subject rights",
            "保障查阅、复制、更正、删除等权利。",
            "Access, copy, correction, deletion and explanation.",
            cites: "PIPL Art. 44 to 50",
            device: "Shows what is kept and deletes it at the idle screen; the notice says whom to ask for the rest."),
        Explained(
            .R55, "deletion unasked",
            "目的已实现、期限届满的，主动删除；偶然采集的及时删除。",
            "What is no longer needed is deleted unasked, incidental captures too.",
            cites: "PIPL Art. 47, Network Data Security Regulations Art. 24",
            device: "Deletes what has expired by itself; a frame is never stored, and its buffer is zeroed."),
        Explained(
            .R56, "incidents",
            "发生安全事件，立即补救并通知。",
            "Incidents are remedied and reported.",
            cites: "PIPL Art. 57, Network Data Security Regulations Art. 11"),
        Explained(
            .R57, "compliance audit",
            "定期进行合规审计。",
            "Compliance is audited regularly.",
            cites: "PIPL Art. 52 and 54, Network Data Security Regulations Art. 27",
            device: "Judges its own requirements while it runs, and prints each with its reason."),
        Explained(
            .R58, "no pictures",
            "不保存原始人脸图像。",
            "Original face images are not kept.",
            cites: "GB/T 35273, GB/T 41819",
            device: "Has no path from a frame to a file; the screen shows an outline, never pixels."),
        Explained(
            .R59, "no inference",
            "不得分析种族、健康、情绪等特征。",
            "Origin, health, mood and the like are not inferred.",
            cites: "draft 2023 Art. 11, GB/T 41819",
            device: "Computes a template and a comparison score, and nothing else."),
        Explained(
            .R60, "explain decisions",
            "自动决策要能说明、能拒绝。",
            "Automated decisions are explained and can be refused.",
            cites: "PIPL Art. 24 and 48",
            device: "Gives a reason for every refusal, the other ways in, and whom to call."),
    ]
}
