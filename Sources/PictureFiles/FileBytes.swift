import Glibc

/// A whole file in memory, zeroed when it goes: it may be a picture of a person.
struct FileBytes: ~Copyable {
    let bytes: UnsafeMutableRawBufferPointer

    /// - Throws: `.unreadable`, also for what is no regular file; `.fileTooLarge`.
    init(path: String, mostBytes: Int) throws(PictureError) {
        // O_NONBLOCK: to open a FIFO would wait for whoever writes into it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw PictureError(.unreadable(errno: errno)) }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw PictureError(.unreadable(errno: errno)) }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            throw PictureError(.unreadable(errno: facts.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL))
        }
        let count = Int(facts.st_size)
        guard count <= mostBytes else { throw PictureError(.fileTooLarge(bytes: count)) }
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
        var filled = 0
        while filled < count {
            let got = read(descriptor, bytes.baseAddress! + filled, count - filled)
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else {
                let why = errno
                bytes.zeroAndFree()
                throw PictureError(.unreadable(errno: why))
            }
            if got == 0 { break }  // it became shorter while we read: the decoder will say so
            filled += got
        }
        self.bytes = bytes
    }

    deinit { bytes.zeroAndFree() }
}

extension UnsafeMutableRawBufferPointer {
    /// Zeroes with a call the optimiser may not drop, then frees.
    func zeroAndFree() {
        if let baseAddress { explicit_bzero(baseAddress, count) }
        deallocate()
    }
}
