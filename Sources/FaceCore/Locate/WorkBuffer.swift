import CSodium

/// Memory that holds image content for a moment: kept from frame to frame, wiped after each (R55), zeroed when it goes.
struct WorkBuffer<Element: FixedWidthInteger & BitwiseCopyable>: ~Copyable {
    private var storage: UnsafeMutableRawBufferPointer

    init() { storage = .allocate(byteCount: 0, alignment: 64) }

    deinit { storage.zeroAndFree() }

    /// At least `count` elements; what they hold is not specified.
    mutating func elements(_ count: Int) -> UnsafeMutablePointer<Element> {
        let byteCount = max(count, 1) * MemoryLayout<Element>.stride
        if storage.count < byteCount {
            storage.zeroAndFree()
            storage = .allocate(byteCount: byteCount, alignment: 64)
            storage.initializeMemory(as: Element.self, repeating: 0)
        }
        return storage.baseAddress!.assumingMemoryBound(to: Element.self)
    }

    /// Zeroes all of it, with a call the optimiser may not drop.
    mutating func wipe() {
        if let start = storage.baseAddress { sodium_memzero(start, storage.count) }
    }

    /// Whether nothing is left in it.
    var isWiped: Bool { storage.allSatisfy { $0 == 0 } }
}
