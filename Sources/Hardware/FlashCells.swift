import Glibc
import RingStore

/// The cells of a flash behind a descriptor, with the strictness of the real thing: bits only fall until an erase, whole program
/// units, and everything on the disk (fdatasync, which also empties a disk's own cache) when a call returns.
final class FlashCells {
    let geometry: FlashGeometry
    private let descriptor: CInt
    private let forgetsPages: Bool

    /// - Parameters:
    ///   - descriptor: closed with this.
    ///   - forgetsPages: what was written is read back from the device, and not from the pages of the kernel.
    init(_ descriptor: CInt, geometry: FlashGeometry, forgetsPages: Bool) {
        (self.descriptor, self.geometry, self.forgetsPages) = (descriptor, geometry, forgetsPages)
    }

    deinit { close(descriptor) }

    func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FlashError) {
        check(block, offsetBytes, buffer.count)
        do throws(SystemErrno) { try fill(buffer, descriptor, at: place(block, offsetBytes)) } catch {
            // Somebody has cut the file short.
            throw FlashError(error.number == 0 ? .gone : .medium(error.number), at: block)
        }
    }

    func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
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

    func erase(_ block: BlockIndex) throws(FlashError) {
        check(block, 0, geometry.blockBytes)
        let blank = blankBytes(geometry.blockBytes)
        defer { blank.deallocate() }
        try write(UnsafeRawBufferPointer(blank), block, 0)
    }

    private func write(_ bytes: UnsafeRawBufferPointer, _ block: BlockIndex, _ offset: Int) throws(FlashError) {
        let place = place(block, offset)
        do throws(SystemErrno) { try drain(bytes, descriptor, at: place) } catch {
            throw FlashError(.medium(error.number), at: block)
        }
        // After a failed fdatasync nothing is known about the pages: the caller mounts again.
        guard fdatasync(descriptor) == 0 else { throw FlashError(.medium(errno), at: block) }
        if forgetsPages { posix_fadvise(descriptor, off_t(place), off_t(bytes.count), POSIX_FADV_DONTNEED) }
    }

    private func place(_ block: BlockIndex, _ offset: Int) -> Int { block.number * geometry.blockBytes + offset }

    private func check(_ block: BlockIndex, _ offset: Int, _ count: Int) {
        precondition((0..<geometry.blockCount).contains(block.number), "no such block")
        precondition(offset >= 0 && count >= 0 && offset + count <= geometry.blockBytes, "beyond the block")
    }
}
