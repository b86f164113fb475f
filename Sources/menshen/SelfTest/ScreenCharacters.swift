import Controller
import Law
import Signage

/// Every character that a screen can show: of the fixed words in both languages, of the notice, of printable ASCII, and of
/// the fields of a site when one is given.
///
/// They are read off laid-out scenes, so that nothing here repeats what Signage says.
struct ScreenCharacters {
    /// By code.
    let all: [Unicode.Scalar]

    /// - Throws: `.doesNotFit` when a scene cannot be laid out.
    init(site: SiteDeclaration?) throws(SignageError) {
        let style = SignStyle(isBench: true), measure = SquareMeasure()
        var found = Set((0x20...0x7E).map { Unicode.Scalar(UInt8($0)) })
        var scenes = SampleScenes.all
        for declaration in [SampleSettings.declaration, site].compactMap(\.self) {
            let pages = try paginate(SampleScenes.noticePages(of: declaration), style: style, measure: measure)
            scenes += pages.map { .notice($0, index: 0, count: pages.count) }
            scenes.append(.idle(SampleScenes.sign(of: declaration)))
        }
        for scene in scenes {
            for text in try Layout(scene, style: style, measure: measure).texts {
                found.formUnion(text.string.unicodeScalars)
            }
        }
        all = found.sorted()
    }
}

/// Widths without a font: an ideograph is a square, other characters are half of one.
private struct SquareMeasure: TextMeasure {
    func advanceThousandths(of scalar: Unicode.Scalar, weight: Weight) -> Int { scalar.value < 0x2000 ? 500 : 1000 }
}
