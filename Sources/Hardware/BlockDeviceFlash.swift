import Glibc
import RingStore

/// Flash on a partition of an eMMC chip, an SD card or a disk; as strict as `FlashCells`. Each program and each erase is written,
/// and flushed out of the device's own cache, before the next one begins. What follows the geometry's last block is never
/// touched.
///
/// What a partition cannot promise: the controller below writes elsewhere what is overwritten here, so erasure is **logical**;
/// and that a power cut harms no other bytes is the controller's word.
public final class BlockDeviceFlash: Flash {
    /// What it is opened for.
    public enum Purpose: Sendable {
        /// A store has to be there.
        case store
        /// Whatever is there is lost.
        case formatting
    }

    /// Whether there is a block device of this name.
    public static func isThere(_ path: String) -> Bool { BlockDevice.isThere(path) }

    public var geometry: FlashGeometry { cells.geometry }
    public var promises: FlashPromises { .partition }
    private let cells: FlashCells

    /// - Throws: `.busy` when it is mounted or another process has it, `.tooSmall`, `.notBlockDevice`, `.foreign` when it holds
    ///   no store.
    public convenience init(path: String, geometry: FlashGeometry, for purpose: Purpose) throws(FileFlashError) {
        try self.init(path: path, geometry: geometry, for: purpose, probe: .kernel)
    }

    init(
        path: String, geometry: FlashGeometry, for purpose: Purpose, probe: BlockDevice.Probe
    ) throws(FileFlashError) {
        let needed = geometry.blockCount * geometry.blockBytes
        let descriptor = try BlockDevice.open(path, flags: O_RDWR, neededBytes: needed, probe: probe)
        cells = FlashCells(descriptor, geometry: geometry, forgetsPages: true)
        if purpose == .store, !holdsStore { throw FileFlashError(.foreign, path: path) }
    }

    /// Whether any block begins as a block of a store does: the root's, or one with a label.
    private var holdsStore: Bool {
        let start = UnsafeMutableRawBufferPointer.allocate(byteCount: 8, alignment: 16)
        defer { start.deallocate() }
        return (0..<geometry.blockCount).contains { block in
            guard (try? cells.read(BlockIndex(block), offsetBytes: 0, into: start)) != nil else { return false }
            return start.starts(with: "MENSHEN\0".utf8) || start.starts(with: "MBLK".utf8)
        }
    }

    public func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer)
        throws(FlashError)
    {
        try cells.read(block, offsetBytes: offsetBytes, into: buffer)
    }

    public func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
        try cells.program(block, offsetBytes: offsetBytes, bytes)
    }

    public func erase(_ block: BlockIndex) throws(FlashError) {
        try cells.erase(block)
        let check = UnsafeMutableRawBufferPointer.allocate(byteCount: geometry.blockBytes, alignment: 16)
        defer { check.deallocate() }
        try cells.read(block, offsetBytes: 0, into: check)
        guard check.allSatisfy({ $0 == 0xFF }) else { throw FlashError(.medium(EIO), at: block) }
    }
}
