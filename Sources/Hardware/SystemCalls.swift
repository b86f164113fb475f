import Glibc

/// Why a transfer stopped: errno; 0 when the file ended.
struct SystemErrno: Error { let number: Int32 }

/// Reads until the buffer is full.
func fill(_ buffer: UnsafeMutableRawBufferPointer, _ descriptor: CInt, at place: Int) throws(SystemErrno) {
    var done = 0
    while done < buffer.count {
        let got = pread(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(place + done))
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { throw SystemErrno(number: got < 0 ? errno : 0) }
        done += got
    }
}

/// Writes everything; it is on the disk only after a sync.
func drain(_ bytes: UnsafeRawBufferPointer, _ descriptor: CInt, at place: Int) throws(SystemErrno) {
    var done = 0
    while done < bytes.count {
        let put = pwrite(descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(place + done))
        if put < 0, errno == EINTR { continue }
        guard put > 0 else { throw SystemErrno(number: put < 0 ? errno : ENOSPC) }
        done += put
    }
}

/// A call that is repeated when a signal interrupts it.
func call(_ name: StaticString, _ path: String, _ body: () -> CInt) throws(FileFlashError) -> CInt {
    while true {
        let result = body()
        if result >= 0 { return result }
        switch errno {
        case EINTR: continue
        case ENOENT: throw FileFlashError(.missing, path: path)
        case EEXIST: throw FileFlashError(.exists, path: path)
        case EBUSY, EWOULDBLOCK: throw FileFlashError(.busy, path: path)
        default: throw FileFlashError(.system(name, errno), path: path)
        }
    }
}

/// Every bit set, as an erase leaves it; the caller deallocates.
func blankBytes(_ count: Int) -> UnsafeMutableRawBufferPointer {
    let blank = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
    blank.initializeMemory(as: UInt8.self, repeating: 0xFF)
    return blank
}

/// Makes a new file of mode 0600 in which every bit is set; one that is there already is never touched. It survives a power
/// cut, its name too.
func makeBlankFile(_ path: String, byteCount: Int) throws(FileFlashError) {
    let descriptor = try call("open", path) { open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
    defer { close(descriptor) }
    let blank = blankBytes(min(byteCount, 1 << 20))
    defer { blank.deallocate() }
    for place in stride(from: 0, to: byteCount, by: blank.count) {
        do throws(SystemErrno) {
            let count = min(blank.count, byteCount - place)
            try drain(UnsafeRawBufferPointer(rebasing: blank[..<count]), descriptor, at: place)
        } catch {
            unlink(path)
            throw FileFlashError(.system("write", error.number), path: path)
        }
    }
    _ = try call("fsync", path) { fsync(descriptor) }
    let folder = open(parent(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
}

private func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}
