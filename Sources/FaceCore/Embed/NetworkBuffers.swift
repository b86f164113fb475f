/// The tensors between layers: allocated once, used for every chip, zeroed after each and when they go (R55).
struct NetworkBuffers: ~Copyable {
    /// How many patches a panel holds: with the longest patch it stays inside a first-level cache.
    static let panelPatches = 8

    let slots: [UnsafeMutableBufferPointer<Int8>]
    let panel: UnsafeMutableBufferPointer<Int8>
    /// Of one panel: [patch][channel].
    let accumulators: UnsafeMutableBufferPointer<Int32>
    /// Of one pixel, or of the head's input.
    let sums: UnsafeMutableBufferPointer<Int32>

    init(for network: Network) {
        func allocate<T: FixedWidthInteger>(_ type: T.Type, _ count: Int) -> UnsafeMutableBufferPointer<T> {
            let raw = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(count, 1) * MemoryLayout<T>.stride, alignment: 64)
            let buffer = raw.bindMemory(to: type)
            buffer.initialize(repeating: 0)
            return buffer
        }
        slots = network.slotCounts.map { allocate(Int8.self, $0) }
        panel = allocate(Int8.self, Self.panelPatches * network.longestPatchBytes)
        accumulators = allocate(Int32.self, Self.panelPatches * network.widestChannels)
        sums = allocate(Int32.self, network.layers.map { max($0.input.channels, $0.output.channels) }.max()!)
    }

    private var all: [UnsafeMutableRawBufferPointer] {
        slots.map { UnsafeMutableRawBufferPointer($0) }
            + [.init(panel), .init(accumulators), .init(sums)]
    }

    func zero() { for buffer in all { buffer.zero() } }

    /// Whether nothing of a face is left in it.
    var isZero: Bool { all.allSatisfy { $0.allSatisfy { $0 == 0 } } }

    deinit { for buffer in all { buffer.zeroAndFree() } }
}
