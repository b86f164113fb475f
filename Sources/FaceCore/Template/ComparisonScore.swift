import FixedPoint

/// How alike two templates are: the cosine with 15 fractional bits, 0...32768; unlike and opposite are both 0.
public struct ComparisonScore: Hashable, Comparable, Sendable, CustomStringConvertible {
    public static let one: Int32 = 1 << 15
    public static let lowest = Self(0)
    public static let highest = Self(one)

    public let rawValue: Int32

    /// - Precondition: 0...32768.
    public init(_ rawValue: Int32) {
        precondition((0...Self.one).contains(rawValue))
        self.rawValue = rawValue
    }

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// Four decimals, rounded to the nearest: "0.9491".
    public var description: String {
        let tenThousandths = (Int(rawValue) * 10_000 + Int(Self.one) / 2) / Int(Self.one)
        let digits = String(tenThousandths % 10_000)
        return "\(tenThousandths / 10_000)." + String(repeating: "0", count: 4 - digits.count) + digits
    }
}

extension Template {
    /// (dot << 15) / isqrt(n1 * n2), negatives are 0; 0 also for a template of zeros or one of another key.
    public borrowing func compare(_ other: borrowing Template) -> ComparisonScore {
        guard domain == other.domain else { return .lowest }
        let (a, b) = (UnsafePointer(values.baseAddress!), UnsafePointer(other.values.baseAddress!))
        let dot = Self.dot(a, b)
        let norms = UInt64(Self.dot(a, a)) * UInt64(Self.dot(b, b))
        guard dot > 0, norms > 0 else { return .lowest }
        // dot² <= n1 * n2, and dot is an integer, so dot <= isqrt: never above 1.
        return ComparisonScore(Int32((Int64(dot) << 15) / Int64(integerSquareRoot(norms))))
    }

    /// 128 products of at most 2^14: within 2^21.
    private static func dot(_ a: UnsafePointer<Int8>, _ b: UnsafePointer<Int8>) -> Int32 {
        var sum: Int32 = 0
        for index in 0..<length { sum &+= Int32(a[index]) &* Int32(b[index]) }
        return sum
    }
}
