import Glibc
import Hardware
import RingStore

/// A flash file that a bench makes for itself and removes when it is done.
final class BenchFlashFile {
    private let path: String
    private let geometry: FlashGeometry

    /// - Throws: when a file of its name is there already, or the directory cannot be written.
    init(directory: String, copying flash: MemoryFlash) throws(Refusal) {
        path = "\(directory)/store-bench.\(getpid()).flash"
        geometry = flash.geometry
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Refusal("\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var done = 0
        while done < flash.image.count {
            let put = flash.image.withUnsafeBytes { write(descriptor, $0.baseAddress! + done, $0.count - done) }
            if put < 0, errno == EINTR { continue }
            guard put > 0 else {
                unlink(path)
                throw Refusal("\(path): \(String(cString: strerror(put < 0 ? errno : ENOSPC)))")
            }
            done += put
        }
        fsync(descriptor)
    }

    deinit { unlink(path) }

    /// The corresponding C call is `posix_fadvise` with `POSIX_FADV_DONTNEED`: what is on the disk leaves the page cache.
    func dropCache() throws(Refusal) {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Refusal("\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        let status = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
        guard status == 0 else { throw Refusal("\(path): \(String(cString: strerror(status)))") }
    }

    func open() throws(Refusal) -> FileFlash {
        do throws(FileFlashError) { return try FileFlash(path: path, geometry: geometry) } catch {
            throw Refusal(error.description)
        }
    }
}
