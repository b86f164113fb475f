import Console

/// A line without a cable, that takes whatever it is sent: what is measured is the terminal, not a UART.
final class MemoryLine: ConsoleLine {
    /// Never polled.
    let descriptor: Int32
    private var typed: ArraySlice<UInt8> = []
    /// The end of what was written.
    private(set) var ending: [UInt8] = []
    private(set) var writtenBytes = 0

    init(descriptor: Int32) { self.descriptor = descriptor }

    var isRead: Bool { typed.isEmpty }

    func type(_ bytes: [UInt8]) { typed += bytes }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ConsoleLineError) -> Int {
        let piece = typed.prefix(buffer.count)
        typed = typed.dropFirst(buffer.count)
        buffer.copyBytes(from: piece)
        return piece.count
    }

    func write(_ bytes: ArraySlice<UInt8>) throws(ConsoleLineError) -> Int {
        writtenBytes += bytes.count
        ending = Array((ending + bytes.suffix(32)).suffix(32))
        return bytes.count
    }
}
