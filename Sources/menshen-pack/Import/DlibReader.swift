/// The primitives of dlib's serialisation format, read from a file's bytes.
///
///     int     control byte (0x80: negative, low nibble: n), then n bytes, little-endian, n in 1...8
///     bool    ASCII '0' or '1'
///     string  int length, then its bytes
///     float   int mantissa, int exponent: mantissa * 2^exponent; exponents 32000, 32001, 32002 are inf, -inf, nan
///     tensor  int 2, four ints (its sides), then raw little-endian Float32
///     alias   int 1, four ints (its sides)
///     matrix  -rows, -columns (ints), then floats row by row
struct DlibReader {
    let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var remainingBytes: Int { bytes.count - offset }

    mutating func readInt() throws(ImportError) -> Int {
        let start = offset
        let control = try readByte()
        let count = Int(control & 0x0F)
        guard (1...8).contains(count), control & 0x70 == 0 else {
            throw ImportError(.unexpected("no integer begins with \(control)", offset: start))
        }
        var magnitude: UInt64 = 0
        for index in 0..<count { magnitude |= UInt64(try readByte()) << (8 * UInt64(index)) }
        guard let value = Int(exactly: magnitude) else {
            throw ImportError(.unexpected("an integer is too large", offset: start))
        }
        return control & 0x80 == 0 ? value : -value
    }

    /// Reads an integer that has to have this value.
    mutating func expectInt(_ expected: Int, _ what: String) throws(ImportError) {
        let start = offset
        let value = try readInt()
        guard value == expected else {
            throw ImportError(.unexpected("\(what) is \(value), expected \(expected)", offset: start))
        }
    }

    mutating func readBool() throws(ImportError) -> Bool {
        let start = offset
        switch try readByte() {
        case UInt8(ascii: "0"): return false
        case UInt8(ascii: "1"): return true
        case let other: throw ImportError(.unexpected("no boolean is \(other)", offset: start))
        }
    }

    /// - Throws: `.unexpected` also for a length above 1024, which no name has.
    mutating func readString() throws(ImportError) -> String {
        let start = offset
        let count = try readInt()
        guard (0...1024).contains(count) else {
            throw ImportError(.unexpected("a name of \(count) bytes", offset: start))
        }
        guard count <= remainingBytes else { throw ImportError(.truncated(offset: offset)) }
        defer { offset += count }
        return String(decoding: bytes[offset..<offset + count], as: UTF8.self)
    }

    /// - Throws: `.unexpected` for infinities and NaN too: no model has them.
    mutating func readFloat() throws(ImportError) -> Float {
        let start = offset
        let mantissa = try readInt()
        let exponent = try readInt()
        guard (-2000...2000).contains(exponent) else {
            throw ImportError(.unexpected("a number that is not finite", offset: start))
        }
        let value = Float(Double(sign: .plus, exponent: exponent, significand: 1) * Double(mantissa))
        guard value.isFinite else { throw ImportError(.unexpected("a number that is not finite", offset: start)) }
        return value
    }

    mutating func readTensor() throws(ImportError) -> (sides: [Int], values: [Float]) {
        let start = offset
        try expectInt(2, "the version of a tensor")
        let sides = try readSides()
        guard let count = Self.product(sides), count <= remainingBytes / 4 else {
            throw sides.allSatisfy({ $0 >= 0 })
                ? ImportError(.truncated(offset: offset))
                : ImportError(.unexpected("a tensor with sides \(sides)", offset: start))
        }
        var values = [Float](repeating: 0, count: count)
        bytes.withUnsafeBytes { raw in
            for index in 0..<count {
                let bits = raw.loadUnaligned(fromByteOffset: offset + 4 * index, as: UInt32.self)
                values[index] = Float(bitPattern: UInt32(littleEndian: bits))
            }
        }
        offset += 4 * count
        guard values.allSatisfy(\.isFinite) else {
            throw ImportError(.unexpected("a tensor holds numbers that are not finite", offset: start))
        }
        return (sides, values)
    }

    /// A view into a tensor: only its sides are stored.
    mutating func readAlias() throws(ImportError) -> [Int] {
        try expectInt(1, "the version of a tensor view")
        return try readSides()
    }

    /// - Parameter maximumCount: more elements than this are refused.
    mutating func readMatrix(maximumCount: Int) throws(ImportError) -> (rows: Int, columns: Int, values: [Float]) {
        let start = offset
        let (rows, columns) = (try readInt(), try readInt())
        // Two negative sides mark the format; positive ones are of a version nobody writes any more.
        guard rows < 0, columns < 0, let count = Self.product([-rows, -columns]), count <= maximumCount else {
            throw ImportError(.unexpected("a matrix with sides \(rows) and \(columns)", offset: start))
        }
        var values: [Float] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try readFloat()) }
        return (-rows, -columns, values)
    }

    /// Everything must have been read.
    func finish() throws(ImportError) {
        guard remainingBytes == 0 else { throw ImportError(.trailing(bytes: remainingBytes)) }
    }

    private mutating func readByte() throws(ImportError) -> UInt8 {
        guard offset < bytes.count else { throw ImportError(.truncated(offset: offset)) }
        defer { offset += 1 }
        return bytes[offset]
    }

    private mutating func readSides() throws(ImportError) -> [Int] {
        [try readInt(), try readInt(), try readInt(), try readInt()]
    }

    private static func product(_ sides: [Int]) -> Int? {
        var result = 1
        for side in sides {
            let (next, overflow) = result.multipliedReportingOverflow(by: side)
            guard side >= 0, !overflow else { return nil }
            result = next
        }
        return result
    }
}
