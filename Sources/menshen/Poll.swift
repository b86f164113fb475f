import Glibc

/// `poll(2)`, with interrupts retried.
enum Poll {
    /// - Parameter writers: of the descriptors, or others: also waited for until they can be written.
    /// - Parameter atMostMilliseconds: nil: as long as it takes.
    /// - Returns: the descriptors that can be read, written if that was asked for, or have hung up.
    @discardableResult
    static func wait(for descriptors: [Int32], writers: [Int32] = [], atMostMilliseconds: Int64?) -> Set<Int32> {
        var entries =
            descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            + writers.map { pollfd(fd: $0, events: Int16(POLLOUT), revents: 0) }
        let timeout = atMostMilliseconds.map { Int32(clamping: max(0, $0)) } ?? -1
        var count: Int32
        repeat { count = poll(&entries, nfds_t(entries.count), timeout) } while count < 0 && errno == EINTR
        precondition(count >= 0, "poll: errno \(errno)")
        return Set(entries.filter { $0.revents != 0 }.map(\.fd))
    }
}
