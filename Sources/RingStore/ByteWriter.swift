/// Writes a record's plaintext, little-endian, into memory that somebody else keeps secret.
///
/// Running out of room does not trap: `overflowed` is set and nothing more is written; `RingStore.append` then refuses.
public struct ByteWriter {
    let bytes: UnsafeMutableRawBufferPointer
    public private(set) var count = 0
    public private(set) var overflowed = false

    init(_ bytes: UnsafeMutableRawBufferPointer) { self.bytes = bytes }

    public init(over memory: LockedBytes) { bytes = memory.bytes }

    public mutating func integer<Value: FixedWidthInteger>(_ value: Value) {
        guard reserve(MemoryLayout<Value>.size) else { return }
        bytes.storeBytes(of: value.littleEndian, toByteOffset: count, as: Value.self)
        count += MemoryLayout<Value>.size
    }

    public mutating func raw(_ source: UnsafeRawBufferPointer) {
        guard reserve(source.count) else { return }
        bytes.part(count, source.count).copyMemory(from: source)
        count += source.count
    }

    public mutating func raw(_ source: [UInt8]) { source.withUnsafeBytes { raw($0) } }

    /// At most 65,535 bytes of UTF-8, after their count.
    public mutating func text(_ text: String) {
        let utf8 = Array(text.utf8.prefix(Int(UInt16.max)))
        integer(UInt16(utf8.count))
        raw(utf8)
    }

    private mutating func reserve(_ wanted: Int) -> Bool {
        if count + wanted > bytes.count { overflowed = true }
        return !overflowed
    }
}

/// Reads what `ByteWriter` wrote. A short body does not trap: zeros are read and `failed` is set.
public struct ByteReader {
    public let bytes: UnsafeRawBufferPointer
    public private(set) var offset = 0
    public private(set) var failed = false

    public init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Everything was read and nothing was missing.
    public var isComplete: Bool { !failed && offset == bytes.count }

    public mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) -> Value {
        guard let at = take(MemoryLayout<Value>.size) else { return 0 }
        return Value(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: Value.self))
    }

    /// The next `count` bytes where they lie; empty when there are fewer.
    public mutating func raw(_ count: Int) -> UnsafeRawBufferPointer {
        guard let at = take(count) else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return bytes.part(at, count)
    }

    public mutating func array(_ count: Int) -> [UInt8] {
        let found = [UInt8](raw(count))
        return found.count == count ? found : [UInt8](repeating: 0, count: max(0, count))
    }

    public mutating func text() -> String {
        let length = Int(integer(UInt16.self))
        return String(decoding: raw(length), as: UTF8.self)
    }

    private mutating func take(_ wanted: Int) -> Int? {
        guard !failed, wanted >= 0, offset + wanted <= bytes.count else {
            failed = true
            return nil
        }
        defer { offset += wanted }
        return offset
    }
}
