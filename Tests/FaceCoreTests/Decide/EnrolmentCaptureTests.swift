import SeededRandom
import Testing

@testable import FaceCore

@Suite("Enrolment: several captures of one person, from distinct frames")
struct EnrolmentCaptureTests {
    private var key: TemplateKey { .counting(from: 1) }
    private static let base = (0..<128).map { Int32(($0 * 7919) % 2003 - 1000) }

    /// The base face, shaken by at most `spread`.
    private func template(_ spread: Int32, seed: UInt64) -> Template {
        var generator = SplitMix64(seed: seed)
        return Template(
            Embedding(Self.base.map { $0 + (spread == 0 ? 0 : Int32.random(in: -spread...spread, using: &generator)) }),
            key: key)
    }

    @Test("three that agree make three references")
    func complete() {
        var capture = EnrolmentCapture(wanted: 3, threshold: ComparisonScore(30_000))
        #expect(capture.progress == .wanting(3))
        #expect(capture.add(template(50, seed: 1), frame: 1) == .wanting(2))
        #expect(capture.add(template(50, seed: 2), frame: 2) == .wanting(1))
        #expect(capture.add(template(50, seed: 3), frame: 3) == .complete)
        #expect(capture.add(template(50, seed: 4), frame: 4) == .complete)
        let count = capture.finish()?.count
        #expect(count == 3)
    }

    @Test("one frame counts once, an older one not at all")
    func sameFrame() {
        var capture = EnrolmentCapture(wanted: 2, threshold: ComparisonScore(30_000))
        #expect(capture.add(template(0, seed: 1), frame: 7) == .wanting(1))
        #expect(capture.add(template(0, seed: 1), frame: 7) == .wanting(1))
        #expect(capture.add(template(0, seed: 1), frame: 6) == .wanting(1))
        #expect(capture.add(template(0, seed: 1), frame: 8) == .complete)
    }

    @Test("one that disagrees with any of the others drops them all, for good")
    func inconsistent() {
        var capture = EnrolmentCapture(wanted: 3, threshold: ComparisonScore(31_500))
        capture.add(template(0, seed: 1), frame: 1)
        capture.add(template(200, seed: 2), frame: 2)
        let stranger = template(4000, seed: 3)
        let worst = min(stranger.compare(template(0, seed: 1)), stranger.compare(template(200, seed: 2)))
        #expect(worst < ComparisonScore(31_500))
        #expect(
            capture.add(stranger, frame: 3)
                == .inconsistent(score: worst, threshold: ComparisonScore(31_500)))
        #expect(capture.add(template(0, seed: 1), frame: 4) != .complete)
        let count = capture.finish()?.count
        #expect(count == nil)
    }

    @Test("several people in between: it begins anew, and an old frame of them changes nothing")
    func several() {
        var capture = EnrolmentCapture(wanted: 2, threshold: ComparisonScore(30_000))
        #expect(capture.add(template(50, seed: 1), frame: 1) == .wanting(1))
        #expect(capture.addSeveral(frame: 1) == .wanting(1))
        #expect(capture.addSeveral(frame: 2) == .wanting(2))
        #expect(capture.add(template(50, seed: 2), frame: 3) == .wanting(2))
        #expect(capture.addSeveral(frame: 4) == .wanting(2))
        for frame in UInt64(5)...9 { #expect(capture.add(template(50, seed: frame), frame: frame) == .wanting(2)) }
        #expect(capture.add(template(50, seed: 10), frame: 10) == .wanting(1))
        #expect(capture.add(template(50, seed: 11), frame: 11) == .complete)
        #expect(capture.addSeveral(frame: 12) == .complete)
    }

    @Test("an unfinished one gives nothing")
    func unfinished() {
        var capture = EnrolmentCapture(wanted: 2, threshold: .lowest)
        capture.add(template(0, seed: 1), frame: 1)
        let count = capture.finish()?.count
        #expect(count == nil)
    }
}
