import Testing

@testable import FaceCore

@Suite("Calibration: the worst population decides, and no rate beyond the data")
struct CalibrationTests {
    private typealias Row = (score: Int32, matches: UInt32, nonMatches: UInt32?)

    private static func population(_ name: String, impostors: Int?, _ rows: [Row]) -> CalibrationTable.Population {
        .init(
            name: name, source: "a test", impostorComparisons: impostors, genuineComparisons: 1000,
            points: rows.map {
                .init(
                    threshold: ComparisonScore($0.score), falseMatchesPerBillion: $0.matches,
                    falseNonMatchesPerBillion: $0.nonMatches, isInterpolated: false)
            })
    }

    private static let easy = population(
        "easy", impostors: 30_000,
        [(20_000, 100_000_000, 0), (25_000, 10_000_000, 100), (28_000, 1_000_000, 2000), (30_000, 0, 300_000_000)])
    private static let hard = population(
        "hard", impostors: nil, [(25_000, 500_000_000, nil), (29_000, 10_000_000, nil), (31_000, 1_300_000, nil)])
    private static let table = CalibrationTable(populations: [easy, hard])

    private func rate(_ oneIn: Int) -> FalseMatchRate { FalseMatchRate(oneIn: oneIn)! }

    @Test("the lowest threshold that keeps the rate everywhere")
    func worstDecides() throws {
        let point = try Self.table.operatingPoint(for: rate(100))
        #expect(point.threshold == ComparisonScore(29_000) && point.population == "hard")
        // At that threshold the easy population costs what its next stricter point says.
        #expect(point.falseNonMatches == .init(population: "easy", perBillion: 300_000_000))
        let alone = CalibrationTable(populations: [Self.easy])
        #expect(try alone.threshold(for: rate(100)) == ComparisonScore(25_000))
        #expect(try alone.operatingPoint(for: rate(100)).falseNonMatches?.perBillion == 100)
    }

    @Test("exactly the rate of a point is kept by it, one less is not")
    func edge() throws {
        let alone = CalibrationTable(populations: [Self.easy])
        #expect(try alone.threshold(for: rate(1000)) == ComparisonScore(28_000))
        #expect(try alone.threshold(for: rate(1001)) == ComparisonScore(30_000))
        #expect(try alone.threshold(for: rate(10)) == ComparisonScore(20_000))
    }

    @Test("rule of three: n comparisons show 3/n and no less")
    func ruleOfThree() throws {
        let alone = CalibrationTable(populations: [Self.easy])
        #expect(try alone.threshold(for: rate(10_000)) == ComparisonScore(30_000))
        #expect(
            throws: CalibrationError(
                code: .beyondComparisons(population: "easy", comparisons: 30_000, bestOneIn: 10_000),
                wanted: rate(10_001))
        ) { try alone.threshold(for: rate(10_001)) }
        #expect(alone.strictestRate == rate(10_000))
    }

    @Test("without a number of comparisons, the strictest point is the end")
    func beyondPoints() throws {
        #expect(try Self.table.threshold(for: rate(769)) == ComparisonScore(31_000))
        #expect(throws: CalibrationError(code: .beyondPoints(population: "hard", bestOneIn: 769), wanted: rate(770))) {
            try Self.table.threshold(for: rate(770))
        }
        #expect(Self.table.strictestRate == rate(769))
    }

    @Test("the reason is a sentence with the numbers in it")
    func sentence() {
        do {
            _ = try Self.table.threshold(for: rate(1_000_000))
            Issue.record("it was not refused")
        } catch {
            #expect("\(error)".contains("1 in 1000000") && "\(error)".contains("30000 comparisons on easy"))
        }
    }

    @Test("a stricter rate never has a lower threshold")
    func monotone() throws {
        var last = ComparisonScore.lowest
        for oneIn in 2...769 {
            let threshold = try Self.table.threshold(for: rate(oneIn))
            #expect(threshold >= last)
            last = threshold
        }
    }

    @Test("rates: what can be written, and dividing among people")
    func rates() {
        #expect(FalseMatchRate(oneIn: 1) == nil && FalseMatchRate(oneIn: 0) == nil && FalseMatchRate(oneIn: -5) == nil)
        #expect(FalseMatchRate(oneIn: 1_000_000_001) == nil)
        #expect(rate(1000).divided(among: 50) == rate(50_000))
        #expect(rate(1000).divided(among: 0) == rate(1000))
        #expect(rate(1_000_000).divided(among: 1001) == nil && rate(2).divided(among: .max) == nil)
    }
}
