import Door
import FaceCore
import Law
import Testing
import Timekeeping

@testable import Controller
@testable import Records

@Suite("The walk along the wires") struct CommissionTests {
    private let bench = ConsoleID(0)

    private func give(_ command: CommissionCommand, _ rig: inout Rig) -> [String] {
        for case .reply(bench, let reply) in rig.send(.command(.commission(command), from: bench)) {
            switch reply {
            case .done(let words): return [words]
            case .failed(let words): return ["error: \(words)"]
            case .lines(let lines), .verbatim(let lines): return lines
            default: return ["something else"]
            }
        }
        return []
    }

    private func edge(_ input: DoorInput, _ isActive: Bool, _ rig: inout Rig, bounce: Int = 0) {
        rig.send(.edge(DoorEdge(input, isActive: isActive, at: rig.now.uptime, bounceMilliseconds: bounce)))
    }

    private func move(_ input: DoorInput, _ rig: inout Rig) {
        edge(input, true, &rig, bounce: 12)
        rig.pass(milliseconds: 312)
        edge(input, false, &rig, bounce: 4)
    }

    /// Skips up to a step.
    private func walk(to step: CommissionStep, _ rig: inout Rig) {
        _ = give(.start(isInUse: true), &rig)
        while rig.controller.commission?.step != step { _ = give(.skip(reason: "another time"), &rig) }
    }

    private func result(_ rig: Rig) -> CommissionResult? { rig.controller.commission?.result }

    private static func door(buzzes: Bool = false) -> DoorPolicy {
        var policy = DoorPolicy(strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000)
        policy.buzzesWarnings = buzzes
        return policy
    }

    @Test("whoever only passes by keeps a walk going for an hour at most; whoever walks, as long as they say so")
    func passersBy() {
        for says in [false, true] {
            var rig = Rig()
            _ = give(.start(isInUse: false), &rig)
            for _ in 0..<9 {
                move(.exitButton, &rig)
                if says { _ = give(.again, &rig) }
                rig.pass(milliseconds: 600_000)
            }
            #expect((rig.controller.commission?.isUnderWay == true) == says)
        }
    }

    // MARK: wires

    @Test("a button: seen, how long, how long it bounced, and whether it opened; and the door was open at once")
    func exit() {
        var rig = Rig()
        #expect(give(.start(isInUse: false), &rig).first == "1 of 17, exit button: press the exit button and let it go")
        move(.exitButton, &rig)
        #expect(result(rig) == .passed("active for 312 ms, 12 ms bounce, released at once"))
        #expect(rig.controller.door.state.isReleased)
        #expect(give(.next, &rig).first?.hasPrefix("2 of 17, door contact") == true)
        move(.contact, &rig)
        #expect(result(rig) == .passed("active for 312 ms, 12 ms bounce"))
    }

    @Test(
        "a wire that is active at rest and falls: its polarity is to be turned",
        arguments: [DoorInput.exitButton, .contact])
    func polarity(input: DoorInput) {
        var rig = Rig()
        edge(input, true, &rig)
        walk(to: input == .contact ? .contact : .exitButton, &rig)
        edge(input, false, &rig)
        #expect(result(rig) == nil)
        edge(input, true, &rig)
        guard case .failed(let words) = result(rig) else { Issue.record("passed"); return }
        #expect(words.contains("polarity"))
        // It was the door that stood open: shut, and tried again.
        edge(input, false, &rig)
        _ = give(.again, &rig)
        move(input, &rig)
        guard case .passed = result(rig) else { Issue.record("\(result(rig)!)"); return }
    }

    @Test("a button that opens nothing has not passed") func deadButton() {
        var trial = WireTrial(.exitButton, restsActive: false)
        let at = Uptime(milliseconds: 5)
        #expect(trial.note(DoorEdge(.exitButton, isActive: true, at: at), isReleased: false) == nil)
        let result = trial.note(DoorEdge(.exitButton, isActive: false, at: at + 40), isReleased: false)
        #expect(result == .failed("it was seen for 40 ms, and released nothing"))
    }

    @Test("fire: called, latched when the line falls silent, reset by a person") func fire() {
        var rig = Rig()
        walk(to: .fire, &rig)
        edge(.fire, true, &rig, bounce: 3)
        rig.pass(milliseconds: 5_000)
        #expect(result(rig) == nil)
        edge(.fire, false, &rig)
        #expect(result(rig) == nil && rig.controller.door.state.phase == .evacuating)
        rig.send(.command(.doorReset, from: bench))
        #expect(
            result(rig)
                == .passed("called, released at once, stayed so when the line fell silent; 3 ms bounce"))
    }

    @Test(
        "every other wire there and back",
        arguments: [
            (CommissionStep.guardButton, DoorInput.guard), (.tamper, .tamper), (.interlock, .interlock), (.call, .call),
        ]) func others(step: CommissionStep, input: DoorInput)
    {
        var rig = Rig()
        walk(to: step, &rig)
        edge(.contact, true, &rig)
        edge(.contact, false, &rig)
        #expect(result(rig) == nil, "another wire")
        move(input, &rig)
        guard case .passed(let words) = result(rig) else { Issue.record("\(result(rig)!)"); return }
        #expect(words.hasPrefix("active for 312 ms, 12 ms bounce"))
    }

    @Test(
        "a buzzer ticks with each edge, and each tick is an edge that is written down; an alarm panel is left alone",
        arguments: [true, false])
    func ticks(buzzes: Bool) {
        var rig = Rig(door: Self.door(buzzes: buzzes))
        _ = give(.start(isInUse: false), &rig)
        edge(.exitButton, true, &rig)
        rig.pass(milliseconds: 500)
        let edges = rig.log.compactMap { if case .setOutput(.alarm, let isOn) = $0 { isOn } else { nil } }
        #expect(edges == (buzzes ? [true, false] : []))
        let lines = rig.store.journal.filter { if case .processing(.relay(.alarm, _, _)) = $0 { true } else { false } }
        #expect(lines.count == edges.count)
    }

    @Test("a tick ends no alarm, and an alarm that begins meanwhile goes on behind it") func tickInAlarm() {
        var rig = Rig(door: Self.door(buzzes: true))
        walk(to: .tamper, &rig)
        rig.pass(milliseconds: 5_000)
        rig.log = []
        edge(.tamper, true, &rig)
        rig.pass(milliseconds: 500)
        var edges = rig.log.compactMap { if case .setOutput(.alarm, let isOn) = $0 { isOn } else { nil } }
        #expect(edges == [true], "the housing stands open")
        edge(.tamper, false, &rig)
        rig.pass(milliseconds: 500)
        edges = rig.log.compactMap { if case .setOutput(.alarm, let isOn) = $0 { isOn } else { nil } }
        #expect(edges == [true, false, true, false])
    }

    // MARK: strike, readers, screen, camera, clock

    @Test("the strike is tried for a second, and a person says whether it moved, here or at the screen") func strike() {
        var rig = Rig()
        walk(to: .strike, &rig)
        #expect(rig.controller.door.state.releases.causes == [.test])
        #expect(give(.next, &rig).first?.hasPrefix("error: nothing is known") == true)
        rig.send(.touch(.no))
        #expect(result(rig) == .failed("no, at the screen"))
        rig.pass(milliseconds: 5_000)
        _ = give(.again, &rig)
        #expect(rig.controller.door.state.isReleased)
        rig.send(.touch(.yes))
        #expect(rig.controller.commission?.step == .alarmRelay)
        _ = give(.answer(isYes: true, name: nil), &rig)
        let steps = rig.controller.commission!.steps
        #expect(steps[2].result == .passed("yes, at the screen"))
        #expect(steps[3].result == .passed("yes, said bench"))
    }

    @Test("nothing is tried at a door that is not secured") func notSecured() {
        var rig = Rig()
        rig.send(.command(.doorHold(minutes: nil, reason: "moving"), from: bench))
        walk(to: .strike, &rig)
        #expect(result(rig) == .failed("the door was not secured, so nothing was tried"))
    }

    @Test("a card that is read, and one that is not; what it does otherwise goes on") func card() {
        var rig = Rig()
        walk(to: .card, &rig)
        rig.send(.card(CardFrame(.wiegand, SecretText("10001001000110100010101100".utf8))))
        #expect(result(rig) == .failed("26 bits (Wiegand), refused: parity; data wires exchanged?"))
        rig.tapCard()
        #expect(result(rig) == .passed("4 characters, valid"))
        #expect(rig.scene == .pinEntry(digitCount: 0), "the person of that card may come in")
    }

    @Test("keys in the wrong order are seen") func keypad() {
        var rig = Rig()
        walk(to: .keypad, &rig)
        for digit in [1, 3] { rig.send(.keypad(.digit(digit))) }
        #expect(result(rig) == .failed("3 came, and 2 was to be pressed"))
        for digit in [1, 2, 3] { rig.send(.keypad(.digit(digit))) }
        #expect(result(rig) == .passed("1 2 3 came in this order"))
    }

    @Test("the camera is aimed while faces are blocked; figures, and nothing else") func camera() {
        var site = SiteDeclaration.complete
        site.purpose = nil
        var rig = Rig(site: site)
        #expect(!rig.controller.blockers.isEmpty)
        walk(to: .camera, &rig)
        guard case .looking(.aiming, _, _, _, _) = rig.scene else { Issue.record("\(rig.scene!)"); return }
        var figures = AimFigures(
            leftThousandths: 300, topThousandths: 200, widthThousandths: 400, sharpness: 1, brightness: 120,
            clippedThousandths: 0)
        rig.send(.captureReport(rig.lastCapture!.id, .aimed(figures, widthPixels: 640, heightPixels: 480)))
        guard case .failed = result(rig) else { Issue.record("blurred, and passed"); return }
        figures.sharpness = QualityGates.enrolment.leastSharpness
        figures.brightness = QualityGates.enrolment.brightness.lowerBound
        rig.log = []
        rig.send(.captureReport(rig.lastCapture!.id, .aimed(figures, widthPixels: 640, heightPixels: 480)))
        guard case .passed = result(rig) else { Issue.record("\(result(rig)!)"); return }
        #expect(rig.log.has(\.stopsCamera))
        guard case .commission = rig.scene else { Issue.record("\(rig.scene!)"); return }
    }

    @Test("no card before the camera: that is known when its time is over") func cameraSeesNothing() {
        var rig = Rig()
        walk(to: .camera, &rig)
        rig.pass(milliseconds: 60_000)
        #expect(result(rig) == .failed("the card's face was not found"))
    }

    @Test("a clock that is not trusted has not passed") func clock() {
        var rig = Rig()
        rig.now.trust = .lost
        walk(to: .clock, &rig)
        guard case .failed = result(rig) else { Issue.record("passed"); return }
        rig.now.trust = .trusted
        _ = give(.again, &rig)
        guard case .passed = result(rig) else { Issue.record("\(result(rig)!)"); return }
    }

    // MARK: beginning and end

    @Test("whoever may be using the door is asked about") func inUse() {
        var rig = Rig()
        rig.send(.door(.exit(isPressed: true)))
        rig.send(.door(.exit(isPressed: false)))
        rig.pass(milliseconds: 60_000)
        #expect(give(.start(isInUse: false), &rig).first?.hasPrefix("error: somebody used the door 1 min ago") == true)
        #expect(rig.controller.commission == nil)
        rig.pass(milliseconds: 600_000)
        #expect(give(.start(isInUse: false), &rig).first?.hasPrefix("1 of 17") == true)
        #expect(give(.start(isInUse: true), &rig).first?.hasPrefix("error: bench is on a walk") == true)
    }

    @Test("what is not there is not asked for, and is written down as that") func fittings() {
        var site = SiteDeclaration.complete
        site.placeKind = .toilet
        var rig = Rig(
            site: site,
            door: DoorPolicy(
                strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000, hasContact: false, hasExitButton: false))
        rig.controller.configuration.doorInputs = [.fire]
        rig.controller.alternatives = []
        #expect(give(.start(isInUse: false), &rig).first?.hasPrefix("3 of 17, strike") == true)
        let missing = rig.controller.commission!.steps.filter { if case .notFitted = $0.result { true } else { false } }
        #expect(
            missing.map(\.step) == [
                .exitButton, .contact, .card, .keypad, .guardButton, .tamper, .interlock, .call, .camera,
            ])
    }

    @Test("what somebody answers for: their name, and only by whoever is responsible") func attestations() {
        var rig = Rig()
        let (anna, bert) = (ConsoleID(1), ConsoleID(2))
        rig.store.addAccount(AccountName("anna")!, .responsible, SecretText("p".utf8))
        rig.store.addAccount(AccountName("bert")!, .installer, SecretText("p".utf8))
        rig.send(.command(.login(AccountName("anna")!, passphrase: SecretText("p".utf8)), from: anna))
        rig.send(.command(.login(AccountName("bert")!, passphrase: SecretText("p".utf8)), from: bert))
        walk(to: .place, &rig)
        rig.send(.touch(.yes))
        #expect(result(rig) == nil, "not at the screen")
        rig.send(.command(.commission(.answer(isYes: true, name: "Li Jing")), from: bert))
        #expect(result(rig) == nil, "an installer answers for no place")
        rig.send(.command(.commission(.answer(isYes: true, name: nil)), from: anna))
        #expect(result(rig) == nil, "nobody's name")
        rig.send(.command(.commission(.answer(isYes: true, name: "Li Jing")), from: anna))
        rig.send(.command(.commission(.answer(isYes: false, name: "Li Jing")), from: anna))
        #expect(result(rig) == .failed("no, Li Jing, said anna (responsible)"))
        _ = give(.next, &rig)
        _ = give(.skip(reason: "not yet"), &rig)
        let report = give(.report, &rig)
        #expect(report.contains { $0.contains("yes, Li Jing, said anna (responsible)") })
        #expect(report.contains { $0.contains("FAILED: no, Li Jing, said anna (responsible)") })
        #expect(report.contains { $0.hasPrefix("R15") })
    }

    @Test("the report: 80 columns, every step, and a digest that stands in the journal") func report() {
        var rig = Rig()
        #expect(give(.report, &rig).first?.hasPrefix("error: ") == true)
        walk(to: .fire, &rig)
        move(.fire, &rig)
        #expect(give(.report, &rig).first?.hasPrefix("error: ") == true)
        _ = give(.stop, &rig)
        let report = give(.report, &rig)
        for step in CommissionStep.allCases { #expect(report.contains { $0.contains(step.rawValue) }, "\(step)") }
        for line in report {
            #expect(line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 ? 2 : 1) } <= 80, "\(line)")
        }
        #expect(report.count { $0.contains("not reached") } > 5)
        let words = rig.store.journal.compactMap { entry -> String? in
            if case .processing(.console(_, let words)) = entry { words } else { nil }
        }
        #expect(words.contains("commission ended, report \(report.last!)"))
        #expect(words.count { $0.hasSuffix(": skipped: another time") } == 6)
        // Nothing that comes later changes it.
        rig.pass(milliseconds: 50_000)
        move(.exitButton, &rig)
        #expect(give(.report, &rig) == report)
    }

    @Test("left alone it ends by itself, and the sign is on the screen again (R10)") func leftAlone() {
        var rig = Rig()
        let sign = rig.scene
        _ = give(.start(isInUse: false), &rig)
        guard case .commission = rig.scene else { Issue.record("\(rig.scene!)"); return }
        rig.pass(milliseconds: 600_000)
        move(.contact, &rig)
        rig.pass(milliseconds: 300_000)
        #expect(rig.scene == sign && rig.controller.commission?.isUnderWay == false)
        move(.exitButton, &rig)
        #expect(rig.controller.commission?.steps[0].result == nil)
    }

    @Test("the screen's buttons are the walk's, and nobody finds others behind them") func buttons() {
        var rig = Rig()
        _ = give(.start(isInUse: false), &rig)
        let scene = rig.scene
        for button in ScreenButton.allCases { rig.send(.touch(button)) }
        #expect(rig.scene == scene)
        move(.exitButton, &rig)
        rig.send(.touch(.next))
        #expect(rig.controller.commission?.step == .contact)
    }

    @Test("on paper nothing is lost: words and Chinese are broken, and put together again") func wrapping() {
        let text = "人脸识别设备 不得在 a private space " + String(repeating: "长", count: 100) + " end"
        for columns in [10, 37, 75] {
            let lines = ReportText.wrapped(text, columns)
            #expect(lines.allSatisfy { $0.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 ? 2 : 1) } <= columns })
            #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
        }
    }
}
