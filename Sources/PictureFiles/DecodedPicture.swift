import CJpeg
import Glibc

/// A picture file's pixels: `heightPixels` x `widthPixels` x 3 UInt8, red green blue, rows top down.
///
/// Zeroed when it goes; it cannot be copied and has no textual form. Only the simulated camera and the integrator's tool
/// read picture files. A turned picture (EXIF orientation) is taken as it lies in the file.
public struct DecodedPicture: ~Copyable, @unchecked Sendable {
    public static let leastSidePixels = 16
    public static let mostPixels = 64 << 20
    public static let mostFileBytes = 256 << 20

    public let widthPixels: Int
    public let heightPixels: Int
    private let storage: UnsafeMutableRawBufferPointer

    /// Lends the `widthPixels * heightPixels * 3` bytes.
    public func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R { body(UnsafeRawBufferPointer(storage)) }

    /// Decodes a whole JPEG file in memory. Grey pictures come out as three equal bytes.
    /// - Throws: any `PictureError` but `.unreadable` and `.fileTooLarge`.
    public init(jpeg file: [UInt8]) throws(PictureError) {
        // The buffer's method rethrows untyped.
        let decoded = file.withUnsafeBytes { file in Result { () throws(PictureError) in try Self.decode(file) } }
        (widthPixels, heightPixels, storage) = try decoded.get()
    }

    /// Decodes the JPEG file at `path`.
    public init(jpegFile path: String) throws(PictureError) {
        let file = try FileBytes(path: path, mostBytes: Self.mostFileBytes)
        (widthPixels, heightPixels, storage) = try Self.decode(UnsafeRawBufferPointer(file.bytes))
    }

    deinit { storage.zeroAndFree() }

    private static func decode(
        _ file: UnsafeRawBufferPointer
    ) throws(PictureError) -> (Int, Int, UnsafeMutableRawBufferPointer) {
        guard file.count >= 2, let start = file.baseAddress, file[0] == 0xFF, file[1] == 0xD8 else {
            throw PictureError(.notJPEG)
        }
        let bytes = start.assumingMemoryBound(to: UInt8.self)
        var (width, height) = (UInt32(0), UInt32(0))
        var message = menshen_jpeg_message()
        try check(menshen_jpeg_size(bytes, file.count, &width, &height, &message), message)
        let (widthPixels, heightPixels) = (Int(width), Int(height))
        guard min(widthPixels, heightPixels) >= leastSidePixels, widthPixels * heightPixels <= mostPixels else {
            throw PictureError(.sizeOutOfRange(widthPixels: widthPixels, heightPixels: heightPixels))
        }
        let storage = UnsafeMutableRawBufferPointer.allocate(byteCount: widthPixels * heightPixels * 3, alignment: 64)
        let pixels = storage.initializeMemory(as: UInt8.self, repeating: 0).baseAddress!
        do throws(PictureError) {
            try check(menshen_jpeg_rgb(bytes, file.count, width, height, pixels, &message), message)
        } catch {
            storage.zeroAndFree()
            throw error
        }
        return (widthPixels, heightPixels, storage)
    }

    private static func check(
        _ result: menshen_jpeg_result, _ message: menshen_jpeg_message
    ) throws(PictureError) {
        switch result {
        case MENSHEN_JPEG_FINE: return
        case MENSHEN_JPEG_FOREIGN: throw PictureError(.notJPEG)
        case MENSHEN_JPEG_TRUNCATED: throw PictureError(.truncated)
        case MENSHEN_JPEG_COLOURS: throw PictureError(.unsupportedColours)
        default:
            let text = withUnsafeBytes(of: message.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            throw PictureError(.damaged(text))
        }
    }
}
