import Glibc

/// A pipe in place of the node of an input device: what is written into it are the kernel's structures.
public final class PipedNode {
    public let path: String
    private var writer: Int32 = -1

    public init() {
        var name = Array("/tmp/menshen-wedge-XXXXXX".utf8CString)
        precondition(mkdtemp(&name) != nil)
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self) + "/node"
    }

    public func plugIn() {
        precondition(mkfifo(path, 0o600) == 0)
        writer = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        precondition(writer >= 0)
    }

    public func pullOut() {
        unlink(path)
        close(writer)
        writer = -1
    }

    /// - Returns: whether there was room.
    @discardableResult
    public func put(_ type: UInt16, _ code: UInt16, _ value: Int32, at nanoseconds: Int64) -> Bool {
        var bytes: [UInt8] = []
        func add<Number: FixedWidthInteger>(_ number: Number) { withUnsafeBytes(of: number) { bytes += $0 } }
        add(Int(nanoseconds / 1_000_000_000))
        add(Int(nanoseconds % 1_000_000_000 / 1_000))
        add(type)
        add(code)
        add(value)
        return write(writer, bytes, bytes.count) == bytes.count
    }

    /// As a reader does it: what is scanned, the key, the end of the report; then the same for letting go.
    public func press(_ code: UInt16, at nanoseconds: Int64) {
        for value: Int32 in [1, 0] {
            put(4, 4, 458_782, at: nanoseconds)
            put(1, code, value, at: nanoseconds)
            put(0, 0, 0, at: nanoseconds)
        }
    }

    /// 0412, then Enter.
    public func typeCard(at nanoseconds: Int64) {
        for code: UInt16 in [11, 5, 2, 3, 28] { press(code, at: nanoseconds) }
    }

    deinit {
        unlink(path)
        rmdir(String(path.dropLast(5)))
        if writer >= 0 { close(writer) }
    }
}
