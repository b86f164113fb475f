import Glibc

/// Plain working memory with a stable address, for bytes that are no secret: headers, ciphertext, whole blocks.
final class Scratch {
    let bytes: UnsafeMutableRawBufferPointer

    init(count: Int, filledWith byte: UInt8 = 0) {
        bytes = .allocate(byteCount: count, alignment: 16)
        bytes.initializeMemory(as: UInt8.self, repeating: byte)
    }

    /// Zeros, and behind them 0xFF up to whole units.
    convenience init(count: Int, in layout: PageLayout) {
        self.init(count: layout.wholeUnits(count), filledWith: 0xFF)
        bytes.part(0, count).initializeMemory(as: UInt8.self, repeating: 0)
    }

    deinit { bytes.deallocate() }

    var readOnly: UnsafeRawBufferPointer { UnsafeRawBufferPointer(bytes) }
}

extension UnsafeRawBufferPointer {
    func part(_ offset: Int, _ count: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[offset..<offset + count])
    }

    /// Every bit set, as an erase leaves it.
    var isBlank: Bool {
        guard let start = baseAddress, count > 0 else { return true }
        // Equal to itself one byte on, and its first byte is 0xFF: all are.
        return load(as: UInt8.self) == 0xFF && memcmp(start, start + 1, count - 1) == 0
    }

    func isEqual(to other: UnsafeRawBufferPointer) -> Bool {
        count == other.count && (count == 0 || memcmp(baseAddress!, other.baseAddress!, count) == 0)
    }
}

extension UnsafeMutableRawBufferPointer {
    func part(_ offset: Int, _ count: Int) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: self[offset..<offset + count])
    }
}

/// An integer at a fixed place of a header, little-endian.
struct Field<Value: FixedWidthInteger & Sendable>: Sendable {
    let offset: Int
    init(at offset: Int) { self.offset = offset }

    func get(_ bytes: UnsafeRawBufferPointer) -> Value {
        Value(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Value.self))
    }

    func set(_ value: Value, in bytes: UnsafeMutableRawBufferPointer) {
        bytes.storeBytes(of: value.littleEndian, toByteOffset: offset, as: Value.self)
    }
}

func roundedUp(_ count: Int, to unit: Int) -> Int { (count + unit - 1) / unit * unit }
