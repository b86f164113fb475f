/// Four printable ASCII characters that name a section of a model pack.
public struct SectionName: Hashable, Sendable, CustomStringConvertible {
    /// The characters, the first in the lowest byte.
    public let rawValue: UInt32

    /// What the pack declares about itself.
    public static let statement = Self("META")
    /// The layers of the embedding network.
    public static let network = Self("NETW")
    /// Comparison score against false match rate.
    public static let calibration = Self("CALI")
    /// A digest of every layer's output for the reference chip.
    public static let digests = Self("DIGE")
    /// The face detector's cascade.
    public static let cascade = Self("CASC")
    /// The landmark regressor's trees.
    public static let landmarks = Self("ERT5")

    /// - Precondition: four ASCII capitals or digits.
    public init(_ text: StaticString) {
        precondition(text.utf8CodeUnitCount == 4)
        var value: UInt32 = 0
        for index in 0..<4 { value |= UInt32(text.utf8Start[index]) << (8 * UInt32(index)) }
        precondition(Self.isWellFormed(value))
        rawValue = value
    }

    /// - Returns: nil unless all four bytes are ASCII capitals or digits.
    init?(rawValue: UInt32) {
        guard Self.isWellFormed(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    private static func isWellFormed(_ value: UInt32) -> Bool {
        (0..<4).allSatisfy { index in
            let byte = UInt8(truncatingIfNeeded: value >> (8 * UInt32(index)))
            return (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
    }

    public var description: String {
        var text = ""
        for index in 0..<4 {
            text.unicodeScalars.append(Unicode.Scalar(UInt8(truncatingIfNeeded: rawValue >> (8 * UInt32(index)))))
        }
        return text
    }
}
