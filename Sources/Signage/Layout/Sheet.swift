import Controller

/// A layout under way: takes room from the top and the bottom, gives what is left to the middle.
struct Sheet {
    let name: String
    let measure: any TextMeasure
    let canvas: Canvas
    let background: Colour
    /// The column between the margins that nothing has taken yet.
    private(set) var free: Box
    private(set) var marks: [Mark] = []
    private(set) var buttons: [ScreenButton: Box] = [:]

    static let columnWidth = 720
    static let gap = 24

    init(name: String, style: SignStyle, measure: any TextMeasure, background: Colour = .paper) throws(SignageError) {
        self.name = name
        self.measure = measure
        self.background = background
        canvas = try Canvas(style.panel)
        free = Box(
            x: (canvas.sheet.widthPixels - Self.columnWidth) / 2, y: 0, width: Self.columnWidth,
            height: canvas.sheet.heightPixels)
        if style.isBench { try benchBanner() }
    }

    func finish() -> Layout {
        Layout(
            name: name, panel: canvas.panel, background: background, marks: marks.map(canvas.scaled),
            buttons: buttons.mapValues(canvas.scaled))
    }

    mutating func takeTop(_ height: Int, gap: Int = 0) -> Box {
        let box = Box(x: free.x, y: free.y, width: free.width, height: height)
        free = Box(x: free.x, y: free.y + height + gap, width: free.width, height: free.height - height - gap)
        return box
    }

    mutating func takeBottom(_ height: Int, gap: Int = 0) -> Box {
        free.height -= height + gap
        return Box(x: free.x, y: free.bottom + gap, width: free.width, height: height)
    }

    mutating func add(_ mark: Mark) { marks.append(mark) }

    mutating func add(_ setting: Stack.Setting, x: Int, y: Int) { marks += setting.marks(movedX: x, y: y) }

    enum Vertical { case top, centre }

    /// Sets the stack as large as it fits into the box.
    mutating func place(
        _ stack: Stack, in box: Box, _ vertical: Vertical = .centre, mayGrow: Bool = false
    ) throws(SignageError) {
        guard
            let setting = stack.fitted(
                widthPixels: box.width, heightPixels: box.height, measure: measure, mayGrow: mayGrow)
        else { throw doesNotFit }
        let slack = vertical == .centre ? (box.height - setting.heightPixels) / 2 : 0
        add(setting, x: box.x, y: box.y + slack)
    }

    /// Sets the stack at the top of what is free, in at most `height`, and takes just what it needs.
    mutating func placeAtTop(_ stack: Stack, atMost height: Int, gap: Int = Sheet.gap) throws(SignageError) {
        guard
            let setting = stack.fitted(
                widthPixels: free.width, heightPixels: min(height, free.height), measure: measure)
        else { throw doesNotFit }
        let box = takeTop(setting.heightPixels, gap: gap)
        add(setting, x: box.x, y: box.y)
    }

    /// A tinted panel at the bottom of what is free, as high as its words need, at most `height`.
    mutating func panelAtBottom(_ stack: Stack, _ tint: Colour, atMost height: Int) throws(SignageError) {
        let padding = 16
        guard
            let setting = stack.fitted(
                widthPixels: free.width - 2 * padding, heightPixels: height - 2 * padding, measure: measure)
        else { throw doesNotFit }
        let box = takeBottom(setting.heightPixels + 2 * padding, gap: Sheet.gap)
        add(.fill(box, tint, cornerPixels: 14))
        add(setting, x: box.x + padding, y: box.y + padding)
    }

    mutating func addButton(_ button: ScreenButton, _ box: Box) {
        precondition(buttons[button] == nil, "two buttons \(button)")
        buttons[button] = box
    }

    var doesNotFit: SignageError { SignageError(.doesNotFit(scene: name)) }

    /// Its own strip above everything; it covers nothing (R58).
    private mutating func benchBanner() throws(SignageError) {
        let strip = takeTop(52)
        add(.fill(Box(x: 0, y: 0, width: canvas.sheet.widthPixels, height: 52), .amber, cornerPixels: 0))
        let words = Stack(items: [
            .text("\(Texts.bench.chinese)    \(Texts.bench.english)", .chinese(30, .bold, .bench).centred)
        ])
        try place(words, in: strip)
    }
}
