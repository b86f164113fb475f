enum CameraState { case off, on }

extension Sheet {
    /// The red band: emblem, what this screen is (or the door's name), and always whether the camera is on (R10).
    mutating func header(_ title: Bilingual, camera: CameraState) throws(SignageError) {
        let words = Stack(items: [
            .text(title.chinese, .chinese(38, .bold, .band)), .text(title.english, .english(29, .regular, .band)),
        ])
        try header(words, camera: camera)
    }

    /// - Parameter titleStack: grows the band up to 260 pixels; text in `Ink.band`.
    mutating func header(_ titleStack: Stack, camera: CameraState) throws(SignageError) {
        let emblemSide = 76
        let stateWidth = 216
        let titleWidth = free.width - emblemSide - 24 - stateWidth - 24
        // A long name becomes smaller before it makes the band higher.
        guard
            let title = titleStack.fitted(widthPixels: titleWidth, heightPixels: 130, measure: measure)
                ?? titleStack.fitted(widthPixels: titleWidth, heightPixels: 260, measure: measure)
        else { throw doesNotFit }
        let band = takeTop(max(116, title.heightPixels + 24), gap: Sheet.gap)
        add(
            .fill(
                Box(x: 0, y: band.y, width: canvas.sheet.widthPixels, height: band.height), .cinnabar, cornerPixels: 0))
        let middle = band.y + band.height / 2
        add(
            .symbol(.doorGods, Box(x: band.x, y: middle - emblemSide / 2, width: emblemSide, height: emblemSide), .gold)
        )
        add(title, x: band.x + emblemSide + 24, y: middle - title.heightPixels / 2)
        try cameraState(camera, in: Box(x: band.right - stateWidth, y: band.y, width: stateWidth, height: band.height))
    }

    private mutating func cameraState(_ state: CameraState, in box: Box) throws(SignageError) {
        let (symbol, words): (Symbol, Bilingual) =
            switch state {
            case .off: (.cameraOff, Texts.cameraOffShort)
            case .on: (.camera, Texts.cameraOnShort)
            }
        let side = 56
        let symbolBox = Box(x: box.x, y: box.y + (box.height - side) / 2, width: side, height: side)
        let ink: Ink
        switch state {
        case .off: ink = .band
        case .on:
            // Turned round, so that "on" is seen without reading.
            let pill = Box(x: box.x - 12, y: box.y + (box.height - 96) / 2, width: box.width + 24, height: 96)
            add(.fill(pill, .gold, cornerPixels: 16))
            ink = Ink(colour: .ink, background: .gold)
        }
        add(.symbol(symbol, symbolBox, ink.colour))
        let textBox = Box(x: box.x + side + 12, y: box.y, width: box.width - side - 12, height: box.height)
        try place(
            Stack(items: [
                .text(words.chinese, .chinese(30, .bold, ink)), .text(words.english, .english(26, .regular, ink)),
            ]),
            in: textBox)
    }
}
