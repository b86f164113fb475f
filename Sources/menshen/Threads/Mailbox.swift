import Glibc

/// A queue from many threads to one. Taking waits; putting never does. Bounded by what the senders may have under way
/// (one capture, the storage jobs of one dialogue), not by itself.
final class Mailbox<Message: Sendable>: @unchecked Sendable {
    // Every access to `messages` is between lock and unlock of `mutex`.
    private var messages: [Message] = []
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    /// Becomes readable for `poll` when a message was put; nil when nobody polls.
    private let wakePipe: WakePipe?

    /// - Parameter isPolled: the taker waits in `poll` on `descriptor`, not in `take`.
    init(isPolled: Bool) {
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        precondition(pthread_mutex_init(mutex, nil) == 0 && pthread_cond_init(condition, nil) == 0)
        wakePipe = isPolled ? WakePipe() : nil
    }

    /// What `poll` watches. - Precondition: made with `isPolled`.
    var descriptor: Int32 { wakePipe!.descriptor }

    func put(_ message: Message) {
        pthread_mutex_lock(mutex)
        messages.append(message)
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
        wakePipe?.wake()
    }

    /// The oldest message, waiting for it.
    func take() -> Message {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while messages.isEmpty { pthread_cond_wait(condition, mutex) }
        return messages.removeFirst()
    }

    /// The oldest message, if there is one.
    func takeIfAny() -> Message? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return messages.isEmpty ? nil : messages.removeFirst()
    }

    /// Everything that is there now.
    func takeAll() -> [Message] {
        wakePipe?.drain()
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        defer { messages = [] }
        return messages
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }
}
