/// Why a file is not a picture we can use. `code` is what callers switch on.
public struct PictureError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Code: Equatable, Sendable {
        /// The file cannot be opened or read; `errno` says why.
        case unreadable(errno: Int32)
        /// The file is longer than `DecodedPicture.mostFileBytes`.
        case fileTooLarge(bytes: Int)
        /// Does not begin as a JPEG does.
        case notJPEG
        /// Ends before its picture does.
        case truncated
        /// The decoder's own complaint.
        case damaged(String)
        /// CMYK, or anything else that is neither grey nor three colours.
        case unsupportedColours
        /// A side shorter than `DecodedPicture.leastSidePixels`, or more than `DecodedPicture.mostPixels` in all.
        case sizeOutOfRange(widthPixels: Int, heightPixels: Int)
    }
    public let code: Code
    public init(_ code: Code) { self.code = code }

    public var description: String {
        switch code {
        case .unreadable(let errno): "cannot be read (errno \(errno))"
        case .fileTooLarge(let bytes): "too long for a picture: \(bytes) bytes, at most \(DecodedPicture.mostFileBytes)"
        case .notJPEG: "not a JPEG picture"
        case .truncated: "the JPEG ends before its picture does"
        case .damaged(let complaint): "damaged JPEG: \(complaint)"
        case .unsupportedColours: "the JPEG is neither grey nor red, green, blue (CMYK is not supported)"
        case .sizeOutOfRange(let width, let height):
            "\(width) x \(height) pixels: at least \(DecodedPicture.leastSidePixels) a side and at most "
                + "\(DecodedPicture.mostPixels) in all"
        }
    }
}
