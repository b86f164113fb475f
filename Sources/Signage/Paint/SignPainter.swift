import Controller
import Law

/// Lays scenes out with real fonts, and paints them. One thread only.
public final class SignPainter {
    public let style: SignStyle
    private let library = FreeTypeLibrary()
    private let typesetter: Typesetter

    /// - Throws: `.fontMissing`, `.fontDamaged`, `.fontHasNoChinese`, each with the path; `.panelTooSmall`.
    public init(fonts: FontPaths, style: SignStyle) throws(SignageError) {
        _ = try Canvas(style.panel)
        self.style = style
        typesetter = try Typesetter(fonts, library: library)
    }

    /// How wide characters are in these fonts.
    public var measure: any TextMeasure { typesetter }

    /// - Throws: `.doesNotFit`
    public func layout(_ scene: Scene) throws(SignageError) -> Layout {
        try Layout(scene, style: style, measure: typesetter)
    }

    public func paint(_ layout: Layout) -> Picture {
        let picture = Picture(name: layout.name, size: layout.panel, background: layout.background)
        let surface = picture.surface
        for mark in layout.marks { paint(mark, on: surface) }
        return picture
    }

    private func paint(_ mark: Mark, on surface: Surface) {
        switch mark {
        case .text(let line): typesetter.draw(line, on: surface)
        case .fill(let box, let colour, 0):
            for y in box.y..<box.bottom { surface.blend(colour, coverage: 255, x: box.x, y: y, count: box.width) }
        case .fill(let box, let colour, let corner):
            let path = Path.rounded(x: 0, y: 0, width: box.width * 64, height: box.height * 64, corner: corner * 64)
            library.fill(path, pixels(box, surface), colour, on: surface)
        case .outline(let box, let colour, let stroke, let corner):
            let path = Path.rounded(
                x: stroke * 32, y: stroke * 32, width: (box.width - stroke) * 64, height: (box.height - stroke) * 64,
                corner: (corner - stroke / 2) * 64)
            library.stroke(path, pixels(box, surface), stroke: stroke * 64, colour, on: surface)
        case .oval(let box, let colour, let stroke):
            let path = Path.oval(
                x: stroke * 32, y: stroke * 32, width: (box.width - stroke) * 64, height: (box.height - stroke) * 64)
            library.stroke(path, pixels(box, surface), stroke: stroke * 64, colour, on: surface)
        case .symbol(let symbol, let box, let colour): library.paint(symbol, box, colour, on: surface)
        }
    }

    /// A grid of 26.6 pixels.
    private func pixels(_ box: Box, _ surface: Surface) -> Placement {
        Placement(
            box: box, gridWidth: box.width * 64, gridHeight: box.height * 64, pictureHeightPixels: surface.heightPixels)
    }
}
