import Law
import Settings
import Signage

/// The font that the board names: a glyph for every character that a screen can show, their outlines, and one screen.
struct FontPart {
    let board: Result<BoardSettings, SettingsError>?
    var site: Result<SiteSettings, SettingsError>?
    /// Asked for besides what the screens show.
    var alsoAsking: [Unicode.Scalar] = []

    func run() -> SelfTestReport {
        guard let board else { return .leftOut("no --board given") }
        guard case .success(let settings) = board else { return .leftOut("the board file has findings, see settings") }
        guard let fonts = settings.screen.fontPaths else { return .failed(settings.screen.missingFonts) }
        do throws(SignageError) { return try examine(fonts, settings.screen) } catch { return .failed("\(error)") }
    }

    private func examine(_ fonts: FontPaths, _ screen: ScreenSettings) throws(SignageError) -> SelfTestReport {
        var report = SelfTestReport()
        var declaration: SiteDeclaration?
        if case .success(let site) = site { declaration = site.declaration }
        let characters = try ScreenCharacters(site: declaration).all + alsoAsking
        let files = fonts.bold == fonts.regular ? [fonts.regular] : [fonts.regular, fonts.bold]
        report.summary = "\(characters.count) characters in each of: \(files.joined(separator: ", "))"
        for file in files { try examine(file, characters, &report) }
        let panel = PanelSize(widthPixels: screen.widthPixels, heightPixels: screen.heightPixels)
        let painter = try SignPainter(
            fonts: fonts, style: SignStyle(panel: panel, isBench: true))
        let picture = painter.paint(try painter.layout(.idle(SampleScenes.sign)))
        let digest = picture.withBytes { Digest(of: $0) }
        let name = "\(picture.name) \(panel.widthPixels)x\(panel.heightPixels)"
        report.details.append("\("pixels".padded(to: 19)) \(digest.short)  \(name), of the FreeType named above")
        return report
    }

    private func examine(
        _ file: String, _ characters: [Unicode.Scalar], _ report: inout SelfTestReport
    ) throws(SignageError) {
        let font = try FontExamination(file, characters: characters)
        for scalar in font.missing {
            let code = String(scalar.value, radix: 16, uppercase: true)
            let name = scalar.properties.name.map { ", \($0)" } ?? ""
            report.failures.append("\(file): no glyph for U+\(code)\(name)")
        }
        report.details.append(
            "\("outlines".padded(to: 19)) \(Digest(of: font.outlines).short)  \(font.familyName), in font units")
    }
}
