import Glibc
import RingStore

/// A flash file that is only looked at: its descriptor cannot write.
public final class ReadOnlyFileFlash: Flash {
    public let geometry: FlashGeometry
    public var erasesPhysically: Bool { false }
    private let descriptor: CInt

    /// - Throws: `.missing`, `.busy` when a process has it open for writing, `.wrongSize` when it is not the geometry's.
    public init(path: String, geometry: FlashGeometry) throws(FileFlashError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw FileFlashError(errno == ENOENT ? .missing : .system("open", errno), path: path)
        }
        var status = stat()
        let expected = geometry.blockCount * geometry.blockBytes
        let isLocked = flock(descriptor, LOCK_SH | LOCK_NB) == 0
        guard isLocked, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            Int(status.st_size) == expected
        else {
            close(descriptor)
            let size = FileFlashError.Code.wrongSize(expectedBytes: expected, actualBytes: Int(status.st_size))
            throw FileFlashError(isLocked ? size : .busy, path: path)
        }
        (self.descriptor, self.geometry) = (descriptor, geometry)
    }

    deinit { close(descriptor) }

    public func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer)
        throws(FlashError)
    {
        var done = 0
        let start = block.number * geometry.blockBytes + offsetBytes
        while done < buffer.count {
            let got = pread(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(start + done))
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw FlashError(.medium(errno), at: block) }
            // Somebody has cut the file short.
            guard got > 0 else { throw FlashError(.gone, at: block) }
            done += got
        }
    }

    public func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
        throw FlashError(.medium(EROFS), at: block)
    }

    public func erase(_ block: BlockIndex) throws(FlashError) { throw FlashError(.medium(EROFS), at: block) }
}
