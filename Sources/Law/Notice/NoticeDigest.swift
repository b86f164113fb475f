import CSodium

/// BLAKE2b-256 over a canonical form: what a consent record keeps of the notice it was given to.
public struct NoticeDigest: Hashable, Sendable {
    public static let byteCount = 32
    /// Always 32.
    public let bytes: [UInt8]

    /// Nil unless there are 32 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }
}

extension NoticeDigest: CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

/// The canonical form: a name for what it is, then every field as (name, value), each with its length before it, so
/// that no two different lists of fields have the same bytes.
///
///     length  8 bytes, little-endian, of what follows
///     text    UTF-8 as declared, not normalised
struct CanonicalForm {
    private(set) var bytes: [UInt8] = []

    init(_ name: String) { append(name) }

    mutating func add(_ name: String, _ value: String) {
        append(name)
        append(value)
    }

    private mutating func append(_ text: String) {
        let utf8 = Array(text.utf8)
        var length = UInt64(utf8.count)
        for _ in 0..<8 {
            bytes.append(UInt8(truncatingIfNeeded: length))
            length >>= 8
        }
        bytes += utf8
    }

    var digest: NoticeDigest {
        var output = [UInt8](repeating: 0, count: NoticeDigest.byteCount)
        let status = crypto_generichash(&output, output.count, bytes, UInt64(bytes.count), nil, 0)
        precondition(status == 0, "BLAKE2b refuses only impossible lengths")
        return NoticeDigest(bytes: output)!
    }
}
