import CFreeType
import Glibc

/// A font file read piece by piece, for FreeType.
///
/// Not mapped: a mapped collection of 20 MB slowly becomes resident, and a file cut short under a running terminal would
/// kill it. Here only the glyph in hand is in memory, and a cut file gives visible boxes.
final class FontFile {
    let stream: UnsafeMutablePointer<FT_StreamRec>
    private let descriptor: Int32

    /// - Throws: `.fontMissing`
    init(_ path: String) throws(SignageError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0
        else {
            if descriptor >= 0 { close(descriptor) }
            throw SignageError(.fontMissing(path: path))
        }
        stream = .allocate(capacity: 1)
        stream.initialize(to: FT_StreamRec())
        stream.pointee.size = UInt(status.st_size)
        stream.pointee.descriptor.value = Int(descriptor)
        // With no bytes wanted it is a seek: 0 is success then, else it is the count that was read.
        stream.pointee.read = { stream, offset, buffer, count in
            guard let stream, offset <= stream.pointee.size else { return count == 0 ? 1 : 0 }
            guard count > 0, let buffer else { return 0 }
            var done = 0
            while done < Int(count) {
                let got = pread(
                    Int32(stream.pointee.descriptor.value), buffer + done, Int(count) - done, Int(offset) + done)
                if got > 0 { done += got } else if got == 0 || errno != EINTR { break }
            }
            return UInt(done)
        }
    }

    deinit {
        stream.deallocate()
        close(descriptor)
    }
}
