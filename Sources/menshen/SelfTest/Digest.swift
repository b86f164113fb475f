import CSodium

/// BLAKE2b-256 of some bytes: known answers are compared whole; where nothing is wrong the first 16 digits are printed.
struct Digest: Equatable, CustomStringConvertible {
    static let byteCount = 32
    let bytes: [UInt8]

    init(of message: [UInt8]) { self = message.withUnsafeBufferPointer { Self(of: $0) } }

    init(of message: UnsafeBufferPointer<UInt8>) {
        var bytes = [UInt8](repeating: 0, count: Self.byteCount)
        let status = crypto_generichash(&bytes, bytes.count, message.baseAddress, UInt64(message.count), nil, 0)
        precondition(status == 0, "BLAKE2b refuses only impossible lengths")
        self.bytes = bytes
    }

    /// - Precondition: 64 hexadecimal digits.
    init(hexadecimal: String) {
        bytes = [UInt8](hexadecimal: hexadecimal)
        precondition(bytes.count == Self.byteCount)
    }

    var description: String { bytes.hexadecimal }
    var short: String { bytes.shortHexadecimal }
}

extension [UInt8] {
    /// Two digits a byte; spaces between them do not count.
    /// - Precondition: nothing else is there.
    init(hexadecimal: String) {
        let digits = hexadecimal.filter { $0 != " " && $0 != "\n" }.map { digit in
            guard let value = digit.hexDigitValue else { preconditionFailure("\(digit) is no hexadecimal digit") }
            return UInt8(value)
        }
        precondition(digits.count % 2 == 0)
        self = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    var hexadecimal: String {
        let digits = [Character]("0123456789abcdef")
        return String(flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// The first 16 digits.
    var shortHexadecimal: String { Array(prefix(8)).hexadecimal }
}

extension String {
    /// With spaces up to `width` characters.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - count)) }
}
