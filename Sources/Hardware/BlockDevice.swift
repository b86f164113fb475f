import Glibc

/// A block device: how it is opened and measured. What a test cannot have stands in `Probe`.
enum BlockDevice {
    /// What is asked of an open descriptor.
    struct Probe: Sendable {
        let isDevice: @Sendable (mode_t) -> Bool
        /// Nil when the device does not say.
        let byteCount: @Sendable (CInt) -> Int?

        static var kernel: Probe {
            Probe(
                isDevice: { $0 & S_IFMT == S_IFBLK },
                byteCount: { descriptor in
                    var count: UInt64 = 0
                    // BLKGETSIZE64 of linux/fs.h: _IOR(0x12, 114, size_t), alike on x86-64 and arm64.
                    return ioctl(descriptor, 0x8008_1272, &count) == 0 ? Int(exactly: count) : nil
                })
        }
    }

    /// Whether there is a block device of this name.
    static func isThere(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFBLK
    }

    /// Opens it for this process alone: the kernel refuses while it is mounted, or while another process has it so.
    /// - Throws: `.missing`, `.busy`, `.notBlockDevice`, `.tooSmall`.
    static func open(
        _ path: String, flags: CInt, neededBytes: Int, probe: Probe = .kernel
    ) throws(FileFlashError) -> CInt {
        let descriptor = try call("open", path) { Glibc.open(path, flags | O_EXCL | O_CLOEXEC | O_NONBLOCK) }
        do throws(FileFlashError) {
            var status = stat()
            _ = try call("fstat", path) { fstat(descriptor, &status) }
            guard probe.isDevice(status.st_mode) else { throw FileFlashError(.notBlockDevice, path: path) }
            guard let actual = probe.byteCount(descriptor) else {
                throw FileFlashError(.system("BLKGETSIZE64", errno), path: path)
            }
            guard actual >= neededBytes else {
                throw FileFlashError(.tooSmall(neededBytes: neededBytes, actualBytes: actual), path: path)
            }
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }
}
