import Glibc
import RingStore

/// Flash in a file, with the strictness of the real thing: bits only fall until an erase, whole program units, one program of
/// a unit between two erases, and everything on the disk (fsync) when a call returns.
///
/// What a file cannot promise: an erase overwrites what the file shows. The file system and the translation layer of the
/// disk below may keep older copies of the cells, so erasure and expiry are **logical** here (`erasesPhysically` is false).
///
/// One process at a time: the file is locked (`flock`) as long as this lives.
public final class FileFlash: Flash {
    public let geometry: FlashGeometry
    public var erasesPhysically: Bool { false }
    private let descriptor: CInt

    /// The bench's shape: 64 KiB blocks, 16-byte program units.
    public static func benchGeometry(blockCount: Int) -> FlashGeometry {
        FlashGeometry(blockCount: blockCount, blockBytes: 64 << 10, programUnitBytes: 16)
    }

    /// Makes a new file, erased; one that is there already is never touched. Mode 0600.
    public static func create(path: String, geometry: FlashGeometry) throws(FileFlashError) {
        let descriptor = try call("open", path) { Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
        defer { close(descriptor) }
        let blank = [UInt8](repeating: 0xFF, count: geometry.blockBytes)
        for block in 0..<geometry.blockCount {
            do { try transfer(blank, descriptor, at: block * geometry.blockBytes) } catch {
                unlink(path)
                throw FileFlashError(.system("write", error.number), path: path)
            }
        }
        _ = try call("fsync", path) { fsync(descriptor) }
        // The name has to survive a power cut as well.
        let folder = Glibc.open(parent(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }

    /// A new file in the place of what an earlier start left unfinished under this name.
    public static func createAnew(path: String, geometry: FlashGeometry) throws(FileFlashError) {
        unlink(path)
        try create(path: path, geometry: geometry)
    }

    /// Opens and locks; never makes a file.
    /// - Throws: `.missing`, `.busy` when another process has it, `.wrongSize` when it is not the geometry's.
    public init(path: String, geometry: FlashGeometry) throws(FileFlashError) {
        let descriptor = try Self.call("open", path) { Glibc.open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW) }
        do throws(FileFlashError) {
            if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
                throw FileFlashError(errno == EWOULDBLOCK ? .busy : .system("flock", errno), path: path)
            }
            var status = stat()
            _ = try Self.call("fstat", path) { fstat(descriptor, &status) }
            let expected = geometry.blockCount * geometry.blockBytes
            guard status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) == expected else {
                throw FileFlashError(.wrongSize(expectedBytes: expected, actualBytes: Int(status.st_size)), path: path)
            }
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        self.geometry = geometry
    }

    deinit { close(descriptor) }

    public func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer)
        throws(FlashError)
    {
        check(block, offsetBytes, buffer.count)
        var done = 0
        while done < buffer.count {
            let got = pread(
                descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(place(block, offsetBytes) + done))
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw FlashError(.medium(errno), at: block) }
            // Somebody has cut the file short.
            guard got > 0 else { throw FlashError(.gone, at: block) }
            done += got
        }
    }

    public func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
        check(block, offsetBytes, bytes.count)
        precondition(offsetBytes % geometry.programUnitBytes == 0 && bytes.count % geometry.programUnitBytes == 0)
        let before = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
        defer { before.deallocate() }
        try read(block, offsetBytes: offsetBytes, into: before)
        for index in 0..<bytes.count where bytes[index] & ~before[index] != 0 {
            throw FlashError(.raisesBits, at: block)
        }
        try write(bytes, block, offsetBytes)
    }

    public func erase(_ block: BlockIndex) throws(FlashError) {
        check(block, 0, geometry.blockBytes)
        let blank = [UInt8](repeating: 0xFF, count: geometry.blockBytes)
        do { try Self.transfer(blank, descriptor, at: place(block, 0)) } catch {
            throw FlashError(.medium(error.number), at: block)
        }
        try sync(block)
    }

    // MARK: system calls

    private func place(_ block: BlockIndex, _ offset: Int) -> Int { block.number * geometry.blockBytes + offset }

    private func check(_ block: BlockIndex, _ offset: Int, _ count: Int) {
        precondition((0..<geometry.blockCount).contains(block.number), "no such block")
        precondition(offset >= 0 && count >= 0 && offset + count <= geometry.blockBytes, "beyond the block")
    }

    private func write(_ bytes: UnsafeRawBufferPointer, _ block: BlockIndex, _ offset: Int) throws(FlashError) {
        do { try Self.transfer([UInt8](bytes), descriptor, at: place(block, offset)) } catch {
            throw FlashError(.medium(error.number), at: block)
        }
        try sync(block)
    }

    private func sync(_ block: BlockIndex) throws(FlashError) {
        // After a failed fsync nothing is known about the pages: the caller mounts again.
        guard fdatasync(descriptor) == 0 else { throw FlashError(.medium(errno), at: block) }
    }

    private struct SystemErrno: Error { let number: Int32 }

    private static func transfer(_ bytes: [UInt8], _ descriptor: CInt, at place: Int) throws(SystemErrno) {
        var done = 0
        while done < bytes.count {
            let put = bytes.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress! + done, bytes.count - done, off_t(place + done))
            }
            if put < 0, errno == EINTR { continue }
            guard put > 0 else { throw SystemErrno(number: put < 0 ? errno : ENOSPC) }
            done += put
        }
    }

    private static func call(_ name: StaticString, _ path: String, _ body: () -> CInt) throws(FileFlashError) -> CInt {
        while true {
            let result = body()
            if result >= 0 { return result }
            switch errno {
            case EINTR: continue
            case ENOENT: throw FileFlashError(.missing, path: path)
            case EEXIST: throw FileFlashError(.exists, path: path)
            default: throw FileFlashError(.system(name, errno), path: path)
            }
        }
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

/// Why a flash file cannot be opened or made. Equality looks at the code only.
public struct FileFlashError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Code: Equatable, Sendable {
        case missing
        /// `create` never touches a file that is there.
        case exists
        /// Another process has the store open.
        case busy
        case wrongSize(expectedBytes: Int, actualBytes: Int)
        /// The call and its errno.
        case system(StaticString, Int32)

        public static func == (a: Self, b: Self) -> Bool {
            switch (a, b) {
            case (.missing, .missing), (.exists, .exists), (.busy, .busy): true
            case (.wrongSize(let a, let b), .wrongSize(let c, let d)): a == c && b == d
            case (.system(_, let a), .system(_, let b)): a == b
            default: false
            }
        }
    }

    public let code: Code
    public let path: String
    public init(_ code: Code, path: String) { (self.code, self.path) = (code, path) }

    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }

    public var description: String {
        switch code {
        case .missing: "\(path): no such flash file; `menshen run` on a bench board makes one"
        case .exists: "\(path): there is a file already; it was not touched"
        case .busy: "\(path): another process has this store open"
        case .wrongSize(let expected, let actual): "\(path): \(actual) bytes, a flash of this board has \(expected)"
        case .system(let call, let number): "\(path): \(call): \(String(cString: strerror(number)))"
        }
    }
}
