/// Carries one value that is not `Sendable` into the thread that will be its only user.
final class Handover<Value>: @unchecked Sendable {
    // Put before the thread starts, taken once inside it.
    private var value: Value?
    init(_ value: sending Value) { self.value = value }
    func take() -> Value {
        defer { value = nil }
        return value!
    }
}
