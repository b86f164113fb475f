import Glibc
import RingStore

/// A flash in a file, or on a block device, that is only looked at: its descriptor cannot write.
public final class ReadOnlyFileFlash: Flash {
    public var geometry: FlashGeometry { cells.geometry }
    public let promises: FlashPromises
    private let cells: FlashCells

    /// - Throws: `.missing`, `.busy` when a process has it open for writing, `.wrongSize` when it is not the geometry's, and
    ///   `.tooSmall` for a block device.
    public init(path: String, geometry: FlashGeometry) throws(FileFlashError) {
        let expected = geometry.blockCount * geometry.blockBytes
        guard !BlockDevice.isThere(path) else {
            let descriptor = try BlockDevice.open(path, flags: O_RDONLY, neededBytes: expected)
            cells = FlashCells(descriptor, geometry: geometry, forgetsPages: false)
            promises = .partition
            return
        }
        let descriptor = try call("open", path) { open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        do throws(FileFlashError) {
            _ = try call("flock", path) { flock(descriptor, LOCK_SH | LOCK_NB) }
            var status = stat()
            _ = try call("fstat", path) { fstat(descriptor, &status) }
            guard status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) == expected else {
                throw FileFlashError(.wrongSize(expectedBytes: expected, actualBytes: Int(status.st_size)), path: path)
            }
        } catch {
            close(descriptor)
            throw error
        }
        cells = FlashCells(descriptor, geometry: geometry, forgetsPages: false)
        promises = .file
    }

    public func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer)
        throws(FlashError)
    {
        try cells.read(block, offsetBytes: offsetBytes, into: buffer)
    }

    public func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
        throw FlashError(.medium(EROFS), at: block)
    }

    public func erase(_ block: BlockIndex) throws(FlashError) { throw FlashError(.medium(EROFS), at: block) }
}
