/// Comparison score against error rates, per population: what the section CALI says.
///
///      at  bytes  field
///       0      4  populationCount       1...64
///       4     12  zero
///
/// then each population, one after another:
///
///       0      2  nameBytes             1...128
///       2      2  sourceBytes           0...4096
///       4      4  pointCount            1...65536
///       8      8  impostorComparisons   0: not stated
///      16      8  genuineComparisons    0: none were made
///      24         name, source          UTF-8; source: on what and how it was measured
///             16n  points               threshold int32, false matches and false non-matches per 10^9 uint32 (the
///                                       latter 0xFFFFFFFF: not measured), origin uint32 (0 measured, 1 interpolated)
///
/// A point holds for decisions "score >= threshold". Thresholds rise strictly, false matches never rise, false
/// non-matches never fall.
public struct CalibrationTable: Equatable, Sendable {
    public let populations: [Population]

    public struct Population: Equatable, Sendable {
        public let name: String
        /// On what and how it was measured.
        public let source: String
        /// nil: not stated.
        public let impostorComparisons: Int?
        public let genuineComparisons: Int
        public let points: [Point]
    }

    public struct Point: Equatable, Sendable {
        public let threshold: ComparisonScore
        public let falseMatchesPerBillion: UInt32
        /// nil: no pairs of one person were measured.
        public let falseNonMatchesPerBillion: UInt32?
        public let isInterpolated: Bool
    }
}

extension CalibrationTable {
    /// - Throws: `.missing`, `.malformed`.
    public init(_ pack: ModelPack) throws(PackError) {
        var reader = try SectionReader(pack, .calibration)
        let count = try reader.read(UInt32.self, in: 1...64, "the number of populations")
        for _ in 0..<3 { _ = try reader.read(UInt32.self, in: 0...0, "a reserved field") }
        var populations: [Population] = []
        for _ in 0..<count { populations.append(try Population(from: &reader)) }
        try reader.finish()
        self.populations = populations
    }
}

extension CalibrationTable.Population {
    fileprivate init(from reader: inout SectionReader) throws(PackError) {
        let nameBytes = try reader.read(UInt16.self, in: 1...128, "the length of a name")
        let sourceBytes = try reader.read(UInt16.self, in: 0...4096, "the length of a source")
        let pointCount = try reader.read(UInt32.self, in: 1...65_536, "the number of points")
        let impostors = try reader.read(UInt64.self, in: 0...Int.max, "the number of comparisons")
        genuineComparisons = try reader.read(UInt64.self, in: 0...Int.max, "the number of comparisons")
        impostorComparisons = impostors == 0 ? nil : impostors
        name = try Self.readText(&reader, nameBytes)
        source = try Self.readText(&reader, sourceBytes)
        var points: [CalibrationTable.Point] = []
        for _ in 0..<pointCount {
            let threshold = try reader.read(Int32.self, in: 0...Int(ComparisonScore.one), "a threshold")
            let matches = try reader.read(UInt32.self, in: 0...1_000_000_000, "a rate")
            let nonMatches = try reader.read(UInt32.self)
            guard nonMatches == .max || nonMatches <= 1_000_000_000 else { throw reader.malformed("a rate is above 1") }
            let origin = try reader.read(UInt32.self, in: 0...1, "a point's origin")
            let point = CalibrationTable.Point(
                threshold: ComparisonScore(Int32(threshold)), falseMatchesPerBillion: UInt32(matches),
                falseNonMatchesPerBillion: nonMatches == .max ? nil : nonMatches, isInterpolated: origin == 1)
            if let last = points.last, !point.mayFollow(last) {
                throw reader.malformed("the points of \(name) are out of order")
            }
            points.append(point)
        }
        self.points = points
    }

    private static func readText(_ reader: inout SectionReader, _ count: Int) throws(PackError) -> String {
        let bytes = try reader.readBytes(count)
        // Shown on consoles: no control characters, and no repaired UTF-8.
        guard let text = String(validating: bytes, as: UTF8.self), text.unicodeScalars.allSatisfy({ $0.value >= 32 })
        else { throw reader.malformed("a text is not readable") }
        return text
    }
}

extension CalibrationTable.Point {
    fileprivate func mayFollow(_ other: Self) -> Bool {
        threshold > other.threshold && falseMatchesPerBillion <= other.falseMatchesPerBillion
            && (falseNonMatchesPerBillion == nil) == (other.falseNonMatchesPerBillion == nil)
            && (falseNonMatchesPerBillion ?? 0) >= (other.falseNonMatchesPerBillion ?? 0)
    }
}
