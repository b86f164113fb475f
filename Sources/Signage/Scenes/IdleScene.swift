import Controller
import Law

// R10: the idle screen is the sign. R14, R15: card, PIN and face, alike, card first.
extension Sheet {
    mutating func idle(_ sign: IdleSign) throws(SignageError) {
        try header(doorName(sign.door), camera: .off)
        // R51: nothing proposes enrolment; the button is there for whoever wants it, and only while faces work.
        let enrol: [(ScreenButton, Bilingual)] = sign.blockedBy.isEmpty ? [(.enrol, Texts.enrolButton)] : []
        _ = takeBottom(28)
        try quietButtons([(.myFace, Texts.myFaceButton)] + enrol)
        if !sign.blockedBy.isEmpty { try blockedStrip(sign.blockedBy) }
        let choices = takeBottom(270, gap: Sheet.gap)
        try equalButtons(
            [
                ButtonFace(.card, Texts.card, symbol: .card),
                ButtonFace(.pin, Texts.pin, symbol: .keypad),
                sign.blockedBy.isEmpty
                    ? ButtonFace(.face, Texts.face, symbol: .face)
                    : ButtonFace(.face, Texts.face, symbol: .faceOff, note: Texts.faceOff, isDimmed: true),
            ], in: choices)
        try facts(sign)
    }

    private func doorName(_ door: String) -> Stack {
        Stack(items: [.text(door, .chinese(40, .bold, .band))])
    }

    private mutating func facts(_ sign: IdleSign) throws(SignageError) {
        let isForbidden = sign.blockedBy.contains(.R8)
        let purpose = sign.purpose.map(Texts.purposeWords) ?? Texts.notDeclared
        var stack = Stack()
        if isForbidden {
            stack.text(Texts.placeForbidden, .chinese(38, .bold), .english(28))
        } else {
            stack.items += [.symbol(.camera, sidePixels: 104, .cinnabar), .gap(10)]
            stack.text(Texts.signHeadline, .chinese(56, .bold).centred, .english(40, .bold).centred, gap: 0)
            stack.items += [.gap(18)]
            stack.text(
                Bilingual("\(Texts.idle.chinese)\(Texts.cameraOff.chinese)。", "\(Texts.idle.english) \(Texts.cameraOff.english)."),
                .chinese(34).centred, .english(30).centred, gap: 0)
        }
        stack.items += [.gap(22), .rule(.line), .gap(16)]
        stack.items += [
            fact(Texts.operatorLabel, sign.operatorName.isEmpty ? "\(Texts.notDeclared.chinese) \(Texts.notDeclared.english)" : sign.operatorName),
            .gap(6), fact(Texts.purposeLabel, "\(purpose.chinese) \(purpose.english)"),
            .gap(6), fact(Texts.contactLabel, sign.phone.isEmpty ? "\(Texts.notDeclared.chinese) \(Texts.notDeclared.english)" : sign.phone),
        ]
        try place(stack, in: free)
    }

    private func fact(_ label: Bilingual, _ value: String) -> Stack.Item {
        .row(
            label: ("\(label.chinese) \(label.english)", .english(30, .regular, .quiet)), labelWidth: 230,
            value: (value, .chinese(34, .bold)))
    }

    private mutating func blockedStrip(_ requirements: [RequirementID]) throws(SignageError) {
        let words = Texts.blocked(by: requirements.contains(.R8) ? [.R8] : requirements)
        var stack = Stack()
        stack.text(words, .chinese(32, .bold, .dimmed), .english(27, .regular, .dimmed), gap: 2)
        try panelAtBottom(stack, .dimmed, atMost: 220)
    }
}
