import CFreeType

/// Both weights, how wide their characters are, and the glyphs drawn lately.
final class Typesetter: TextMeasure {
    /// Advance of the box that stands for a missing glyph.
    static let missingThousandths = 700
    /// The cache is emptied when it would hold more.
    static let cacheLimitBytes = 768 * 1024

    private struct Key: Hashable {
        var glyph: FT_UInt, size: UInt16, isBold: Bool, quarter: UInt8
    }

    private let regular: FontFace, bold: FontFace
    private var cache: [Key: GlyphImage] = [:]
    private(set) var cachedBytes = 0
    /// Of the two weights; emptied when full.
    private var advances: [[Unicode.Scalar: Int]] = [[:], [:]]
    private static let advanceLimit = 4096

    init(_ paths: FontPaths, library: FreeTypeLibrary) throws(SignageError) {
        regular = try FontFace(paths.regular, library: library)
        bold = try FontFace(paths.bold, library: library)
    }

    private func font(_ weight: Weight) -> FontFace { weight == .bold ? bold : regular }

    func advanceThousandths(of scalar: Unicode.Scalar, weight: Weight) -> Int {
        let table = weight == .bold ? 1 : 0
        if let advance = advances[table][scalar] { return advance }
        let glyph = font(weight).glyphIndex(of: scalar)
        let advance = max(0, glyph.flatMap(font(weight).advanceThousandths) ?? Self.missingThousandths)
        if advances[table].count == Self.advanceLimit { advances[table].removeAll() }
        advances[table][scalar] = advance
        return advance
    }

    func draw(_ line: TextLine, on surface: Surface) {
        var advance = 0
        for scalar in line.string.unicodeScalars {
            // 26.6, to the nearest quarter of a pixel.
            let pen = line.box.x * 64 + (advance * line.sizePixels * 64 + 500) / 1000 + 8
            let (x, quarter) = (pen >> 6, (pen & 63) >> 4)
            if let image = image(of: scalar, line, quarter: quarter) {
                blend(image, line.colour, x: x + image.left, y: line.baselineY - image.top, on: surface)
            } else {
                drawMissing(line, x: x, on: surface)
            }
            advance += advanceThousandths(of: scalar, weight: line.weight)
        }
    }

    private func image(of scalar: Unicode.Scalar, _ line: TextLine, quarter: Int) -> GlyphImage? {
        let font = font(line.weight)
        guard let glyph = font.glyphIndex(of: scalar) else { return nil }
        let key = Key(
            glyph: glyph, size: UInt16(line.sizePixels), isBold: line.weight == .bold, quarter: UInt8(quarter))
        if let image = cache[key] { return image }
        guard let image = font.render(glyph, sizePixels: line.sizePixels, quarter: quarter) else { return nil }
        if cachedBytes + image.coverage.count > Self.cacheLimitBytes {
            cache.removeAll()
            cachedBytes = 0
        }
        cache[key] = image
        cachedBytes += image.coverage.count
        return image
    }

    private func blend(_ image: GlyphImage, _ colour: Colour, x: Int, y: Int, on surface: Surface) {
        let columns = max(0, -x)..<max(max(0, -x), min(image.width, surface.widthPixels - x))
        image.coverage.withUnsafeBufferPointer { coverage in
            for row in 0..<image.height where (0..<surface.heightPixels).contains(y + row) {
                var pixel = surface.base + ((y + row) * surface.widthPixels + x + columns.lowerBound) * 3
                for column in columns {
                    let value = coverage[row * image.width + column]
                    if value > 0 { Surface.blend(colour, value, pixel) }
                    pixel += 3
                }
            }
        }
    }

    /// An empty box, so that nobody takes a missing character for none.
    private func drawMissing(_ line: TextLine, x: Int, on surface: Surface) {
        let size = line.sizePixels
        let (width, height, stroke) = (size * 580 / 1000, size * 780 / 1000, max(1, size / 16))
        let (left, top) = (x + size * 60 / 1000, line.baselineY - height)
        for y in top..<(top + height) {
            let isEdge = y < top + stroke || y >= top + height - stroke
            surface.blend(line.colour, coverage: 255, x: left, y: y, count: isEdge ? width : stroke)
            if !isEdge { surface.blend(line.colour, coverage: 255, x: left + width - stroke, y: y, count: stroke) }
        }
    }
}
