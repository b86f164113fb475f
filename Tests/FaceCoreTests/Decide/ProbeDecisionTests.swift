import Testing

@testable import FaceCore

@Suite("Probe decision: agreement over distinct frames, within a number of frames")
struct ProbeDecisionTests {
    private static let threshold = ComparisonScore(30_000)

    /// A character per frame: `H` reaches the threshold exactly, `h` is above it, `l` just below, `.` no usable face,
    /// `2` two people, `=` the frame before once more (with a high score). Result: a character per frame, `?` undecided, `A` accepted,
    /// `R` refused.
    private func decide(_ frames: String, agreeing: Int, window: Int, maximum: Int) -> String {
        var decision = ProbeDecision(
            threshold: Self.threshold, policy: .init(agreeing: agreeing, window: window, maximumFrames: maximum))
        var (sequence, result) = (UInt64(100), "")
        for frame in frames {
            if frame != "=" { sequence += 1 }
            let score: ComparisonScore? =
                switch frame {
                case "H": Self.threshold
                case "h", "=": ComparisonScore(31_000)
                case "l": ComparisonScore(29_999)
                default: nil
                }
            let outcome =
                frame == "2"
                ? decision.observeSeveral(frame: sequence) : decision.observe(frame: sequence, bestScore: score)
            switch outcome {
            case .undecided: result += "?"
            case .accepted: result += "A"
            case .refused: result += "R"
            }
        }
        return result
    }

    @Test(
        "drawn, 2 of the last 3 and at most 6 frames",
        arguments: [
            ("HH", "?A"), ("hlh", "??A"), ("hllh", "????"), ("hllhlh", "?????A"), ("llllll", "?????R"),
            ("......", "?????R"), (".h.h", "???A"), ("h.....", "?????R"), ("h=", "??"), ("h==h", "???A"),
            ("lllllhh", "?????RR"), ("HHllll", "?AAAAA"), ("lllhlh", "?????A"), ("lllll=h", "??????R"),
        ])
    func drawn(frames: String, want: String) {
        #expect(decide(frames, agreeing: 2, window: 3, maximum: 6) == want)
    }

    @Test(
        "while several people were seen within the window, nobody is accepted; 2 of the last 3 and at most 8 frames",
        arguments: [
            ("h2h", "???"), ("h2hh", "????"), ("h2hhh", "????A"), ("h2h2h2hh", "???????R"), ("2lhh", "???A"),
            ("2hhlh", "???AA"), ("2llhh", "????A"), ("2222222h", "???????R"), ("2=hhh", "????A"), ("hh2", "?AA"),
            ("2.hh.h", "?????A"),
        ])
    func several(frames: String, want: String) {
        #expect(decide(frames, agreeing: 2, window: 3, maximum: 8) == want)
    }

    @Test("one of one: the first usable frame decides for, the last against")
    func oneOfOne() {
        #expect(decide("H", agreeing: 1, window: 1, maximum: 3) == "A")
        #expect(decide("l.l", agreeing: 1, window: 1, maximum: 3) == "??R")
    }

    @Test("an older frame counts for nothing")
    func olderFrame() {
        var decision = ProbeDecision(
            threshold: Self.threshold, policy: .init(agreeing: 2, window: 2, maximumFrames: 3))
        #expect(decision.observe(frame: 9, bestScore: .highest) == .undecided)
        #expect(decision.observe(frame: 8, bestScore: .highest) == .undecided)
        #expect(decision.observe(frame: 10, bestScore: .highest) != .undecided)
    }

    @Test("the score given is the lowest of those that agree")
    func decidingScore() {
        var decision = ProbeDecision(
            threshold: Self.threshold, policy: .init(agreeing: 2, window: 3, maximumFrames: 9))
        decision.observe(frame: 1, bestScore: ComparisonScore(32_000))
        decision.observe(frame: 2, bestScore: ComparisonScore(100))
        #expect(
            decision.observe(frame: 3, bestScore: ComparisonScore(30_500))
                == .accepted(score: ComparisonScore(30_500), threshold: Self.threshold))
    }

    @Test("a refusal tells the best score that could have decided; none if there were too few frames")
    func refusalScore() {
        var decision = ProbeDecision(
            threshold: Self.threshold, policy: .init(agreeing: 2, window: 3, maximumFrames: 4))
        for (frame, score) in [(1, 25_000), (2, 32_000), (3, 20_000)] as [(UInt64, Int32)] {
            decision.observe(frame: frame, bestScore: ComparisonScore(score))
        }
        #expect(
            decision.observe(frame: 4, bestScore: nil)
                == .refused(best: ComparisonScore(25_000), threshold: Self.threshold))
        var empty = ProbeDecision(threshold: Self.threshold, policy: .init(agreeing: 1, window: 1, maximumFrames: 1))
        #expect(empty.observe(frame: 1, bestScore: nil) == .refused(best: nil, threshold: Self.threshold))
    }
}
