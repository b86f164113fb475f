import Door
import Timekeeping

/// A walk along the wires of a door, step by step. Listens beside the normal course of things, and changes nothing of it. Pure.
struct Commission {
    /// What a step asks of the terminal when it begins, or while it listens.
    enum Deed: Equatable { case testStrike, pulseAlarm, showPattern, aimCamera, stopCamera, tick }

    /// Left alone for so long, it ends by itself: the screen has to be the sign again (R10).
    static let idleMilliseconds: Int64 = 900_000
    /// Whoever passes by moves the wires too: without a word from whoever walks, they keep it going no longer than this.
    static let wiresMilliseconds: Int64 = 3_600_000

    let fittings: CommissionFittings
    let by: String
    let startedAt: ClockReading
    private(set) var steps: [(step: CommissionStep, result: CommissionResult?)]
    private(set) var place = 0
    private(set) var isUnderWay = true
    /// When it ended; nil while it is under way.
    private(set) var endedAt: ClockReading?
    private var trial: WireTrial?
    /// What the wire said before anybody touched it.
    private var restsActive = false
    private var keys = 0
    /// When it ends unless somebody does something.
    private(set) var idleUntil: Uptime
    /// When whoever walks said something last, at the console or the screen.
    private var saidAt: Uptime

    init(_ fittings: CommissionFittings, by: String, at now: ClockReading) {
        (self.fittings, self.by, startedAt) = (fittings, by, now)
        steps = CommissionStep.allCases.map { ($0, fittings.lack(of: $0).map { CommissionResult.notFitted($0) }) }
        (idleUntil, saidAt) = (now.uptime + Self.idleMilliseconds, now.uptime)
        skipFinished()
    }

    /// What is being tried; nil: it is over.
    var step: CommissionStep? { isUnderWay ? steps[place].step : nil }
    var result: CommissionResult? { isUnderWay ? steps[place].result : nil }
    var endsAt: Uptime? { isUnderWay ? idleUntil : nil }

    /// The step from its beginning.
    /// - Parameters:
    ///   - active: the inputs that are active now.
    ///   - clock: what there is to say of the clock.
    mutating func begin(active: Set<DoorInput>, clock: CommissionResult, at now: Uptime) -> [Deed] {
        guard let step else { return [] }
        touch(at: now)
        steps[place].result = nil
        keys = 0
        restsActive = step.input.map(active.contains) ?? false
        trial = nil
        switch step {
        case .strike: return [.testStrike]
        case .alarmRelay: return [.pulseAlarm]
        case .screen: return [.showPattern]
        case .camera: return [.aimCamera]
        case .clock: steps[place].result = clock
        default: break
        }
        return []
    }

    /// - Returns: false: nothing is known of this step yet.
    mutating func goOn(at now: ClockReading) -> Bool {
        guard isUnderWay, steps[place].result != nil else { return false }
        touch(at: now.uptime)
        place += 1
        skipFinished()
        if place == steps.count { end(at: now) }
        return true
    }

    mutating func end(at now: ClockReading) {
        guard isUnderWay else { return }
        (isUnderWay, endedAt) = (false, now)
    }

    /// Whoever walks is still there.
    private mutating func touch(at now: Uptime) { (idleUntil, saidAt) = (now + Self.idleMilliseconds, now) }

    /// Somebody is there.
    private mutating func hear(at now: Uptime) {
        idleUntil = max(idleUntil, min(now + Self.idleMilliseconds, saidAt + Self.wiresMilliseconds))
    }

    mutating func settle(_ result: CommissionResult) { if isUnderWay { steps[place].result = result } }

    private mutating func skipFinished() {
        while place < steps.count, steps[place].result != nil { place += 1 }
    }

    // MARK: what is listened to

    mutating func note(_ edge: DoorEdge, isReleased: Bool) -> [Deed] {
        guard isUnderWay, let step, step.input == edge.input else { return [] }
        hear(at: edge.at)
        // Whoever tries again sees how it went now.
        var trial = self.trial ?? WireTrial(step, restsActive: restsActive)
        let result = trial.note(edge, isReleased: isReleased)
        self.trial = result == nil ? trial : nil
        if let result { settle(result) }
        return [.tick]
    }

    mutating func noteReset() {
        guard let result = trial?.noteReset() else { return }
        settle(result)
        trial = nil
    }

    mutating func note(_ reading: WireReading, at now: Uptime) -> [Deed] {
        guard step == .card else { return [] }
        hear(at: now)
        let amount = reading.amount.words
        settle(reading.fault.map { .failed("\(amount), refused: \($0.words)") } ?? .passed("\(amount), valid"))
        return [.tick]
    }

    /// In order: an exchanged row of keys is seen.
    mutating func note(_ key: KeypadKey, at now: Uptime) -> [Deed] {
        guard step == .keypad else { return [] }
        hear(at: now)
        switch key {
        case .digit(keys + 1):
            keys += 1
            if keys == 3 { settle(.passed("1 2 3 came in this order")) }
        case .digit(let digit):
            settle(.failed("\(digit) came, and \(keys % 3 + 1) was to be pressed"))
            keys = digit == 1 ? 1 : 0
        case .unknown:
            settle(.failed("a code came that stands for no key"))
            keys = 0
        case .erase, .enter: keys = 0
        }
        return [.tick]
    }

    /// - Parameter needs: what an enrolment asks of a picture.
    mutating func note(_ figures: AimFigures, _ needs: CameraReport, at now: Uptime) -> [Deed] {
        guard step == .camera else { return [] }
        hear(at: now)
        let words =
            "sharpness \(figures.sharpness), light \(figures.brightness) of 255, \(figures.clippedThousandths / 10) % clipped"
        let isGood =
            figures.sharpness >= needs.leastSharpness && needs.brightness.contains(figures.brightness)
            && figures.clippedThousandths <= needs.mostClippedThousandths
        settle(isGood ? .passed(words) : .failed("\(words): too little for an enrolment"))
        return isGood ? [.stopCamera] : []
    }

    /// The camera is off again, and the card was not seen well.
    mutating func noteCameraOff() {
        if step == .camera, result == nil { settle(.failed("the card's face was not found")) }
    }
}
