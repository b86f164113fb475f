import CFreeType

/// The two font files. Noto Sans CJK from Debian's `fonts-noto-cjk`, or anything else with Simplified Chinese.
public struct FontPaths: Equatable, Sendable {
    public var regular: String, bold: String

    public init(regular: String, bold: String) { (self.regular, self.bold) = (regular, bold) }

    /// What Debian's `fonts-noto-cjk` installs.
    public static let debian = FontPaths(
        regular: "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        bold: "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc")
}

/// One face of one font file.
final class FontFace {
    private let face: FT_Face
    // Both must outlive the face.
    private let file: FontFile
    private let library: FreeTypeLibrary
    private var sizePixels = 0

    /// Takes the collection's face whose family name ends with "SC"; a file with one face is taken as it is.
    init(_ path: String, library: FreeTypeLibrary) throws(SignageError) {
        self.library = library
        file = try FontFile(path)
        let faceCount = try Self.open(file, path, index: -1, library).faceCount
        var found: FT_Face?
        for index in 0..<faceCount where found == nil {
            let face = try Self.open(file, path, index: index, library).face
            if faceCount == 1 || Self.isSimplifiedChinese(face) { found = face } else { FT_Done_Face(face) }
        }
        guard let found else { throw SignageError(.fontHasNoChinese(path: path)) }
        face = found
        // The door itself: a font that cannot draw it is of no use here.
        let door = FT_Get_Char_Index(face, FT_ULong(("门" as Unicode.Scalar).value))
        guard door != 0, face.pointee.units_per_EM > 0 else { throw SignageError(.fontHasNoChinese(path: path)) }
        let error = FT_Load_Glyph(face, door, FT_Int32(FT_LOAD_NO_SCALE))
        guard error == 0 else { throw SignageError(.fontDamaged(path: path, freeTypeError: error)) }
    }

    deinit { FT_Done_Face(face) }

    private static func open(
        _ file: FontFile, _ path: String, index: Int, _ library: FreeTypeLibrary
    ) throws(SignageError) -> (face: FT_Face, faceCount: Int) {
        var arguments = FT_Open_Args()
        arguments.flags = FT_UInt(FT_OPEN_STREAM)
        arguments.stream = file.stream
        var face: FT_Face?
        let error = FT_Open_Face(library.handle, &arguments, FT_Long(index), &face)
        guard error == 0, let face else { throw SignageError(.fontDamaged(path: path, freeTypeError: error)) }
        let count = Int(face.pointee.num_faces)
        if index < 0 { FT_Done_Face(face) }
        return (face, count)
    }

    private static func isSimplifiedChinese(_ face: FT_Face) -> Bool {
        let name = familyName(face)
        return name.hasSuffix(" SC") && !name.contains(" Mono ")
    }

    private static func familyName(_ face: FT_Face) -> String {
        face.pointee.family_name.map { String(cString: $0) } ?? ""
    }

    var familyName: String { Self.familyName(face) }

    /// nil: the font has no such glyph.
    func glyphIndex(of scalar: Unicode.Scalar) -> FT_UInt? {
        let index = FT_Get_Char_Index(face, FT_ULong(scalar.value))
        return index == 0 ? nil : index
    }

    /// In thousandths of the type size; nil where the glyph cannot be loaded.
    func advanceThousandths(_ glyph: FT_UInt) -> Int? {
        var advance: FT_Fixed = 0
        guard FT_Get_Advance(face, glyph, FT_Int32(FT_LOAD_NO_SCALE), &advance) == 0 else { return nil }
        return Int(advance) * 1000 / Int(face.pointee.units_per_EM)
    }

    /// The outline in font units, valid until the next glyph is loaded; nil where it cannot be loaded.
    func load(_ glyph: FT_UInt) -> FT_Outline? {
        guard FT_Load_Glyph(face, glyph, FT_Int32(FT_LOAD_NO_SCALE)) == 0 else { return nil }
        return face.pointee.glyph?.pointee.outline
    }

    /// - Parameter quarter: quarters of a pixel to the right, 0…3.
    func render(_ glyph: FT_UInt, sizePixels size: Int, quarter: Int) -> GlyphImage? {
        if size != sizePixels {
            guard FT_Set_Pixel_Sizes(face, 0, FT_UInt(size)) == 0 else { return nil }
            sizePixels = size
        }
        guard FT_Load_Glyph(face, glyph, FT_Int32(FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP)) == 0,
            let slot = face.pointee.glyph
        else { return nil }
        FT_Outline_Translate(&slot.pointee.outline, FT_Pos(quarter * 16), 0)
        guard FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) == 0 else { return nil }
        let bitmap = slot.pointee.bitmap
        let (width, rows, pitch) = (Int(bitmap.width), Int(bitmap.rows), Int(bitmap.pitch))
        var coverage = [UInt8](repeating: 0, count: width * rows)
        if let buffer = bitmap.buffer {
            for row in 0..<rows {
                for x in 0..<width { coverage[row * width + x] = buffer[row * pitch + x] }
            }
        }
        return GlyphImage(
            left: Int(slot.pointee.bitmap_left), top: Int(slot.pointee.bitmap_top), width: width, height: rows,
            coverage: coverage)
    }
}

/// `left` and `top` from the pen on the baseline, y up to the top row; one byte of coverage a pixel.
struct GlyphImage {
    var left: Int, top: Int, width: Int, height: Int
    var coverage: [UInt8]
}
