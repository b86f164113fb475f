import Glibc

/// A named POSIX thread that runs one closure to its end.
final class Thread: @unchecked Sendable {
    private var handle = pthread_t()

    /// - Parameter name: at most 15 bytes, shown by `ps -L` and `top -H`.
    init(_ name: String, _ body: @escaping @Sendable () -> Void) {
        precondition(name.utf8.count <= 15)
        let box = Unmanaged.passRetained(Box(body))
        let result = pthread_create(
            &handle, nil,
            { argument in
                Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue().body()
                return nil
            }, box.toOpaque())
        precondition(result == 0, "no thread left")
        pthread_setname_np(handle, name)
    }

    func join() { pthread_join(handle, nil) }

    private final class Box {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
