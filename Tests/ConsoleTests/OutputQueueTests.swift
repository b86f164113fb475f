import Testing

@testable import Console

@Suite("Bytes on their way to a slow line") struct OutputQueueTests {
    private static let notice = String(decoding: OutputQueue.notice, as: UTF8.self)

    /// Reads everything, some bytes at a time.
    private func read(_ queue: inout OutputQueue) -> String {
        var bytes: [UInt8] = []
        while !queue.isEmpty {
            bytes += queue.next.prefix(7)
            queue.drop(min(7, queue.count))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("what is sent comes out, in order") func order() {
        var queue = OutputQueue()
        for number in 0..<1_000 { queue.put(Array("\(number) ".utf8)) }
        #expect(read(&queue) == (0..<1_000).map { "\($0) " }.joined())
        #expect(queue.heldBytes == 0)
    }

    @Test("what never fits is said to be missing at once, though nothing else is on its way") func alone() {
        var queue = OutputQueue()
        for _ in 0..<2 {
            queue.put([UInt8](repeating: 0, count: OutputQueue.longestBytes + 1))
            #expect(read(&queue) == Self.notice)
        }
    }

    @Test("what is missing is said once, where it is missing; and it holds what it may, no more") func full() {
        var queue = OutputQueue()
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1_000)
        for _ in 0..<100 {
            queue.put(piece)
            #expect(queue.count <= OutputQueue.longestBytes)
        }
        queue.put([UInt8(ascii: "y")])
        let arrived = read(&queue)
        #expect(arrived == String(repeating: "x", count: 32_000) + Self.notice + "y")
        queue.put(piece)
        #expect(read(&queue) == String(decoding: piece, as: UTF8.self))
    }
}
