/// One thing drawn on the panel. Marks are painted in order.
public enum Mark: Equatable, Sendable {
    case fill(Box, Colour, cornerPixels: Int)
    /// A line of `strokePixels` just inside the box.
    case outline(Box, Colour, strokePixels: Int, cornerPixels: Int)
    case oval(Box, Colour, strokePixels: Int)
    case symbol(Symbol, Box, Colour)
    case text(TextLine)

    public var box: Box {
        switch self {
        case .fill(let box, _, _), .outline(let box, _, _, _), .oval(let box, _, _), .symbol(_, let box, _): box
        case .text(let line): line.box
        }
    }
}

/// One line of text. The pen starts at the box's left edge; the ideographic square stands in the box's vertical middle.
public struct TextLine: Equatable, Sendable {
    public var string: String
    /// As wide as the text, as high as its line.
    public var box: Box
    public var sizePixels: Int
    public var weight: Weight
    public var colour: Colour
    /// What it stands on: nothing is drawn from it, contrast is proven with it (R52).
    public var background: Colour
    /// Whether the text keeps its middle, rather than its left edge, when the sheet is scaled to the panel.
    var isCentred = false

    /// Where the pen's line lies: the ideographic square reaches 880/1000 of the size above it (Noto Sans CJK).
    var baselineY: Int { box.y + (box.height - sizePixels) / 2 + sizePixels * 880 / 1000 }
}
