import Controller

// R58: where a face is, drawn; never a pixel of the camera.
extension Sheet {
    mutating func looking(
        _ use: CaptureUse, hint: CaptureHint, face: FaceOutline?, done: Int, wanted: Int
    ) throws(SignageError) {
        try header(Texts.captureTitle(use), camera: .on)
        _ = takeBottom(28)
        try quietButtons([(.back, Texts.stop)])
        var words = Stack()
        words.text(Texts.hint(hint), .chinese(60, .bold).centred, .english(42, .bold).centred, gap: 0)
        try place(words, in: takeTop(170, gap: Sheet.gap))
        try progress(done: done, wanted: wanted, in: takeBottom(76, gap: Sheet.gap))
        let field = takeTop(540, gap: Sheet.gap)
        let moved = Box(x: field.x, y: field.y + max(0, free.height) / 2, width: field.width, height: field.height)
        add(.fill(moved, .night, cornerPixels: 24))
        guide(in: moved)
        if let face { outline(face, in: moved) }
    }

    /// Where a face should be: a faint oval.
    private mutating func guide(in field: Box) {
        let (width, height) = (field.height * 60 / 100, field.height * 80 / 100)
        let box = Box(
            x: field.x + (field.width - width) / 2, y: field.y + (field.height - height) / 2, width: width,
            height: height)
        add(.oval(box, Colour(0x6C7783), strokePixels: 4))
    }

    /// Mirrored, as in a mirror: who moves left moves left on the screen. Whatever lies outside the frame is pulled to its edge.
    private mutating func outline(_ face: FaceOutline, in field: Box) {
        let inside = field.inset(by: 16)
        func place(_ x: Int, _ y: Int) -> (x: Int, y: Int) {
            let (x, y) = (min(max(x, 0), 1000), min(max(y, 0), 1000))
            return (inside.x + (1000 - x) * inside.width / 1000, inside.y + y * inside.height / 1000)
        }
        // A detector's box ends at brows and chin; a head is taller.
        let (width, height) = (min(max(face.width, 0), 1000), min(max(face.height, 0), 1000))
        let (x, y) = (min(max(face.left, -1000), 1000), min(max(face.top, -1000), 1000))
        let right = place(x - width / 16, y - height / 4)
        let left = place(x + width + width / 16, y + height + height / 8)
        let box = Box(x: left.x, y: right.y, width: right.x - left.x, height: left.y - right.y)
        if box.width >= 24, box.height >= 24 { add(.oval(box, .gold, strokePixels: 8)) }
        for point in face.landmarks.prefix(16) {
            let centre = place(point.x, point.y)
            add(.fill(Box(x: centre.x - 7, y: centre.y - 7, width: 14, height: 14), .gold, cornerPixels: 7))
        }
    }

    /// One mark for each picture wanted, filled as they come.
    private mutating func progress(done: Int, wanted: Int, in box: Box) throws(SignageError) {
        let count = max(1, min(wanted, 12))
        let (side, step) = (44, 58)
        let left = box.x + (box.width - count * step + step - side) / 2
        for index in 0..<count {
            let dot = Box(x: left + index * step, y: box.y + (box.height - side) / 2, width: side, height: side)
            if index < done { add(.fill(dot, .jade, cornerPixels: side / 2)) }
            add(.outline(dot, index < done ? .jade : .slate, strokePixels: 4, cornerPixels: side / 2))
        }
    }
}
