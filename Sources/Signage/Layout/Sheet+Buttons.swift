import Controller

/// What stands on a button.
struct ButtonFace {
    var button: ScreenButton
    var symbol: Symbol?
    var words: Bilingual
    /// Does not work now; a touch tells why.
    var isDimmed = false

    init(_ button: ScreenButton, _ words: Bilingual, symbol: Symbol? = nil, isDimmed: Bool = false) {
        self.button = button
        self.symbol = symbol
        self.words = words
        self.isDimmed = isDimmed
    }

    fileprivate var ink: Ink { isDimmed ? .dimmed : .button }

    fileprivate func stack(chinesePixels: Int, englishPixels: Int) -> Stack {
        var stack = Stack()
        if let symbol { stack.items += [.symbol(symbol, sidePixels: 92, ink.colour), .gap(14)] }
        stack.items += [
            .text(words.chinese, .chinese(chinesePixels, .bold, ink).centred),
            .text(words.english, .english(englishPixels, .regular, ink).centred),
        ]
        return stack
    }
}

extension Sheet {
    /// Buttons of one choice: same size, same type, same colours, side by side in the order given (R12, R34).
    ///
    /// The type shrinks for all of them together. A dimmed one differs in colour only.
    mutating func equalButtons(
        _ faces: [ButtonFace], in box: Box, chinesePixels: Int = 46, englishPixels: Int = 34
    ) throws(SignageError) {
        let width = (box.width - (faces.count - 1) * Sheet.gap) / faces.count
        let inside = Box(x: 0, y: 0, width: width, height: box.height).inset(by: 14)
        let stacks = faces.map { $0.stack(chinesePixels: chinesePixels, englishPixels: englishPixels) }
        for percent in Stack.percents {
            let settings = stacks.map { $0.set(percent: percent, widthPixels: inside.width, measure: measure) }
            let isLast = percent == Stack.percents.last
            guard settings.allSatisfy({ $0.heightPixels <= inside.height && (isLast || !$0.isForced) }) else {
                continue
            }
            let tallest = settings.map(\.heightPixels).max() ?? 0
            for (index, setting) in settings.enumerated() {
                let place = Box(x: box.x + index * (width + Sheet.gap), y: box.y, width: width, height: box.height)
                addPlate(faces[index], place)
                // All start on one line, whatever stands below.
                add(setting, x: place.x + 14, y: place.y + (place.height - tallest) / 2)
            }
            return
        }
        throw doesNotFit
    }

    /// A lesser button across the given box: paper, a thin frame, both languages in one row or two.
    mutating func quietButton(_ button: ScreenButton, _ words: Bilingual, in box: Box) throws(SignageError) {
        addButton(button, box)
        add(.outline(box, .slate, strokePixels: 3, cornerPixels: 14))
        try place(
            Stack(items: [
                .text(words.chinese, .chinese(34, .bold).centred), .text(words.english, .english(27, .regular).centred),
            ]), in: box.inset(by: 6))
    }

    /// A row of lesser buttons at the bottom of the sheet, of equal width.
    mutating func quietButtons(_ buttons: [(ScreenButton, Bilingual)]) throws(SignageError) {
        let row = takeBottom(100, gap: Sheet.gap)
        let width = (row.width - (buttons.count - 1) * Sheet.gap) / buttons.count
        for (index, (button, words)) in buttons.enumerated() {
            let x = row.x + index * (width + Sheet.gap)
            try quietButton(button, words, in: Box(x: x, y: row.y, width: width, height: row.height))
        }
    }

    private mutating func addPlate(_ face: ButtonFace, _ box: Box) {
        addButton(face.button, box)
        add(.fill(box, face.isDimmed ? .dimmed : .white, cornerPixels: 20))
        add(.outline(box, face.isDimmed ? .slate : .ink, strokePixels: 4, cornerPixels: 20))
    }
}
