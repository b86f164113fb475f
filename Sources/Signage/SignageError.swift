public struct SignageError: Error, Equatable, Sendable {
    public enum Code: Equatable, Sendable {
        /// The file is not there or cannot be read.
        case fontMissing(path: String)
        /// The file is not a font FreeType can read (its error number).
        case fontDamaged(path: String, freeTypeError: Int32)
        /// A font without Simplified Chinese: no face of the collection is called "SC", or 门 has no glyph.
        case fontHasNoChinese(path: String)
        /// The words of a screen are too long even at the smallest legal type size (R26).
        case doesNotFit(scene: String)
        /// Below 480 x 640 the words would not be legible (R52).
        case panelTooSmall(PanelSize)
    }

    public let code: Code

    public init(_ code: Code) { self.code = code }
}

extension SignageError: CustomStringConvertible {
    public var description: String {
        switch code {
        case .fontMissing(let path): "\(path): no such font file, or it cannot be read (Debian package fonts-noto-cjk)"
        case .fontDamaged(let path, let error): "\(path): not a font that can be read (FreeType error \(error))"
        case .fontHasNoChinese(let path): "\(path): has no Simplified Chinese face"
        case .doesNotFit(let scene): "screen \(scene): its words do not fit at the smallest legal type size"
        case .panelTooSmall(let panel):
            "a panel of \(panel.widthPixels)x\(panel.heightPixels) is too small; 480x640 is the least"
        }
    }
}
