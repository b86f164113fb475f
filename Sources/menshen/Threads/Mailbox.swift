import Glibc
import Synchronization

/// A queue from many threads to one. Taking waits; putting never does. Bounded by what the senders may have under way
/// (one capture, the storage jobs of one dialogue), not by itself.
final class Mailbox<Message: Sendable>: @unchecked Sendable {
    // Every access to `messages` is between lock and unlock of `mutex`.
    private var messages: [Message] = []
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    /// Becomes readable for `poll` when a message was put; nil when nobody polls.
    private let wakeDescriptor: Int32?

    /// - Parameter isPolled: the taker waits in `poll` on `descriptor`, not in `take`.
    init(isPolled: Bool) {
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        precondition(pthread_mutex_init(mutex, nil) == 0 && pthread_cond_init(condition, nil) == 0)
        wakeDescriptor = isPolled ? eventfd(0, Int32(EFD_CLOEXEC.rawValue | EFD_NONBLOCK.rawValue)) : nil
        precondition(wakeDescriptor != -1, "no event descriptor left")
    }

    /// What `poll` watches. - Precondition: made with `isPolled`.
    var descriptor: Int32 { wakeDescriptor! }

    func put(_ message: Message) {
        pthread_mutex_lock(mutex)
        messages.append(message)
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
        if let wakeDescriptor { eventfd_write(wakeDescriptor, 1) }
    }

    /// The oldest message, waiting for it.
    func take() -> Message {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while messages.isEmpty { pthread_cond_wait(condition, mutex) }
        return messages.removeFirst()
    }

    /// Everything that is there now.
    func takeAll() -> [Message] {
        if let wakeDescriptor {
            var count: eventfd_t = 0
            eventfd_read(wakeDescriptor, &count)
        }
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        defer { messages = [] }
        return messages
    }

    deinit {
        if let wakeDescriptor { close(wakeDescriptor) }
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }
}
