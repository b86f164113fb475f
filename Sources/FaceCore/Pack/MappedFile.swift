import Glibc

/// A file mapped read-only for as long as this object lives.
///
/// Nobody may cut the file off meanwhile (replace it by renaming a new one over it): reading a page that is gone
/// ends the process.
public final class MappedFile: @unchecked Sendable {
    // Sendable: immutable, and the pages are read-only.

    public let bytes: UnsafeRawBufferPointer

    /// The corresponding C calls are `open`, `fstat` and `mmap`.
    /// - Throws: `.unreadable`, also for what is no regular file; `.foreign` for an empty file.
    public init(path: String) throws(PackError) {
        // O_NONBLOCK: to open a FIFO would wait for whoever writes into it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw PackError(.unreadable(errno: errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw PackError(.unreadable(errno: errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw PackError(.unreadable(errno: EINVAL)) }
        guard status.st_size > 0 else { throw PackError(.foreign) }
        let size = Int(status.st_size)
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            throw PackError(.unreadable(errno: errno))
        }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress!), bytes.count) }
}
