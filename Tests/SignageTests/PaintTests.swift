import Controller
import Foundation
import Testing

@testable import Signage

/// With the real fonts, where they are installed.
@Suite struct PaintTests {
    static let hasFonts: Bool = {
        let has = [FontPaths.debian.regular, FontPaths.debian.bold].allSatisfy(FileManager.default.fileExists)
        if !has { print("SKIPPED: painting; install the package fonts-noto-cjk") }
        return has
    }()

    /// The pixels of a box that are not the background's.
    func ink(_ picture: borrowing Picture, in box: Box, on background: Colour) -> Int {
        let row = picture.rowBytes
        return picture.withBytes { bytes in
            var count = 0
            for y in box.y..<box.bottom {
                for x in box.x..<box.right {
                    let at = y * row + x * 3
                    if (bytes[at], bytes[at + 1], bytes[at + 2]) != (background.red, background.green, background.blue)
                    {
                        count += 1
                    }
                }
            }
            return count
        }
    }

    @Test("Every text leaves ink where its box is", .enabled(if: hasFonts)) func inkInBoxes() throws {
        let painter = try SignPainter(fonts: .debian, style: SignStyle(isBench: true))
        for (name, scene) in Examples.all {
            let layout = try painter.layout(scene)
            #expect(brokenRules(of: layout, isBench: true) == [], "\(name)")
            let picture = painter.paint(layout)
            for text in layout.texts {
                #expect(ink(picture, in: text.box, on: text.background) > text.sizePixels, "\(name): \(text.string)")
            }
        }
    }

    @Test("Letters stay inside their line", .enabled(if: hasFonts)) func insideTheLine() throws {
        let painter = try SignPainter(fonts: .debian, style: SignStyle(isBench: false))
        let layout = try painter.layout(.message("国Ågjpqy|（）\nÉgj门WwMm"))
        let picture = painter.paint(layout)
        let words = layout.texts.filter { $0.background == .paper }
        let inside = words.reduce(0) { $0 + ink(picture, in: $1.box, on: .paper) }
        let top = words.map(\.box.y).min()!
        let bottom = words.map(\.box.bottom).max()!
        let around = Box(x: 0, y: top - 60, width: 800, height: bottom - top + 120)
        #expect(ink(picture, in: around, on: .paper) == inside)
    }

    @Test(
        "The same layout gives the same pixels; shapes and blending stay in the palette's range", .enabled(if: hasFonts)
    )
    func deterministic() throws {
        let style = SignStyle(isBench: true)
        let painter = try SignPainter(fonts: .debian, style: style)
        let other = try SignPainter(fonts: .debian, style: style)
        let layout = try painter.layout(.idle(Examples.sign))
        func bytes(_ painter: SignPainter) -> [UInt8] { painter.paint(layout).withBytes { Array($0) } }
        let first = bytes(painter)
        #expect(first.count == 800 * 1280 * 3)
        #expect(bytes(painter) == first, "a warm cache changes nothing")
        #expect(bytes(other) == first)
    }

    @Test("A missing character is a visible box", .enabled(if: hasFonts)) func missingGlyph() throws {
        let painter = try SignPainter(fonts: .debian, style: SignStyle(isBench: false))
        let layout = try painter.layout(.message("\u{10FFFD}"))
        let text = try #require(layout.texts.last)
        #expect(ink(painter.paint(layout), in: text.box, on: .paper) > 100)
    }

    @Test("Both faces are the Simplified Chinese ones", .enabled(if: hasFonts)) func simplified() throws {
        // The SC face draws 门 and 骨 its own way; the collection's first face is Japanese.
        let library = FreeTypeLibrary()
        for path in [FontPaths.debian.regular, FontPaths.debian.bold] {
            #expect(try FontFace(path, library: library).familyName.hasSuffix("CJK SC"))
        }
    }

    @Test("The glyph cache has a bound", .enabled(if: hasFonts)) func cache() throws {
        let library = FreeTypeLibrary()
        let setter = try Typesetter(.debian, library: library)
        let picture = Picture(name: "cache", size: PanelSize(widthPixels: 2000, heightPixels: 200), background: .paper)
        for first in 0..<40 {
            let scalars = (0..<30).compactMap { Unicode.Scalar(UInt32(0x4E00 + first * 30 + $0)) }
            let line = TextLine(
                string: String(String.UnicodeScalarView(scalars)), box: Box(x: 0, y: 0, width: 2000, height: 100),
                sizePixels: 60,
                weight: .regular, colour: .ink, background: .paper)
            setter.draw(line, on: picture.surface)
            #expect(setter.cachedBytes <= Typesetter.cacheLimitBytes)
        }
        #expect(setter.cachedBytes > 0)
    }

    @Test("A missing font names its path") func noFont() {
        let paths = FontPaths(regular: "/nowhere/a.ttc", bold: "/nowhere/b.ttc")
        #expect(throws: SignageError(.fontMissing(path: "/nowhere/a.ttc"))) {
            try SignPainter(fonts: paths, style: SignStyle(isBench: false))
        }
        #expect(throws: SignageError(.fontMissing(path: "/tmp"))) {
            try SignPainter(fonts: FontPaths(regular: "/tmp", bold: "/tmp"), style: SignStyle(isBench: false))
        }
    }

    @Test("A damaged font names its path, at any length, and never crashes", .enabled(if: hasFonts)) func damaged()
        throws
    {
        let file = FileManager.default.temporaryDirectory.appending(path: "menshen-font-\(UUID()).ttc")
        defer { try? FileManager.default.removeItem(at: file) }
        let whole = try Data(contentsOf: URL(filePath: FontPaths.debian.regular))
        for length in [1, 11, 12, 60, 500, 5_000, 100_000, 1_000_000, whole.count / 2] {
            try whole.prefix(length).write(to: file)
            do throws(SignageError) {
                let painter = try SignPainter(
                    fonts: FontPaths(regular: file.path(), bold: file.path()), style: SignStyle(isBench: false))
                // Long enough for the tables: then glyphs that are cut off show as boxes.
                _ = painter.paint(try painter.layout(.idle(Examples.sign)))
                #expect(length > 500_000, "\(length) bytes were taken for a font")
            } catch {
                switch error.code {
                case .fontDamaged(let path, _), .fontHasNoChinese(let path): #expect(path == file.path(), "\(length)")
                default: Issue.record("\(length) bytes: \(error)")
                }
            }
        }
        try Data("Not a font at all, just a text.".utf8).write(to: file)
        #expect(throws: SignageError.self) {
            try SignPainter(fonts: FontPaths(regular: file.path(), bold: file.path()), style: SignStyle(isBench: false))
        }
    }

    @Test("A font without Chinese is refused") func latinFont() {
        let latin = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
        guard FileManager.default.fileExists(atPath: latin) else {
            return print("SKIPPED: a font without Chinese; no \(latin)")
        }
        #expect(throws: SignageError(.fontHasNoChinese(path: latin))) {
            try SignPainter(fonts: FontPaths(regular: latin, bold: latin), style: SignStyle(isBench: false))
        }
    }

    @Test("Blending rounds half up and ends exactly on the colour") func blending() {
        let picture = Picture(name: "blend", size: PanelSize(widthPixels: 256, heightPixels: 2), background: .white)
        let black = Colour(red: 0, green: 0, blue: 0)
        for coverage in 0...255 { picture.surface.blend(black, coverage: UInt8(coverage), x: coverage, y: 1, count: 1) }
        picture.withBytes { bytes in
            for coverage in 0...255 { #expect(Int(bytes[256 * 3 + coverage * 3]) == 255 - coverage) }
            #expect(bytes[0..<768].allSatisfy { $0 == 255 })
        }
    }

    @Test("Nothing is painted outside of the picture") func clipping() {
        let library = FreeTypeLibrary()
        let picture = Picture(name: "clip", size: PanelSize(widthPixels: 20, heightPixels: 20), background: .white)
        for box in [
            Box(x: -30, y: -30, width: 60, height: 40), Box(x: 15, y: 15, width: 500, height: 500),
            Box(x: 900, y: 900, width: 5, height: 5),
        ] {
            let place = Placement(box: box, gridWidth: 1000, gridHeight: 1000, pictureHeightPixels: 20)
            library.fill(.oval(x: 0, y: 0, width: 1000, height: 1000), place, .ink, on: picture.surface)
            library.stroke(.oval(x: 0, y: 0, width: 1000, height: 1000), place, stroke: 640, .ink, on: picture.surface)
            picture.surface.blend(.ink, coverage: 255, x: box.x, y: box.y, count: box.width)
        }
        #expect(ink(picture, in: Box(x: 0, y: 0, width: 20, height: 20), on: .white) > 0)
    }
}
