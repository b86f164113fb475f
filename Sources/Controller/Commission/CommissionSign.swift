/// A step of the walk, as the screen shows it in large letters.
public struct CommissionSign: Equatable, Sendable {
    public enum State: Equatable, Sendable {
        /// It is being listened to, or somebody answers at the console.
        case open
        /// A person says how it went, here or at the console.
        case asking
        case passed, failed
    }

    public var step: CommissionStep
    /// From 0.
    public var index: Int
    public var count: Int
    public var state: State
    /// What was measured, in English; nil: nothing.
    public var figures: String?
    /// The next step moves the strike: whoever stands here, and has shown to nobody who they are, does not begin it.
    public var leadsToStrike = false

    public init(step: CommissionStep, index: Int, count: Int, state: State, figures: String?) {
        (self.step, self.index, self.count) = (step, index, count)
        (self.state, self.figures) = (state, figures)
    }

    /// What can be touched.
    public var buttons: [ScreenButton] {
        switch state {
        case .open: []
        case .asking: [.no, .yes]
        case .passed, .failed: leadsToStrike ? [] : [.next]
        }
    }
}

extension Commission {
    /// Nil when it is over.
    var sign: CommissionSign? {
        guard let step else { return nil }
        var state = step.isQuestion && step.requirement == nil ? CommissionSign.State.asking : .open
        var figures: String?
        switch result {
        case .passed(let words): (state, figures) = (.passed, words)
        case .failed(let words): (state, figures) = (.failed, words)
        case .skipped, .notFitted, nil: break
        }
        // A name is nobody's to read there.
        var sign = CommissionSign(
            step: step, index: place, count: steps.count, state: state, figures: step.isQuestion ? nil : figures)
        sign.leadsToStrike = steps[(place + 1)...].first { $0.result == nil }?.step == .strike
        return sign
    }
}
