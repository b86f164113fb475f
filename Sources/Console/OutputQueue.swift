/// Bytes on their way to a slow line, so that nobody waits for one: at 115200 baud 64 KiB take six seconds.
///
/// What does not fit is left out, and the line says so where it is missing. That is never an answer to a script: those are made
/// in pieces of some kilobytes, while the line is not slow.
public struct OutputQueue: Sendable {
    /// Answers come in pieces, when there is room (`slowBytes`): what does not fit are announcements to a line nobody reads.
    public static let longestBytes = 32 << 10
    /// From here on a line is slow: nothing is made for it that can wait.
    public static let slowBytes = 8 << 10
    static let notice = Array("\r\n[output was left out: the line is slower than what it is sent]\r\n".utf8)

    private var bytes: [UInt8] = []
    private var first = 0
    /// It has been said that something is missing, and it has not been read yet.
    private var isLossy = false

    public init() {}

    public var count: Int { bytes.count - first }
    public var isEmpty: Bool { count == 0 }
    public var isSlow: Bool { count >= Self.slowBytes }
    /// What it holds, in bytes.
    public var heldBytes: Int { bytes.capacity }

    public mutating func put(_ more: [UInt8]) {
        // There is always room to say it.
        if count + more.count <= Self.longestBytes - Self.notice.count {
            bytes += more
        } else if !isLossy {
            isLossy = true
            bytes += Self.notice
        }
    }

    /// What is to be written next.
    public var next: ArraySlice<UInt8> { bytes[first...] }

    /// So many bytes of `next` have been written.
    public mutating func drop(_ count: Int) {
        first += count
        guard isEmpty else { return compact() }
        bytes.removeAll(keepingCapacity: false)
        first = 0
        isLossy = false
    }

    public mutating func clear() { self = OutputQueue() }

    private mutating func compact() {
        if first < Self.slowBytes { return }
        bytes.removeFirst(first)
        first = 0
    }
}
