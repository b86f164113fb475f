import Controller

/// For whoever walks along the wires of the door, one step at a time.
extension Texts {
    static func commissionTitle(step: Int, of count: Int) -> Bilingual {
        Bilingual("接线测试 第 \(step) / \(count) 步", "Wiring test, step \(step) of \(count)")
    }

    /// What to do.
    static func commission(_ step: CommissionStep) -> Bilingual {
        switch step {
        case .exitButton: Bilingual("请按出门按钮，然后松开", "Press the exit button, then let go")
        case .contact: Bilingual("请开门，然后关上", "Open the door, then shut it")
        case .strike: Bilingual("电锁动作了吗？", "Did the strike move?")
        case .alarmRelay: Bilingual("听到蜂鸣器，或者看到报警主机有反应吗？", "Was the buzzer heard, or seen at the panel?")
        case .card: Bilingual("请把卡贴近读卡器", "Hold a card to the reader")
        case .keypad: Bilingual("请在键盘上按 1 2 3", "Press 1 2 3 on the keypad")
        case .fire: Bilingual("请让消防主机动作，再复位", "Trip the fire panel, then reset it")
        case .guardButton: Bilingual("请按值班室的开门按钮，然后松开", "Press the guard's button, then let go")
        case .tamper: Bilingual("请打开机壳，然后合上", "Open the housing, then close it")
        case .interlock: Bilingual("请打开另一道门，然后关上", "Open the other door, then shut it")
        case .call: Bilingual("请按呼叫按钮，然后松开", "Press the call button, then let go")
        case .screen: Bilingual("测试图完整吗？", "Was all of the test pattern there?")
        case .camera: Bilingual("请把测试卡放在人站的位置", "Hold the test card where people stand")
        case .clock: Bilingual("检查时钟", "The clock is looked at")
        case .place: Bilingual("此处不是私密空间：请负责人回答", "No private space: the responsible person answers")
        case .sign: Bilingual("提示标识已张贴：请负责人回答", "The signs are up: the responsible person answers")
        case .alternative:
            Bilingual("提供同等的其他方式：请负责人回答", "Another way with equal rights: the responsible person answers")
        }
    }

    static func commission(_ state: CommissionSign.State) -> Bilingual {
        switch state {
        case .open: Bilingual("等待中", "Waiting")
        case .asking: Bilingual("请回答", "Please answer")
        case .passed: Bilingual("通过", "Passed")
        case .failed: Bilingual("没有通过", "Not passed")
        }
    }

    static let doorGoesOn = Bilingual("出门按钮和消防照常开门。", "The exit button and fire open the door as always.")
    static let nextStep = Bilingual("下一步", "Next step")
    static let yes = Bilingual("是", "Yes")
    static let no = Bilingual("否", "No")
}
