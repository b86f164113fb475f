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
        let choices = takeBottom(270, gap: Sheet.gap)
        try equalButtons(
            [
                ButtonFace(.card, Texts.card, symbol: .card),
                ButtonFace(.pin, Texts.pin, symbol: .keypad),
                sign.blockedBy.isEmpty
                    ? ButtonFace(.face, Texts.face, symbol: .face)
                    : ButtonFace(.face, Texts.faceOff, symbol: .faceOff, isDimmed: true),
            ], in: choices)
        // Card and PIN stay where and as they are; only the face changes, and the strip says why.
        if !sign.blockedBy.isEmpty { try blockedStrip(sign) }
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
        } else if sign.blockedBy.isEmpty {
            stack.items += [.symbol(.camera, sidePixels: 104, .cinnabar), .gap(10)]
            stack.text(Texts.signHeadline, .chinese(56, .bold).centred, .english(40, .bold).centred, gap: 0)
            stack.items += [.gap(18)]
            stack.text(Texts.idle + Texts.cameraOff, .chinese(34).centred, .english(30).centred, gap: 0)
        } else {
            // The strip above the buttons says which ways there are; it needs the room.
            stack.items.append(
                .captioned(
                    .camera, sidePixels: 104, .cinnabar,
                    [
                        (Texts.signHeadline.chinese, .chinese(48, .bold)),
                        (Texts.signHeadline.english, .english(32, .bold)),
                        (Texts.cameraOff.chinese + Texts.cameraOff.english, .chinese(30)),
                    ]))
        }
        stack.items += [.gap(22), .rule(.line), .gap(16)]
        stack.items += [
            fact(
                Texts.operatorLabel,
                sign.operatorName.isEmpty
                    ? "\(Texts.notDeclared.chinese) \(Texts.notDeclared.english)" : sign.operatorName),
            .gap(6), fact(Texts.purposeLabel, "\(purpose.chinese) \(purpose.english)"),
            .gap(6),
            fact(
                Texts.contactLabel,
                sign.phone.isEmpty
                    ? "\(Texts.notDeclared.chinese) \(Texts.notDeclared.english)" : Texts.unbroken(sign.phone)),
        ]
        try place(stack, in: free)
    }

    private func fact(_ label: Bilingual, _ value: String) -> Stack.Item {
        .row(
            label: ("\(label.chinese) \(label.english)", .chinese(30, .regular, .quiet)), labelWidth: 256,
            value: (value, .chinese(34, .bold)))
    }

    private mutating func blockedStrip(_ sign: IdleSign) throws(SignageError) {
        let requirements = sign.blockedBy.contains(.R8) ? [.R8] : sign.blockedBy
        var stack = Stack()
        if sign.isSafeMode {
            stack.text(Texts.safeMode, .chinese(32, .bold, .dimmed), .english(27, .regular, .dimmed), gap: 2)
            return try panelAtBottom(stack, .dimmed, atMost: 230)
        }
        stack.text(
            Texts.blocked(by: requirements, phone: sign.phone.isEmpty ? "" : nil), .chinese(32, .bold, .dimmed),
            .english(27, .regular, .dimmed), gap: 2)
        // A single reason is told at once; several, and their meaning, behind a touch on the face.
        if requirements.count == 1, requirements != [.R8], requirements != [.R14] {
            let reason = Texts.requirement(requirements[0])
            stack.items += [.gap(6), .text("\(reason.chinese) · \(reason.english)", .chinese(30, .regular, .dimmed))]
        }
        try panelAtBottom(stack, .dimmed, atMost: 230)
    }
}
