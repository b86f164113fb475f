import CSodium

/// A row of plain values that must not linger, such as the letters of a passphrase while it is typed: in memory of its own that is
/// locked and left out of core files (`SecretMemory`), that never moves while the row grows, and where every place that holds
/// nothing is zero.
///
/// A value like any other: of a copy that is changed there is memory of its own. Locking can fail (its limit is small on some
/// systems); what is typed is kept all the same.
public struct SecretCells<Element: BitwiseCopyable & Sendable>: RandomAccessCollection, Sendable {
    @usableFromInline final class Memory: @unchecked Sendable {
        let place: SecretMemory
        @usableFromInline let cells: UnsafeMutablePointer<Element>

        /// Zero-filled.
        init(capacity: Int) {
            place = SecretMemory(byteCount: capacity * MemoryLayout<Element>.stride)
            cells = place.bytes.baseAddress!.bindMemory(to: Element.self, capacity: capacity)
        }

        var bytes: UnsafeMutableRawBufferPointer { place.bytes }
    }

    /// How many it holds at most.
    public let capacity: Int
    public private(set) var count = 0
    /// Nil until something is held.
    @usableFromInline private(set) var memory: Memory?

    /// - Precondition: one at least.
    public init(capacity: Int) {
        precondition(capacity > 0)
        self.capacity = capacity
    }

    // Inlinable: a line is gone through with every key, and in another module that would be a call for each letter.
    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { count }

    @inlinable public subscript(place: Int) -> Element {
        precondition((0..<count).contains(place))
        return memory!.cells[place]
    }

    /// - Precondition: there is room.
    public mutating func insert(_ element: Element, at place: Int) {
        precondition(count < capacity && (0...count).contains(place))
        let cells = ownMemory().cells
        (cells + place + 1).update(from: cells + place, count: count - place)
        cells[place] = element
        count += 1
    }

    public mutating func append(_ element: Element) { insert(element, at: count) }

    public mutating func removeSubrange(_ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        if range.isEmpty { return }
        let cells = ownMemory().cells
        (cells + range.lowerBound).update(from: cells + range.upperBound, count: count - range.upperBound)
        zero(count - range.count..<count)
        count -= range.count
    }

    public mutating func removeAll() { removeSubrange(0..<count) }

    /// What stands there is of no use any more; the place stays.
    public mutating func forget(_ place: Int) {
        precondition((0..<count).contains(place))
        _ = ownMemory()
        zero(place..<place + 1)
    }

    /// Bytes of memory.
    public var heldBytes: Int { memory == nil ? 0 : capacity * MemoryLayout<Element>.stride }

    /// All of its memory, valid inside the call only; nil when it has none.
    func withMemory<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R? {
        memory.map { body(UnsafeRawBufferPointer($0.bytes)) }
    }

    private mutating func ownMemory() -> Memory {
        if isKnownUniquelyReferenced(&memory) { return memory! }
        let own = Memory(capacity: capacity)
        if let memory { own.bytes.copyMemory(from: UnsafeRawBufferPointer(memory.bytes)) }
        memory = own
        return own
    }

    private func zero(_ range: Range<Int>) {
        let stride = MemoryLayout<Element>.stride
        sodium_memzero(memory!.bytes.baseAddress! + range.lowerBound * stride, range.count * stride)
    }
}
