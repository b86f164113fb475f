/// The sheet that scenes are laid out on, and how it lies on the panel.
///
/// Scenes are drawn for 800 x 1280. A taller panel gives a taller sheet, a wider one a wider sheet; then the whole is
/// scaled evenly. So type keeps its share of the panel, and nothing is cut off.
struct Canvas: Equatable {
    let panel: PanelSize
    let sheet: PanelSize

    /// - Throws: `.panelTooSmall`
    init(_ panel: PanelSize) throws(SignageError) {
        let (width, height) = (panel.widthPixels, panel.heightPixels)
        guard (480...8192).contains(min(width, height)), (640...8192).contains(max(width, height)) else {
            throw SignageError(.panelTooSmall(panel))
        }
        let reference = PanelSize.reference
        self.panel = panel
        if height * reference.widthPixels >= width * reference.heightPixels {
            sheet = PanelSize(widthPixels: reference.widthPixels, heightPixels: height * reference.widthPixels / width)
        } else {
            sheet = PanelSize(
                widthPixels: width * reference.heightPixels / height, heightPixels: reference.heightPixels)
        }
    }

    func scaled(_ length: Int) -> Int {
        sheet.widthPixels == PanelSize.reference.widthPixels
            ? length * panel.widthPixels / sheet.widthPixels
            : length * panel.heightPixels / sheet.heightPixels
    }

    func scaled(_ box: Box) -> Box {
        if box == sheet.box { return panel.box }
        let (x, y) = (scaled(box.x), scaled(box.y))
        let right = box.right == sheet.widthPixels ? panel.widthPixels : scaled(box.right)
        let bottom = box.bottom == sheet.heightPixels ? panel.heightPixels : scaled(box.bottom)
        return Box(x: x, y: y, width: right - x, height: bottom - y)
    }

    func scaled(_ mark: Mark) -> Mark {
        if panel == sheet { return mark }
        return switch mark {
        case .fill(let box, let colour, let corner): .fill(scaled(box), colour, cornerPixels: scaled(corner))
        case .outline(let box, let colour, let stroke, let corner):
            .outline(scaled(box), colour, strokePixels: max(1, scaled(stroke)), cornerPixels: scaled(corner))
        case .oval(let box, let colour, let stroke): .oval(scaled(box), colour, strokePixels: max(1, scaled(stroke)))
        case .symbol(let symbol, let box, let colour): .symbol(symbol, scaled(box), colour)
        case .text(let line): .text(scaled(line))
        }
    }

    /// Type sizes are whole pixels, rounded down; so a line may become a little shorter than its scaled box.
    private func scaled(_ line: TextLine) -> TextLine {
        var result = line
        result.sizePixels = scaled(line.sizePixels)
        result.box = scaled(line.box)
        let width = min(result.box.width, (line.box.width * result.sizePixels + line.sizePixels - 1) / line.sizePixels)
        if line.isCentred { result.box.x += (result.box.width - width) / 2 }
        result.box.width = width
        return result
    }
}
