import Controller

// Numbers, PINs and cards: the camera stays off but for a face that was asked for (R2, R15).
extension Sheet {
    mutating func numberEntry(_ use: NumberEntryUse, digits: String) throws(SignageError) {
        let words = Texts.numberEntry(use)
        try entry(words.title, words.note)
        // The latest digits stay in sight; a leading mark says that there are more.
        let shown = digits.count > 14 ? "…" + digits.suffix(13) : digits
        let field = entryField()
        if !shown.isEmpty { try place(Stack(items: [.text(shown, .chinese(64, .bold, .button).centred)]), in: field) }
        try keypad()
    }

    mutating func pinEntry(digitCount: Int) throws(SignageError) {
        try entry(Texts.pinTitle, Texts.cameraStaysOff)
        let field = entryField()
        let count = max(0, min(digitCount, 16))
        let (side, step) = (26, 42)
        let left = field.x + (field.width - count * step + step - side) / 2
        for dot in 0..<count {
            let box = Box(x: left + dot * step, y: field.y + (field.height - side) / 2, width: side, height: side)
            add(.fill(box, .ink, cornerPixels: side / 2))
        }
        try keypad()
    }

    mutating func presentCard(thenPIN: Bool) throws(SignageError) {
        try header(Texts.card, camera: .off)
        _ = takeBottom(28)
        try quietButtons([(.back, Texts.back)])
        var stack = Stack(items: [.symbol(.presentCard, sidePixels: 300, .ink), .gap(48)])
        stack.text(Texts.presentCardTitle, .chinese(72, .bold).centred, .english(46, .bold).centred)
        stack.items.append(.gap(36))
        stack.text(thenPIN ? Texts.presentCard : Texts.presentCardAlone, .chinese(38).centred, .english(32).centred)
        stack.items.append(.gap(28))
        stack.text(Texts.cameraStaysOff, .chinese(34, .regular, .quiet).centred, .english(28, .regular, .quiet).centred)
        try place(stack, in: free)
    }

    private mutating func entry(_ title: Bilingual, _ note: Bilingual) throws(SignageError) {
        try header(title, camera: .off)
        _ = takeBottom(28)
        try quietButtons([(.back, Texts.back)])
        var stack = Stack()
        stack.text(note, .chinese(36).centred, .english(30).centred, gap: 2)
        try placeAtTop(stack, atMost: 200)
    }

    private mutating func entryField() -> Box {
        let field = takeTop(116, gap: Sheet.gap)
        add(.fill(field, .white, cornerPixels: 16))
        add(.outline(field, .slate, strokePixels: 3, cornerPixels: 16))
        return field
    }

    /// Telephone order; erase left and enter right of the nought.
    private mutating func keypad() throws(SignageError) {
        let rows: [[ScreenButton]] = [
            [.digit(1), .digit(2), .digit(3)], [.digit(4), .digit(5), .digit(6)], [.digit(7), .digit(8), .digit(9)],
            [.erase, .digit(0), .enter],
        ]
        let gap = 18
        let height = min(150, (free.height - Sheet.gap - 3 * gap) / 4)
        let width = (free.width - 2 * gap) / 3
        let top = free.y + (free.height - Sheet.gap - 4 * height - 3 * gap) / 2
        for (row, buttons) in rows.enumerated() {
            for (column, button) in buttons.enumerated() {
                let box = Box(
                    x: free.x + column * (width + gap), y: top + row * (height + gap), width: width, height: height)
                try key(button, box)
            }
        }
    }

    private mutating func key(_ button: ScreenButton, _ box: Box) throws(SignageError) {
        addButton(button, box)
        add(.fill(box, .white, cornerPixels: 16))
        add(.outline(box, .ink, strokePixels: 3, cornerPixels: 16))
        var stack = Stack()
        switch button {
        case .digit(let digit): stack.items.append(.text("\(digit)", .chinese(62, .bold, .button).centred))
        case .erase:
            stack.text(
                Texts.erase, .chinese(38, .bold, .button).centred, .english(28, .regular, .button).centred, gap: 0)
        default:
            stack.text(
                Texts.enter, .chinese(38, .bold, .button).centred, .english(28, .regular, .button).centred, gap: 0)
        }
        try place(stack, in: box.inset(by: 8))
    }
}
