/// Carries one value that is not `Sendable` into the thread that will be its only user.
final class Handover<Value>: @unchecked Sendable {
    // Put before the thread starts, taken once inside it.
    private var value: Value?
    /// - Parameter value: given up by whoever made it. The compiler cannot see that through the object graph of a mounted
    ///   store or a mapped pack, hence unchecked.
    init(_ value: Value) { self.value = value }
    func take() -> Value {
        defer { value = nil }
        return value!
    }
}
