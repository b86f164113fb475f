import CFreeType

/// Whether a font has what the screens write, and what its glyphs look like before anything is scaled.
public struct FontExamination {
    public let familyName: String
    /// In the order they were asked for.
    public let missing: [Unicode.Scalar]
    /// For each character its code, its advance and the points of its outline in font units, Int32 little-endian: the same
    /// for one font file with every version of FreeType.
    public let outlines: [UInt8]

    /// - Throws: `.fontMissing`, `.fontDamaged`, `.fontHasNoChinese`, each with the path.
    public init(_ path: String, characters: [Unicode.Scalar]) throws(SignageError) {
        let font = try FontFace(path, library: FreeTypeLibrary())
        var missing: [Unicode.Scalar] = []
        var numbers: [Int] = []
        for character in characters {
            guard let glyph = font.glyphIndex(of: character), let advance = font.advanceThousandths(glyph),
                let outline = font.outline(of: glyph)
            else {
                missing.append(character)
                continue
            }
            numbers += [Int(character.value), advance, outline.count] + outline
        }
        familyName = font.familyName
        self.missing = missing
        outlines = numbers.flatMap { number in withUnsafeBytes(of: Int32(number).littleEndian) { Array($0) } }
    }
}

extension FontFace {
    /// In font units: x, y and kind of each point, then the last point of each contour; nil where it cannot be loaded.
    func outline(of glyph: FT_UInt) -> [Int]? {
        guard var outline = load(glyph) else { return nil }
        var numbers: [Int] = []
        for index in 0..<Int(outline.n_points) {
            let point = outline.points[index]
            numbers += [Int(point.x), Int(point.y), Int(menshen_outline_tag(&outline, Int32(index)))]
        }
        for index in 0..<Int(outline.n_contours) {
            numbers.append(Int(menshen_outline_contour_end(&outline, Int32(index))))
        }
        return numbers
    }
}
