import Law
import Timekeeping

/// The locked templates: every word a passer-by reads. The site fills fields, never sentences (R12).
///
/// No sentence praises the face, hurries, or makes card and PIN sound second best (R12, R13, R51).
enum Texts {
    // R58: a bench says so, everywhere.
    static let bench = Bilingual("试验台 · 不控制真门", "BENCH · no real door")

    // R10: the sign.
    static let signHeadline = Bilingual("此处有人脸识别，由您选择", "Face recognition here – your choice")
    static let cameraOff = Bilingual("摄像头已关闭。", "Camera is off.")
    static let cameraOffShort = Bilingual("摄像头关", "Camera off")
    static let cameraOnShort = Bilingual("摄像头开", "Camera on")
    static let operatorLabel = Bilingual("运营者", "Operator")
    static let purposeLabel = Bilingual("目的", "Purpose")
    static let contactLabel = Bilingual("联系", "Contact")
    static let notDeclared = Bilingual("未声明", "not declared")

    // R14, R15: S-idle and S-choice. Card first; all three alike.
    static let idle = Bilingual("本门可刷卡、输密码或刷脸，由您选择。", "Card, PIN or face – you choose.")
    static let card = Bilingual("刷卡", "Card")
    static let pin = Bilingual("密码", "PIN")
    static let face = Bilingual("刷脸", "Face")
    static let faceOff = Bilingual("刷脸停用", "Face is off")

    // R14: S-blocked. Where no reader and no keypad works, card and PIN are not promised: there is a number to call.
    /// - Parameter phone: nil where the number stands on the screen anyway.
    static func blocked(by requirements: [RequirementID], phone: String?) -> Bilingual {
        let list = requirements.map(\.description)
        let off = Bilingual(
            "人脸功能已停用（\(list.joined(separator: "、"))）。", "Face recognition is off (\(list.joined(separator: ", "))).")
        return off + (requirements.contains(.R14) ? noAlternative(phone: phone) : useCardOrPIN)
    }
    static let safeMode = Bilingual(
        "安全模式：人脸功能已停用，请刷卡或输密码，并通知管理员。",
        "Safe mode: face recognition is off. Please use card or PIN, and tell the operator.")
    static let useCardOrPIN = Bilingual("请刷卡或输密码。", "Please use card or PIN.")
    static func noAlternative(phone: String?) -> Bilingual {
        guard let phone else { return Bilingual("读卡器和键盘不可用，请致电。", "No reader or keypad works: please call.") }
        let contact = phone.isEmpty ? contactOperator : call(phone)
        return Bilingual("读卡器和键盘不可用，请\(contact.chinese)。", "No card reader or keypad works: please \(contact.english).")
    }
    // R8
    static let placeForbidden = Bilingual(
        "此处不得安装人脸识别设备（《人脸识别技术应用安全管理办法》第十三条）。人脸功能已停用。",
        "No face recognition device may be installed in this place (Measures on Face Recognition, Article 13). "
            + "Face recognition is off.")
    static let blockedTitle = Bilingual("人脸功能已停用", "Face recognition is off")

    // R30, R50, R51: a person's own data; enrolment is started by the person alone.
    static let myFaceButton = Bilingual("我的人脸信息", "My face data")
    static let enrolButton = Bilingual("登记人脸（自愿）", "Enrol a face (optional)")

    // Turning pages.
    static let back = Bilingual("返回", "Back")
    static let next = Bilingual("下一页", "Next")
    static let stop = Bilingual("停止，用卡或密码", "Stop, use card or PIN")
    static let home = Bilingual("回到首页", "To the start")

    // R26: S-notice.
    static func noticeTitle(page: Int, of count: Int) -> Bilingual {
        Bilingual("告知 第 \(page) / \(count) 页", "Notice, page \(page) of \(count)")
    }
    static let continued = Bilingual("（续）", " (continued)")

    // R36: yes or no, no birth date.
    static let ageTitle = Bilingual("年龄", "Age")
    static let ageQuestion = Bilingual("您年满14周岁了吗？", "Are you 14 or older?")
    static let ageNote = Bilingual("本机不问生日，也不用人脸推断年龄。", "No birth date is asked, and no age is guessed from a face.")
    static let fourteenOrOlder = Bilingual("已满14周岁", "14 or older")
    static let under14 = Bilingual("未满14周岁", "Under 14")

    // R34: S-consent. Nothing else stands on that page; no answer is no.
    static let consentTitle = Bilingual("单独同意", "Separate consent")
    static func consent(_ purpose: Purpose, _ lastDay: CivilDay) -> Bilingual {
        let (words, day) = (purposeWords(purpose), date(lastDay))
        return Bilingual(
            "我已了解以上内容，单独同意本设备为「\(words.chinese)」处理我的人脸信息至 \(day.chinese)。",
            "I have read and understood the notice. I separately consent that this device processes my face data for "
                + "\"\(words.english)\" until \(day.english).")
    }
    static let decline = Bilingual("不同意，\n用卡或密码", "No, use\ncard or PIN")
    static func agree(holdMilliseconds: Int) -> Bilingual {
        let time = seconds(holdMilliseconds)
        return Bilingual("按住\(time)秒：\n同意", "Hold \(time) s:\nI agree")
    }
    static let noAnswerIsNo = Bilingual("不作答即为不同意。", "No answer counts as no.")

    // R51: S-refuse.
    static let declinedTitle = Bilingual("没有保存任何人脸信息", "No face data was stored")
    static let declined = Bilingual(
        "好的，请刷卡或输密码。您的通行权利不受影响。", "All right: please use card or PIN. Your right to pass is not affected.")

    // R50: S-withdrawn.
    static let withdrawnTitle = Bilingual("已撤回", "Withdrawn")
    static let withdrawn = Bilingual(
        "您的人脸模板已删除。卡和密码照常可用。", "Your face template is deleted. Card and PIN work as before.")
    static let receipt = Bilingual("收据", "Receipt")

    // R19, R50: after enrolment.
    static let enrolledTitle = Bilingual("已登记", "Enrolled")
    static func enrolled(until lastDay: CivilDay) -> Bilingual {
        let day = date(lastDay)
        return Bilingual(
            "人脸模板保存在本设备，\(day.chinese)之后自动删除。没有保存照片。",
            "The template stays in this device and deletes itself after \(day.english). No photo was kept.")
    }
    static let withdrawAnyTime = Bilingual(
        "随时可在首页“我的人脸信息”撤回。", "Withdraw at any time: \"My face data\" on the start screen.")

    // R30, R50, R54: my face data.
    static let myFaceTitle = Bilingual("我的人脸信息", "My face data")
    static func stored(until lastDay: CivilDay) -> Bilingual {
        let day = date(lastDay)
        return Bilingual(
            "本设备保存着您的一个加密人脸模板，没有照片，保存至 \(day.chinese)。",
            "This device keeps one encrypted template of your face, no photo, until \(day.english).")
    }
    static let nothingStored = Bilingual("本设备没有保存您的人脸信息。", "This device keeps no face data of yours.")
    static func otherRights(phone: String) -> Bilingual {
        let contact = phone.isEmpty ? contactOperator : call(phone)
        return Bilingual(
            "查询、复制、更正、删除、撤回、要求说明或投诉：可在此撤回，其他请\(contact.chinese)。",
            "Access, copy, correct, delete, withdraw, ask why, complain: withdraw here; for the rest, \(contact.english)."
        )
    }
    static let withdraw = Bilingual("撤回并删除", "Withdraw and delete")

    // The ways in, under way.
    static let presentCardTitle = Bilingual("请刷卡", "Present your card")
    static let presentCardAlone = Bilingual("把卡贴近读卡器即可，不用输密码。", "Hold it to the reader; no PIN is needed.")
    static let presentCard = Bilingual("把卡贴近读卡器，然后输密码。", "Hold it to the reader, then enter your PIN.")
    static let pinTitle = Bilingual("请输密码", "Enter your PIN")
    static let erase = Bilingual("删除", "Erase")
    static let enter = Bilingual("确定", "Enter")
    static let cameraStaysOff = Bilingual("摄像头保持关闭。", "The camera stays off.")

    static let openedTitle = Bilingual("门已开", "Door open")
    static let opened = Bilingual("请进", "Please come in")
    static let cameraWasOff = Bilingual("摄像头没有开启。", "The camera was not used.")

    // R60: refused.
    static let refusedTitle = Bilingual("门没有开", "The door stays closed")
    static let notEnrolledTitle = Bilingual("没有登记", "Not enrolled")

    static let messageTitle = Bilingual("设备提示", "Terminal message")

    static let contactOperator = Bilingual("联系运营者", "contact the operator")
    static func call(_ phone: String) -> Bilingual { Bilingual("致电 \(unbroken(phone))", "call \(unbroken(phone))") }

    /// A telephone number stays on one line.
    static func unbroken(_ phone: String) -> String { String(phone.map { $0 == " " ? "\u{A0}" : $0 }) }
}
