import Controller

// To be read from a ladder: one thing to do, and how it went.
extension Sheet {
    mutating func commission(_ sign: CommissionSign) throws(SignageError) {
        try header(Texts.commissionTitle(step: sign.index + 1, of: sign.count), camera: .off)
        _ = takeBottom(28)
        if !sign.buttons.isEmpty {
            let faces = sign.buttons.map { ButtonFace($0, Self.words(for: $0)) }
            try equalButtons(faces, in: takeBottom(240, gap: Sheet.gap))
        }
        var note = Stack()
        note.text(
            Texts.doorGoesOn, .chinese(32, .regular, .quiet).centred, .english(28, .regular, .quiet).centred, gap: 0)
        try place(note, in: takeBottom(96, gap: Sheet.gap))
        var stack = Stack()
        stack.text(Texts.commission(sign.step), .chinese(76, .bold).centred, .english(52, .bold).centred, gap: 20)
        stack.items.append(.gap(56))
        if sign.state == .passed { stack.items += [.symbol(.check, sidePixels: 150, .jade), .gap(20)] }
        stack.text(Texts.commission(sign.state), .chinese(56, .bold).centred, .english(40, .bold).centred, gap: 8)
        if let figures = sign.figures { stack.items += [.gap(24), .text(figures, .english(34).centred)] }
        try place(stack, in: free)
    }

    private static func words(for button: ScreenButton) -> Bilingual {
        switch button {
        case .yes: Texts.yes
        case .no: Texts.no
        default: Texts.nextStep
        }
    }
}
