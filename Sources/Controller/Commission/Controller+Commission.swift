import Door
import Law
import Timekeeping

/// The walk along the wires: what is said about it at a console, and at the screen.
extension Controller {
    /// Whoever went through so lately may come back.
    private static let inUseMilliseconds: Int64 = 600_000

    mutating func walk(_ command: CommissionCommand, _ console: ConsoleID?) {
        let authority = console.map(authority) ?? .nobody
        switch command {
        case .start(let isInUse): startCommission(isInUse, by: authority, console)
        case .state: answer(console, .lines(commission.map { $0.lines } ?? ["no walk yet: 'commission start'"]))
        case .report where commission?.endedAt == nil:
            answer(console, .failed("a report is made when the walk is over: 'commission stop' ends it"))
        case .report: answer(console, .verbatim(commissionReport))
        case _ where commission?.isUnderWay != true:
            answer(console, .failed("no walk is under way: 'commission start'"))
        case .next: goOn(by: authority, console)
        case .again:
            beginStep()
            answer(console, .lines(commission!.stepLines))
        case .skip(let reason):
            commission!.settle(.skipped(reason))
            goOn(by: authority, console)
        case .answer(let isYes, let name): takeAnswer(isYes, name, by: authority, console)
        case .stop:
            endCommission(by: authority.words)
            answer(console, .done("the walk is over; 'commission report' prints how it went"))
        }
    }

    /// The door goes on as always; but its screen is taken from whoever comes meanwhile.
    private mutating func startCommission(_ isInUse: Bool, by authority: Authority, _ console: ConsoleID?) {
        if let commission, commission.isUnderWay {
            return answer(console, .failed("\(commission.by) is on a walk; 'commission stop' ends it"))
        }
        if !isInUse, let use = useWords {
            return answer(console, .failed("\(use): 'commission start in-use' begins all the same"))
        }
        commission = Commission(fittings, by: authority.words, at: now)
        recordSteps(from: 0, by: authority.words)
        beginStep()
        answer(console, .lines(commission!.stepLines))
    }

    /// Why people may need this door now; nil: nobody does.
    private var useWords: String? {
        if door.state.phase != .secured { return "the door is not secured" }
        if !dialogue.isIdle { return "somebody is at the screen" }
        guard let lastUseAt, now.uptime - lastUseAt < Self.inUseMilliseconds else { return nil }
        return "somebody used the door \((now.uptime - lastUseAt) / 60_000) min ago"
    }

    private var fittings: CommissionFittings {
        var inputs = configuration.doorInputs
        if !configuration.doorPolicy.hasContact { inputs.remove(.contact) }
        if !configuration.doorPolicy.hasExitButton { inputs.remove(.exitButton) }
        return CommissionFittings(
            inputs: inputs, readers: Set(alternatives.map(\.kind)),
            cameraLack: blockers.contains(.R8)
                ? "no camera is switched on in this place (R8)" : configuration.faceFault)
    }

    // MARK: steps

    private mutating func beginStep() {
        let deeds = commission!.begin(active: activeInputs, clock: clockResult, at: now.uptime)
        deeds.forEach { carryOut($0) }
    }

    private var clockResult: CommissionResult {
        if clockDoubt != nil { return .failed("the clock has jumped ahead: 'clock' tells of it") }
        guard now.trust == .trusted else { return .failed("the clock is \(now.trust.rawValue): set it") }
        return .passed("trusted, \(now.wall.utcText)")
    }

    private mutating func goOn(by authority: Authority, _ console: ConsoleID?) {
        guard goOn(by: authority.words) else {
            return answer(console, .failed("nothing is known of this step yet; 'commission skip REASON' leaves it out"))
        }
        answer(console, .lines(commission!.stepLines))
    }

    /// - Returns: false: there is nothing to leave behind yet.
    private mutating func goOn(by actor: String) -> Bool {
        let place = commission!.place
        guard commission!.goOn(at: now) else { return false }
        clearScreen()
        recordSteps(from: place, by: actor)
        if commission!.isUnderWay { beginStep() } else { recordEnd(by: actor) }
        return true
    }

    private mutating func takeAnswer(
        _ isYes: Bool, _ name: String?, by authority: Authority, _ console: ConsoleID?
    ) {
        guard let step = commission!.step, step.isQuestion else {
            return answer(console, .failed("this step asks nothing"))
        }
        var words = isYes ? "yes" : "no"
        if step.requirement != nil {
            guard authority.isResponsible else {
                return answer(
                    console, .failed("whoever is responsible answers for this; 'commission skip' leaves it out"))
            }
            guard let name else { return answer(console, .failed("with a name: 'commission answer \(words) NAME'")) }
            words += ", \(name)"
        }
        words += ", said \(authority.words)"
        commission!.settle(isYes ? .passed(words) : .failed(words))
        // Whoever says no may mend it, and try again.
        if isYes { return goOn(by: authority, console) }
        answer(console, .lines(commission!.stepLines))
    }

    /// - Returns: whether the button was the walk's.
    mutating func touchCommission(_ button: ScreenButton) -> Bool {
        guard let sign = commission?.sign else { return false }
        guard sign.buttons.contains(button) else { return true }
        switch button {
        case .yes:
            commission!.settle(.passed("yes, at the screen"))
            _ = goOn(by: "screen")
        case .no: commission!.settle(.failed("no, at the screen"))
        default: _ = goOn(by: "screen")
        }
        return true
    }

    // MARK: what is heard

    mutating func noteForCommission(_ edge: DoorEdge) {
        listen { commission, controller in commission.note(edge, isReleased: controller.door.state.isReleased) }
    }

    mutating func noteResetForCommission() {
        listen { commission, _ in
            commission.noteReset()
            return []
        }
    }

    mutating func noteForCommission(_ reading: WireReading) {
        listen { commission, controller in commission.note(reading, at: controller.now.uptime) }
    }

    mutating func noteForCommission(_ key: KeypadKey) {
        listen { commission, controller in commission.note(key, at: controller.now.uptime) }
    }

    mutating func noteForCommission(_ figures: AimFigures) {
        listen { commission, controller in
            commission.note(figures, controller.cameraReport, at: controller.now.uptime)
        }
    }

    private mutating func listen(_ note: (inout Commission, Controller) -> [Commission.Deed]) {
        guard var heard = commission, let step = heard.step else { return }
        let deeds = note(&heard, self)
        let news = heard.result == commission!.result ? nil : heard.result
        commission = heard
        deeds.forEach { carryOut($0) }
        if let news { say("\(step.rawValue): \(news.words)") }
    }

    private mutating func carryOut(_ deed: Commission.Deed) {
        switch deed {
        case .testStrike:
            guard door.state.phase == .secured, !moveAndRecord(.test) else {
                commission!.settle(.failed("the door was not secured, so nothing was tried"))
                return
            }
        case .pulseAlarm: pulseAlarmRelay(1_000)
        // Only where it is a buzzer beside the door: nobody's alarm panel is called.
        case .tick: if configuration.doorPolicy.buzzesWarnings { pulseAlarmRelay(60) }
        case .showPattern:
            guard dialogue.isIdle else { return commission!.settle(.failed("somebody was at the screen")) }
            dialogue = .result(.testPattern, until: now.uptime + Self.screenTestMilliseconds)
        case .aimCamera:
            guard dialogue.isIdle else { return commission!.settle(.failed("somebody was at the screen")) }
            aimCamera(60, nil)
        case .stopCamera: if case .aiming = dialogue { cancelCapture() }
        }
    }

    // MARK: its end

    mutating func passCommission() {
        if commission?.step == .camera {
            if case .aiming = dialogue {} else { commission!.noteCameraOff() }
        }
        guard let endsAt = commission?.endsAt, now.uptime >= endsAt else { return }
        say("the walk is over: nobody went on with it")
        endCommission(by: "nobody")
    }

    /// What a step has put there is of no use behind it.
    private mutating func clearScreen() {
        switch dialogue {
        case .aiming: cancelCapture()
        case .result(.testPattern, _): dialogue = .idle
        default: break
        }
    }

    private mutating func endCommission(by actor: String) {
        clearScreen()
        let place = commission!.place
        let isKnown = commission!.result != nil
        commission!.end(at: now)
        if isKnown { recordStep(place, by: actor) }
        recordEnd(by: actor)
    }

    private mutating func recordSteps(from place: Int, by actor: String) {
        for place in place..<commission!.place { recordStep(place, by: actor) }
    }

    private mutating func recordStep(_ place: Int, by actor: String) {
        let (step, result) = commission!.steps[place]
        if let result { record(.console(by: actor, "commission, \(step.rawValue): \(result.words)")) }
    }

    /// The digest is of the report as it is printed.
    private mutating func recordEnd(by actor: String) {
        record(.console(by: actor, "commission ended, report \(commissionReportDigest)"))
    }
}

extension Authority {
    /// May answer for the whole.
    fileprivate var isResponsible: Bool {
        switch self {
        case .nobody: false
        case .login(let login): login.role == .responsible
        case .bench: true
        }
    }
}
