import CFreeType
import Controller

extension FreeTypeLibrary {
    func paint(_ symbol: Symbol, _ box: Box, _ colour: Colour, on surface: Surface) {
        let place = Placement(box: box, gridWidth: 1000, gridHeight: 1000, pictureHeightPixels: surface.heightPixels)
        for piece in symbol.pieces {
            if piece.stroke == 0 {
                fill(piece.path, place, colour, on: surface)
            } else {
                stroke(piece.path, place, stroke: piece.stroke * box.width * 64 / 1000, colour, on: surface)
            }
        }
    }

    /// `2.12.1`. Pixels may differ between two of them, outlines do not.
    var version: String {
        var (major, minor, patch): (FT_Int, FT_Int, FT_Int) = (0, 0, 0)
        FT_Library_Version(handle, &major, &minor, &patch)
        return "\(major).\(minor).\(patch)"
    }
}

/// The drawn signs alone, which need no font; for a self-test.
public final class SymbolPainter {
    private let library = FreeTypeLibrary()

    public init() {}

    /// FreeType's: pixels may differ between two of them.
    public var freeTypeVersion: String { library.version }

    /// One symbol in black on white, a square of `sidePixels`.
    public func paint(_ symbol: Symbol, sidePixels: Int) -> Picture {
        let size = PanelSize(widthPixels: sidePixels, heightPixels: sidePixels)
        let picture = Picture(name: symbol.rawValue, size: size, background: .white)
        let box = Box(x: 0, y: 0, width: sidePixels, height: sidePixels)
        library.paint(symbol, box, Colour(red: 0, green: 0, blue: 0), on: picture.surface)
        return picture
    }
}
