import Glibc
import Settings
import Signage

extension ScreenSettings {
    /// The first font files that can be read; nil when there is no regular one.
    var fontPaths: FontPaths? {
        func first(_ files: [String]) -> String? { files.first { access($0, R_OK) == 0 } }
        return first(fontFiles).map { FontPaths(regular: $0, bold: first(boldFontFiles) ?? $0) }
    }

    var missingFonts: String { "none of the board's font files is there: \(fontFiles.joined(separator: ", "))" }
}
