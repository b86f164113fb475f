import Glibc

/// Keeps a state directory for one process, as long as this lives; a process that is killed lets go of it.
final class StateLock {
    private let descriptor: Int32

    /// - Throws: when another process has it.
    init(_ directory: String) throws(Refusal) {
        descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Refusal("\(directory): \(String(cString: strerror(errno)))") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno == EWOULDBLOCK ? "another menshen is running on it" : String(cString: strerror(errno))
            throw Refusal("\(directory): \(reason)")
        }
    }

    deinit { close(descriptor) }
}
