import Controller
import Law

// R60: every refusal says why, names the other ways in, and whom to call.
extension Texts {
    static func reason(_ reason: RefusalReason) -> Bilingual {
        switch reason {
        // S-nomatch
        case .noMatch: Bilingual("未能确认。", "Not confirmed.")
        case .noFace: Bilingual("没有看到清楚的人脸。", "No face could be seen clearly.")
        case .notEnrolled: Bilingual("此编号不能用人脸开门。", "A face cannot be used for this number.")
        case .unknownCard: Bilingual("此卡未登记。", "This card is not known here.")
        case .wrongPIN: Bilingual("编号、卡或密码不符。", "Number, card or PIN do not fit together.")
        case .tryLater: Bilingual("尝试次数过多，请过一会儿再试。", "Too many tries. Please try again a little later.")
        // R40: no record, no opening by face.
        case .notRecorded:
            Bilingual("本次结果无法记录，所以门没有开。", "The decision could not be recorded, so the door was not opened.")
        case .cameraFailed: Bilingual("摄像头没有响应。", "The camera does not answer.")
        // R33, R36
        case .minor: Bilingual("本设备不登记未满14周岁者的人脸。没有保存任何信息。", "This device enrols nobody under 14. Nothing was stored.")
        // R14
        case .noAlternative: Bilingual("先有卡或密码，才能登记人脸（R14）。", "A face can be enrolled only beside a card or PIN (R14).")
        case .otherDoorOpen: Bilingual("另一扇门开着，请等它关好再试。", "The other door is open. Please wait until it has closed.")
        case .notAtThisTime: Bilingual("现在不在您的通行时间内。", "This is outside your hours for this door.")
        case .notYetValid: Bilingual("您的通行权限尚未开始。", "Your access has not begun yet.")
        case .timeUnknown: Bilingual("时钟没有校准，现在无法核对通行时间。", "The clock is not set, so your hours cannot be checked now.")
        case .rightsLost: Bilingual("您的通行权限需要重新登记。", "Your access has to be set up again.")
        // R19
        case .clockInDoubt:
            Bilingual("时钟需要核对，暂时不能登记人脸（R19）。", "The clock has to be checked; no face is enrolled for now (R19).")
        }
    }

    /// The other ways in, and the person to call; the closing line of every refusal.
    static func otherWays(phone: String) -> Bilingual {
        let contact = phone.isEmpty ? contactOperator : call(phone)
        return Bilingual("请用卡或密码，\n或\(contact.chinese)。", "Please use card or PIN,\nor \(contact.english).")
    }

    /// What a passer-by reads behind the number of a requirement that keeps faces off.
    static func requirement(_ requirement: RequirementID) -> Bilingual {
        switch requirement {
        case .R1: Bilingual("目的或必要性没有声明完整", "purpose or necessity is not fully declared")
        case .R3: Bilingual("没有登记影响评估", "no impact assessment is registered")
        case .R8: Bilingual("此处不得使用人脸识别", "faces may not be used in this place")
        case .R10: Bilingual("标识不能显示", "the sign cannot be shown")
        case .R14: Bilingual("没有可用的读卡器或键盘", "no card reader or keypad is working")
        case .R18: Bilingual("断网保护没有生效", "the network lock is not in force")
        case .R19: Bilingual("时钟或到期删除没有就绪", "clock or expiry is not ready")
        case .R20: Bilingual("保存期限没有声明", "no retention time is declared")
        case .R24, .R25: Bilingual("影响评估需要更新", "the impact assessment has to be renewed")
        case .R26: Bilingual("告知内容不完整", "the notice is incomplete")
        case .R34: Bilingual("不能记录同意", "consent cannot be recorded")
        case .R39: Bilingual("加密密钥不可用", "the encryption key is not available")
        case .R40: Bilingual("不能写入记录", "the journal cannot be written")
        default: Bilingual("一项法定要求没有满足", "a legal requirement is not met")
        }
    }
}
