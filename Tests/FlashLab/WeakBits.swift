import SeededRandom

/// How weak bits read. Temperature and voltage decide, so it may be one way before a restart and another one after it.
public enum WeakReading: CaseIterable, Sendable {
    /// As if the program had been completed, or the erase had not begun.
    case programmed
    /// As if nothing had been programmed, or the erase had been completed.
    case blank
    /// Anew at each read.
    case unsteady
}

/// Bits that power left between 0 and 1: a 0 in the image that may read as 1, until its block is erased.
public struct WeakBits: Sendable {
    /// Per byte of the image; empty when there are none.
    private var mask: [UInt8] = []

    public init() {}

    /// No cut has left any; what was settled since may count as some.
    public var isNone: Bool { mask.isEmpty }

    /// - Parameter imageBytes: the size of the whole flash.
    public mutating func add(_ bits: UInt8, at index: Int, imageBytes: Int) {
        if mask.isEmpty { mask = [UInt8](repeating: 0, count: imageBytes) }
        mask[index] |= bits
    }

    /// An erase that was completed.
    public mutating func settle(_ range: Range<Int>) {
        guard !mask.isEmpty else { return }
        for index in range { mask[index] = 0 }
    }

    /// Lends the weak bits of a range; nothing when there are none at all.
    public func withMask(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void) {
        guard !mask.isEmpty else { return }
        mask.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// Lets what was read at `start` of the image look as the weak bits do now.
    func disturb(
        _ buffer: UnsafeMutableRawBufferPointer, at start: Int, _ reading: WeakReading, _ noise: inout SplitMix64
    ) {
        guard !mask.isEmpty, reading != .programmed else { return }
        for index in buffer.indices where mask[start + index] != 0 {
            let up = reading == .blank ? 0xFF : UInt8(truncatingIfNeeded: noise.next() >> 24)
            buffer[index] |= mask[start + index] & up
        }
    }
}
