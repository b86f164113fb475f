import CPng
import Glibc
import Signage

/// Writes a picture of the screen as a PNG file. It accepts nothing but a `Picture`, which only Signage can make (R58).
enum PngFile {
    /// The file appears whole or not at all: written beside its place, then renamed.
    /// - Throws: `.notWritten` with the path.
    static func write(_ picture: borrowing Picture, to path: String) throws(ScreenError) {
        let part = path + ".part"
        var image = png_image()
        image.version = UInt32(PNG_IMAGE_VERSION)
        image.width = UInt32(picture.size.widthPixels)
        image.height = UInt32(picture.size.heightPixels)
        image.format = UInt32(PNG_FORMAT_RGB)
        // Light compression without filters: flat colours pack well, and the sign must be up at once.
        image.flags = UInt32(PNG_IMAGE_FLAG_FAST)
        let rowBytes = Int32(picture.rowBytes)
        let isWritten = picture.withBytes { bytes in
            png_image_write_to_file(&image, part, 0, bytes.baseAddress, rowBytes, nil) != 0
        }
        guard isWritten else {
            let reason = message(of: image)
            unlink(part)
            throw ScreenError(.notWritten(path: path, reason: reason))
        }
        guard rename(part, path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(part)
            throw ScreenError(.notWritten(path: path, reason: reason))
        }
    }

    private static func message(of image: png_image) -> String {
        withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
