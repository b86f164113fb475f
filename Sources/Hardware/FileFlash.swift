import Glibc
import RingStore

/// Flash in a file, as strict as `FlashCells`.
///
/// What a file cannot promise: an erase overwrites what the file shows. The file system and the translation layer of the
/// disk below may keep older copies of the cells, so erasure and expiry are **logical** here.
///
/// One process at a time: the file is locked (`flock`) as long as this lives.
public final class FileFlash: Flash {
    public var geometry: FlashGeometry { cells.geometry }
    public var promises: FlashPromises { .file }
    private let cells: FlashCells

    /// The bench's shape: 64 KiB blocks, 16-byte program units.
    public static func benchGeometry(blockCount: Int) -> FlashGeometry {
        FlashGeometry(blockCount: blockCount, blockBytes: 64 << 10, programUnitBytes: 16)
    }

    /// Makes a new file, erased; one that is there already is never touched. Mode 0600.
    public static func create(path: String, geometry: FlashGeometry) throws(FileFlashError) {
        try makeBlankFile(path, byteCount: geometry.blockCount * geometry.blockBytes)
    }

    /// A new file in the place of what an earlier start left unfinished under this name.
    public static func createAnew(path: String, geometry: FlashGeometry) throws(FileFlashError) {
        unlink(path)
        try create(path: path, geometry: geometry)
    }

    /// Opens and locks; never makes a file.
    /// - Throws: `.missing`, `.busy` when another process has it, `.wrongSize` when it is not the geometry's.
    public init(path: String, geometry: FlashGeometry) throws(FileFlashError) {
        let descriptor = try call("open", path) { open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW) }
        do throws(FileFlashError) {
            // Whoever let it go may just have begun another process, which has it too until it becomes its program.
            for _ in 0..<10 where flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK { usleep(20_000) }
            _ = try call("flock", path) { flock(descriptor, LOCK_EX | LOCK_NB) }
            var status = stat()
            _ = try call("fstat", path) { fstat(descriptor, &status) }
            let expected = geometry.blockCount * geometry.blockBytes
            guard status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) == expected else {
                throw FileFlashError(.wrongSize(expectedBytes: expected, actualBytes: Int(status.st_size)), path: path)
            }
        } catch {
            close(descriptor)
            throw error
        }
        cells = FlashCells(descriptor, geometry: geometry, forgetsPages: false)
    }

    public func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer)
        throws(FlashError)
    {
        try cells.read(block, offsetBytes: offsetBytes, into: buffer)
    }

    public func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
        try cells.program(block, offsetBytes: offsetBytes, bytes)
    }

    public func erase(_ block: BlockIndex) throws(FlashError) { try cells.erase(block) }
}
