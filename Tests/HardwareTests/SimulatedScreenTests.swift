import CPng
import Controller
import Foundation
import Signage
import Testing

@testable import Hardware

@Suite struct SimulatedScreenTests {
    static let hasFonts: Bool = {
        let has = [FontPaths.debian.regular, FontPaths.debian.bold].allSatisfy(FileManager.default.fileExists)
        if !has { print("SKIPPED: the simulated screen; install the package fonts-noto-cjk") }
        return has
    }()

    let directory = FileManager.default.temporaryDirectory.appending(path: "menshen-screen-\(UUID())").path()

    func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: directory).sorted() }

    @Test("Pictures become numbered files, lines are announced after them", .enabled(if: hasFonts)) func numbered()
        throws
    {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let painter = try SignPainter(fonts: .debian, style: SignStyle(isBench: true))
        var lines: [String] = []
        let screen = try SimulatedScreen(directory: directory) { lines.append($0) }
        for scene in [Scene.ageQuestion, .declined] {
            try screen.show(painter.paint(try painter.layout(scene)), line: line(for: scene))
        }
        #expect(try files() == ["0001-age.png", "0002-declined.png"])
        #expect(lines == [line(for: .ageQuestion), line(for: .declined)])
        // A second run goes on; nothing is overwritten.
        let again = try SimulatedScreen(directory: directory) { _ in }
        try again.show(painter.paint(try painter.layout(.presentCard)), line: "")
        #expect(try files() == ["0001-age.png", "0002-declined.png", "0003-card.png"])
    }

    @Test("The file holds the picture, pixel by pixel", .enabled(if: hasFonts)) func samePixels() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let painter = try SignPainter(fonts: .debian, style: SignStyle(isBench: true))
        let screen = try SimulatedScreen(directory: directory) { _ in }
        let picture = painter.paint(try painter.layout(.ageQuestion))
        try screen.show(picture, line: "")
        var image = png_image()
        image.version = UInt32(PNG_IMAGE_VERSION)
        #expect(png_image_begin_read_from_file(&image, "\(directory)/0001-age.png") != 0)
        #expect((image.width, image.height) == (800, 1280))
        image.format = UInt32(PNG_FORMAT_RGB)
        var pixels = [UInt8](repeating: 0, count: 800 * 1280 * 3)
        #expect(png_image_finish_read(&image, nil, &pixels, 0, nil) != 0)
        #expect(picture.withBytes { Array($0) } == pixels)
    }

    @Test("A directory that cannot be made names itself") func noDirectory() {
        #expect(throws: ScreenError(.notWritten(path: "/nowhere/at/all", reason: "No such file or directory"))) {
            try SimulatedScreen(directory: "/nowhere/at/all") { _ in }
        }
        #expect(throws: ScreenError(.notWritten(path: "/dev/null", reason: "Not a directory"))) {
            try SimulatedScreen(directory: "/dev/null") { _ in }
        }
    }

    @Test("A picture that cannot be written is an error, announces nothing, and leaves nothing", .enabled(if: hasFonts))
    func notWritten() throws {
        let painter = try SignPainter(fonts: .debian, style: SignStyle(isBench: true))
        var lines: [String] = []
        let screen = try SimulatedScreen(directory: directory) { lines.append($0) }
        try FileManager.default.removeItem(atPath: directory)
        let picture = painter.paint(try painter.layout(.ageQuestion))
        #expect(
            throws: ScreenError(.notWritten(path: "\(directory)/0001-age.png", reason: "No such file or directory"))
        ) {
            try screen.show(picture, line: "x")
        }
        #expect(lines == [])
        #expect(throws: ScreenError(.notWritten(path: "/dev/full/a.png", reason: "Not a directory"))) {
            try PngFile.write(picture, to: "/dev/full/a.png")
        }
    }
}
