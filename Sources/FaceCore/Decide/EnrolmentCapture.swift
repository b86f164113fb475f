/// Collects the references of one enrolment: several fit captures from distinct frames, each like each other.
///
/// Captures that disagree are not of one person, or not good enough to be compared with: then all of them are dropped.
public struct EnrolmentCapture: ~Copyable, Sendable {
    public enum Progress: Equatable, Sendable {
        /// So many captures are still wanted.
        case wanting(Int)
        case complete
        /// A capture was too unlike an earlier one; nothing of this enrolment is left.
        case inconsistent(score: ComparisonScore, threshold: ComparisonScore)
    }

    public let wanted: Int
    public let threshold: ComparisonScore
    public private(set) var progress: Progress

    private var templates = TemplateSet()
    private var lastSequence: UInt64?
    /// So many captures are passed over before one counts again.
    private var pause = 0

    /// A frame in which the second person is not seen must not be enough to go on.
    static let pauseAfterSeveral = 5

    /// - Parameters:
    ///   - wanted: how many captures make an enrolment.
    ///   - threshold: what each pair must reach.
    /// - Precondition: `wanted` is 1...`TemplateSet.capacity`.
    public init(wanted: Int, threshold: ComparisonScore) {
        precondition((1...TemplateSet.capacity).contains(wanted))
        (self.wanted, self.threshold, progress) = (wanted, threshold, .wanting(wanted))
    }

    /// Takes one capture that passed the quality gates. A frame that is not newer than the last one is dropped, and so
    /// is whatever comes after the end.
    ///
    /// - Parameter frame: `Frame.sequence`.
    @discardableResult
    public mutating func add(_ template: consuming Template, frame: UInt64) -> Progress {
        guard case .wanting = progress, lastSequence.map({ frame > $0 }) ?? true else { return progress }
        lastSequence = frame
        guard pause == 0 else {
            pause -= 1
            return progress
        }
        if let worst = templates.worstScore(for: template), worst < threshold {
            templates = TemplateSet()
            progress = .inconsistent(score: worst, threshold: threshold)
            return progress
        }
        templates.append(template)
        progress = templates.count == wanted ? .complete : .wanting(wanted - templates.count)
        return progress
    }

    /// Takes note of one frame that showed several people: whose captures the earlier ones are is no longer sure, so all
    /// of them are dropped, and it begins anew after `pauseAfterSeveral` captures of one person. After the end it changes nothing.
    ///
    /// - Parameter frame: `Frame.sequence`; one that is not newer than the last one counts for nothing.
    @discardableResult
    public mutating func addSeveral(frame: UInt64) -> Progress {
        guard case .wanting = progress, lastSequence.map({ frame > $0 }) ?? true else { return progress }
        lastSequence = frame
        templates = TemplateSet()
        pause = Self.pauseAfterSeveral
        progress = .wanting(wanted)
        return progress
    }

    /// The references, once complete; otherwise nil.
    public consuming func finish() -> TemplateSet? {
        guard progress == .complete else { return nil }
        return templates
    }
}
