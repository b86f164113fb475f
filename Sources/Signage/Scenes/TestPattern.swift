import Controller

/// For whoever fits a panel: a frame at its very edge, squares in its corners, pure colours, greys, and type.
extension Sheet {
    private static let colours: [UInt32] = [0xFF0000, 0x00FF00, 0x0000FF, 0x00FFFF, 0xFF00FF, 0xFFFF00]
    private static let greySteps = 9

    mutating func testPattern() throws(SignageError) {
        edges()
        _ = takeTop(Self.gap)
        bars(Self.colours.map { Colour($0) }, in: takeTop(220, gap: Self.gap))
        bars(
            (0..<Self.greySteps).map { step in
                let level = UInt8(step * 255 / (Self.greySteps - 1))
                return Colour(red: level, green: level, blue: level)
            }, in: takeTop(160, gap: Self.gap))
        var words = Stack()
        words.text(
            Bilingual("门神 测试图", "Menshen test pattern"), .chinese(64, .bold).centred, .english(44, .bold).centred,
            gap: Self.gap)
        let size = "\(canvas.panel.widthPixels) × \(canvas.panel.heightPixels)"
        words.text(Bilingual(size, "0123456789"), .chinese(36).centred, .english(28).centred)
        try place(words, in: free)
    }

    /// All four corners can be seen where nothing of the picture is cut off.
    private mutating func edges() {
        let sheet = canvas.sheet
        let (side, whole) = (48, Box(x: 0, y: 0, width: sheet.widthPixels, height: sheet.heightPixels))
        add(.outline(whole, .ink, strokePixels: 4, cornerPixels: 0))
        for x in [0, sheet.widthPixels - side] {
            for y in [0, sheet.heightPixels - side] {
                add(.fill(Box(x: x, y: y, width: side, height: side), .cinnabar, cornerPixels: 0))
            }
        }
    }

    private mutating func bars(_ colours: [Colour], in box: Box) {
        let width = box.width / colours.count
        for (index, colour) in colours.enumerated() {
            add(
                .fill(
                    Box(x: box.x + index * width, y: box.y, width: width, height: box.height), colour, cornerPixels: 0))
        }
    }
}
