import Controller

/// A scene, laid out: every box, string, size and colour, and where touches land. Pure: the same scene and style give
/// the same layout, always.
public struct Layout: Equatable, Sendable {
    /// One word: `idle`, `notice`, … ; names the picture's file.
    public let name: String
    public let panel: PanelSize
    public internal(set) var background: Colour
    public internal(set) var marks: [Mark]
    public internal(set) var buttons: [ScreenButton: Box]

    /// The button under a touch, in pixels of the panel.
    public func button(atX x: Int, y: Int) -> ScreenButton? {
        buttons.first { $0.value.contains(x: x, y: y) }?.key
    }

    public var texts: [TextLine] {
        marks.compactMap { if case .text(let line) = $0 { line } else { nil } }
    }
}

extension Layout: CustomStringConvertible {
    /// A line for each mark and button, in paint order: what golden files hold.
    public var description: String {
        var lines = ["\(name) \(panel.widthPixels)x\(panel.heightPixels) on \(background)"]
        lines += marks.map(\.description)
        lines += buttons.sorted { ($0.value.y, $0.value.x) < ($1.value.y, $1.value.x) }.map {
            "button \($0.key) \($0.value)"
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Mark: CustomStringConvertible {
    public var description: String {
        switch self {
        case .fill(let box, let colour, let corner): "fill \(box) \(colour) corner \(corner)"
        case .outline(let box, let colour, let stroke, let corner):
            "outline \(box) \(colour) stroke \(stroke) corner \(corner)"
        case .oval(let box, let colour, let stroke): "oval \(box) \(colour) stroke \(stroke)"
        case .symbol(let symbol, let box, let colour): "symbol \(symbol) \(box) \(colour)"
        case .text(let line):
            "text \(line.box) \(line.sizePixels) \(line.weight) \(line.colour)/\(line.background) “\(line.string)”"
        }
    }
}

extension Colour: CustomStringConvertible {
    /// `#1A1C1F`
    public var description: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }
}
