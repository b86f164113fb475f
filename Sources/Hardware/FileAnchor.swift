import Glibc
import RingStore

/// The two slots of an anchor in a file of 8 KiB, or at the start of a block device; each in a sector of its own. It is worth the
/// more the farther it lies from the flash: beside it, whoever puts back an older image puts back this as well.
public final class FileAnchor: AnchorSlots {
    /// Sectors are no larger on any card or disk.
    private static let slotDistance = 4096
    public static let byteCount = 2 * slotDistance

    public var anchorPromises: AnchorPromises { .file }
    private let descriptor: CInt

    /// Makes a new file without a secret; one that is there already is never touched. Mode 0600.
    public static func create(path: String) throws(FileFlashError) { try makeBlankFile(path, byteCount: byteCount) }

    /// Opens and locks; never makes a file.
    /// - Throws: `.missing`, `.busy`, `.tooSmall`, `.open` when others may read it.
    public init(path: String, readOnly: Bool = false) throws(FileFlashError) {
        let flags = readOnly ? O_RDONLY : O_RDWR
        guard !BlockDevice.isThere(path) else {
            descriptor = try BlockDevice.open(path, flags: flags, neededBytes: Self.byteCount)
            return
        }
        let descriptor = try call("open", path) { open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
        do throws(FileFlashError) {
            _ = try call("flock", path) { flock(descriptor, (readOnly ? LOCK_SH : LOCK_EX) | LOCK_NB) }
            var status = stat()
            _ = try call("fstat", path) { fstat(descriptor, &status) }
            guard status.st_mode & S_IFMT == S_IFREG else { throw FileFlashError(.notBlockDevice, path: path) }
            guard status.st_mode & 0o077 == 0 else { throw FileFlashError(.open, path: path) }
            guard status.st_size >= Self.byteCount else {
                throw FileFlashError(
                    .tooSmall(neededBytes: Self.byteCount, actualBytes: Int(status.st_size)), path: path)
            }
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    /// Only to look at, while a terminal may be running on it.
    public init(peekingAt path: String) throws(FileFlashError) {
        descriptor = try call("open", path) { open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    }

    deinit { close(descriptor) }

    public func read(slot: Int, into bytes: UnsafeMutableRawBufferPointer) throws(AnchorError) {
        do throws(SystemErrno) { try fill(bytes, descriptor, at: slot * Self.slotDistance) } catch {
            throw .medium(error.number)
        }
    }

    public func write(slot: Int, _ bytes: UnsafeRawBufferPointer) throws(AnchorError) {
        do throws(SystemErrno) { try drain(bytes, descriptor, at: slot * Self.slotDistance) } catch {
            throw .medium(error.number)
        }
        guard fdatasync(descriptor) == 0 else { throw .medium(errno) }
        // What is read back comes from the device, and not from the pages of the kernel; only whole pages are dropped.
        posix_fadvise(
            descriptor, off_t(slot * Self.slotDistance), off_t(Self.slotDistance), POSIX_FADV_DONTNEED)
    }
}
