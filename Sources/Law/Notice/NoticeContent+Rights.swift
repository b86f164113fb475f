extension NoticeContent {
    /// Page 4: rights and how to use them (R30).
    var yourRights: Page {
        let party = operatorParty
        return (
            Words(chinese: "您的权利，怎么行使", english: "Your rights, and how to use them"),
            [
                Words(
                    chinese: "随时在本机按“我的人脸信息”：查看存了什么，撤回同意并删除模板。不用说明理由，不用找人。",
                    english:
                        "At any time, on this device, under \"My face data\": see what is kept, withdraw your consent "
                        + "and have the template deleted. No reason is asked, no staff is needed."),
                Words(
                    chinese:
                        "您还可以要求复制、更正、限制使用，要求解释规则和识别结果，或者投诉：请致电 \(party.phone)，或到\(party.address.chinese)找\(party.responsiblePerson)。",
                    english:
                        "You may also ask for a copy, a correction or a restriction, ask for an explanation of the rules "
                        + "or of a result, or complain: call \(party.phone), or see \(party.responsiblePerson) at "
                        + "\(party.address.english)."),
                Words(
                    chinese: "不同意或撤回，都不影响您进出，也不会再三询问。撤回之前的处理仍然有效。",
                    english:
                        "Saying no or withdrawing does not affect your entry, and you are not asked again and again. "
                        + "What was done before a withdrawal stays valid."),
                Words(
                    chinese: "您也可以向网信部门或者公安机关投诉、举报。",
                    english: "You may also complain to the cyberspace administration or the police."),
            ]
        )
    }

    /// Page 5: other matters the law asks for (R31; PIPL Art. 17, 24, 30; Network Data Security Regulations Art. 21).
    var otherMatters: Page {
        (
            Words(chinese: "其他事项", english: "Other matters"),
            [
                Words(
                    chinese: "处理的信息：人脸模板、您的编号、卡号、开门和登记的记录。其中人脸信息是敏感个人信息。",
                    english:
                        "What is processed: the face template, your number, your card number, and records of entries and "
                        + "enrolments. Face information is sensitive personal information."),
                Words(
                    chinese: "不提供给任何第三方，不传到境外，不用于分析种族、健康、情绪等，也不作其他用途。",
                    english:
                        "It is given to no third party, sent to no other country, not used to infer origin, health or mood, "
                        + "and used for nothing else."),
                Words(
                    chinese: "是否开门由机器自动判断。您可以不接受机器的判断，改用\(waysShortChinese)，并要求工作人员说明。",
                    english:
                        "A machine decides whether the door opens. You need not accept its decision: use \(waysEnglish), "
                        + "and ask the staff to explain."),
                Words(
                    chinese: "不满十四周岁的未成年人，本机不登记人脸，请\(waysChinese)进出。",
                    english:
                        "This device does not enrol the faces of children under 14; they come in by \(waysEnglish)."),
                Words(
                    chinese: "以上内容有变化时，本机会告诉您；目的、方式等有变化时，须您重新同意，否则停用您的模板。",
                    english:
                        "If any of this changes, this device tells you. If the purpose or the method changes, your template "
                        + "is not used until you consent anew."),
            ]
        )
    }

    /// E.g. "刷卡加密码、编号加密码"; empty ways: the words of R14's other case, which keeps faces off anyway.
    var waysChinese: String {
        ways.isEmpty
            ? "由工作人员开门"
            : ways.map { $0 == .cardAndPIN ? opensByCardAlone ? "刷卡" : "刷卡加密码" : "用编号加密码" }.joined(separator: "或者")
    }

    var waysShortChinese: String {
        ways.isEmpty
            ? "人工通道" : ways.map { $0 == .cardAndPIN ? opensByCardAlone ? "卡" : "卡加密码" : "编号加密码" }.joined(separator: "或")
    }

    var waysEnglish: String {
        ways.isEmpty
            ? "asking the staff"
            : ways.map { $0 == .cardAndPIN ? opensByCardAlone ? "card" : "card and PIN" : "number and PIN" }
                .joined(separator: ", or ")
    }

    var dayCount: String { retentionDays == 1 ? "1 day" : "\(retentionDays) days" }
}
