import Glibc
import Hardware
import RingStore

/// A flash file of a bench: made whole from a flash in memory, for to enrol into a file takes a sync for every program.
struct BenchFlashFile {
    let path: String
    let geometry: FlashGeometry

    var isThere: Bool { access(path, F_OK) == 0 }

    /// - Throws: when a file of its name is there already, or none can be written.
    func make(from flash: MemoryFlash) throws(Refusal) {
        let descriptor = try call("open") { Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
        defer { close(descriptor) }
        var done = 0
        while done < flash.image.count {
            let put = flash.image.withUnsafeBytes { write(descriptor, $0.baseAddress! + done, $0.count - done) }
            if put < 0, errno == EINTR { continue }
            guard put > 0 else {
                let reason = String(cString: strerror(put < 0 ? errno : ENOSPC))
                unlink(path)
                throw Refusal("\(path): \(reason)")
            }
            done += put
        }
        _ = try call("fsync") { fsync(descriptor) }
    }

    /// The corresponding C call is `posix_fadvise` with `POSIX_FADV_DONTNEED`: what is on the disk leaves the page cache.
    func dropCache() throws(Refusal) {
        let descriptor = try call("open") { Glibc.open(path, O_RDONLY | O_CLOEXEC) }
        defer { close(descriptor) }
        let status = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
        guard status == 0 else { throw Refusal("\(path): \(String(cString: strerror(status)))") }
    }

    func open() throws(Refusal) -> FileFlash {
        do throws(FileFlashError) { return try FileFlash(path: path, geometry: geometry) } catch {
            throw Refusal(error.description)
        }
    }

    func copy() throws(Refusal) -> MemoryFlash {
        let file = try open()
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: geometry.blockBytes, alignment: 16)
        defer { block.deallocate() }
        var image: [UInt8] = []
        image.reserveCapacity(geometry.blockCount * geometry.blockBytes)
        for number in 0..<geometry.blockCount {
            do throws(FlashError) { try file.read(BlockIndex(number), offsetBytes: 0, into: block) } catch {
                throw Refusal("\(path): \(error.code)")
            }
            image += block
        }
        return MemoryFlash(geometry, image: image)
    }

    private func call(_ name: String, _ body: () -> CInt) throws(Refusal) -> CInt {
        let result = body()
        guard result >= 0 else { throw Refusal("\(path): \(name): \(String(cString: strerror(errno)))") }
        return result
    }
}
