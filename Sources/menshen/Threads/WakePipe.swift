import Glibc

/// Makes a `poll` return: a pipe of which only the fullness matters.
final class WakePipe: Sendable {
    /// Readable since the last `wake` that was not drained.
    let descriptor: Int32
    private let writeEnd: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0, "no descriptor left")
        for end in ends {
            precondition(fcntl(end, F_SETFL, O_NONBLOCK) == 0 && fcntl(end, F_SETFD, FD_CLOEXEC) == 0)
        }
        (descriptor, writeEnd) = (ends[0], ends[1])
    }

    /// A full pipe is as readable as one with a byte in it, so a write that fails loses nothing.
    func wake() {
        var byte: UInt8 = 1
        _ = write(writeEnd, &byte, 1)
    }

    func drain() {
        var bytes = [UInt8](repeating: 0, count: 256)
        while read(descriptor, &bytes, bytes.count) == bytes.count {}
    }

    deinit {
        close(descriptor)
        close(writeEnd)
    }
}
