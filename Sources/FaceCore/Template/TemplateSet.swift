/// Up to eight templates of one person: the references of an enrolment.
public struct TemplateSet: ~Copyable, @unchecked Sendable {
    public static let capacity = 8

    private let storage: UnsafeMutablePointer<Template>
    public private(set) var count = 0

    public init() { storage = .allocate(capacity: Self.capacity) }

    deinit {
        storage.deinitialize(count: count)
        storage.deallocate()
    }

    public var isEmpty: Bool { count == 0 }

    /// - Precondition: `count` is below `capacity`.
    public mutating func append(_ template: consuming Template) {
        precondition(count < Self.capacity)
        (storage + count).initialize(to: template)
        count += 1
    }

    public mutating func removeLast() -> Template? {
        guard count > 0 else { return nil }
        count -= 1
        return (storage + count).move()
    }

    /// In the order in which they were added.
    public borrowing func forEach<Failure: Error>(
        _ body: (borrowing Template) throws(Failure) -> Void
    ) throws(Failure) {
        for index in 0..<count { try body(storage[index]) }
    }

    /// The best score of the probe against any of them; 0 for an empty set.
    public borrowing func bestScore(for probe: borrowing Template) -> ComparisonScore {
        var best = ComparisonScore.lowest
        for index in 0..<count { best = max(best, storage[index].compare(probe)) }
        return best
    }

    /// The worst score of the probe against any of them; nil for an empty set.
    borrowing func worstScore(for probe: borrowing Template) -> ComparisonScore? {
        guard count > 0 else { return nil }
        var worst = ComparisonScore.highest
        for index in 0..<count { worst = min(worst, storage[index].compare(probe)) }
        return worst
    }
}
