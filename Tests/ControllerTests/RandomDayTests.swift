import SeededRandom
import Door
import Law
import Testing

@testable import Controller

/// Whatever happens in whatever order: what must hold, holds. The checkers stand apart from the workload.
@Suite("Random days") struct RandomDayTests {
    @Test("thousands of random events", arguments: 0..<40 as Range<UInt64>) func day(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var rig = Rig()
        var checkers: [any Checker] = [
            EgressNeverWaits(), StrikeNeedsARecord(), CameraNeedsAnAct(), NoTemplateWithoutConsent(),
        ]
        rig.send(.tick)
        for step in 0..<600 {
            if random.below(8) == 0 { rig.pass(milliseconds: Int64(random.below(20_000))) }
            if random.below(40) == 0 { rig.store.isBroken.toggle() }
            rig.send(rig.randomEvent(&random))
            for (event, actions) in rig.steps {
                for index in checkers.indices {
                    if let complaint = checkers[index].check(event, actions) {
                        Issue.record("seed=\(seed) step=\(step): \(complaint)")
                        return
                    }
                }
            }
            rig.steps = []
        }
    }
}

extension Rig {
    /// What wires and time can do to a door; the rest comes by credentials and commands.
    static let doorInputs = DoorEvent.samples.filter { event in
        switch event {
        case .grant, .unlock, .hold, .test: false
        default: true
        }
    }

    func randomEvent(_ random: inout SplitMix64) -> Event {
        let (capture, isEnrolment) = lastCapture ?? (CaptureID(0), false)
        // Mostly what could come next, now and then anything at all.
        switch random.below(14) {
        case 0: return .door(Rig.doorInputs[random.below(Rig.doorInputs.count)])
        case 1: return .card(CardFrame(.characters, SecretText(["0412", "9999"][random.below(2)].utf8)))
        case 2: return .held(milliseconds: random.below(2) == 0 ? 2_000 : random.below(2_500))
        case 3: return .captureReport(capture, isEnrolment ? .captured(.forTests) : .accepted(.good))
        case 4: return .captureReport(capture, isEnrolment ? .noFace : .notAccepted(.poor))
        case 5: return .alternative(random.below(2) == 0 ? .card : .keypad, isHealthy: random.below(4) != 0)
        case 6: return .touch(ScreenButton.allCases[random.below(ScreenButton.allCases.count)])
        default: return .touch(likelyButton(&random))
        }
    }

    /// What a person would press who wants to get on.
    private func likelyButton(_ random: inout SplitMix64) -> ScreenButton {
        switch controller.dialogue {
        case .number(_, let digits, _): digits.count < 4 ? .digit([1, 0, 0, 1][digits.count]) : .enter
        case .pin(_, let digits, _): digits.count < 4 ? .digit([4, 7, 1, 1][digits.count]) : .enter
        case .myFace(let person, _): person.templateLastDay == nil ? .back : .withdraw
        case .consenting(let consent, _): consent.stage == .age ? .fourteenOrOlder : .next
        default: [.face, .pin, .myFace, .card, .enrol][random.below(5)]
        }
    }
}

/// Looks at one event and what was done about it.
protocol Checker {
    /// - Returns: what is wrong, or nil.
    mutating func check(_ event: Event, _ actions: [Action]) -> String?
}

/// Fire and the exit button are answered by the strike, first, in the same step.
struct EgressNeverWaits: Checker {
    mutating func check(_ event: Event, _ actions: [Action]) -> String? {
        switch event {
        case .door(.fire), .door(.exit(isPressed: true)):
            actions.first.map(\.movesStrike) == true ? nil : "the way out waited"
        default: nil
        }
    }
}

/// A strike that moves was asked for by the way out; or its grant was answered with `done` in this very step; or the
/// store refused or kept silent, and the method was no face.
struct StrikeNeedsARecord: Checker {
    private var grants: [Ticket: Method] = [:]

    mutating func check(_ event: Event, _ actions: [Action]) -> String? {
        for action in actions {
            if case .store(let ticket, .journal(.decision(let decision, _), _)) = action, decision.result == .granted {
                grants[ticket] = decision.method
            }
            if case .store(let ticket, .grantFace) = action { grants[ticket] = .face }
        }
        guard actions.has(\.movesStrike) else { return nil }
        switch event {
        case .door: return nil
        case .stored(let ticket, .done): return grants[ticket] == nil ? "opened on an answer to something else" : nil
        case .stored(let ticket, .failed): return grants[ticket] == .face ? "a face without a record" : nil
        case .stored: return opensWithoutStore(actions) ? nil : "opened on an answer that is none"
        default: return opensWithoutStore(actions) ? nil : "the strike moved before its record was answered"
        }
    }

    /// The store is silent or gone: a credential opens, a face never does.
    private func opensWithoutStore(_ actions: [Action]) -> Bool {
        actions.contains { if case .show(.opened(let method)) = $0 { method != .face } else { false } }
    }
}

/// The camera starts only on a touch of enter (a claim) or the held button, never on a card, a tick or a door.
struct CameraNeedsAnAct: Checker {
    mutating func check(_ event: Event, _ actions: [Action]) -> String? {
        guard actions.has(\.startsCamera) else { return nil }
        switch event {
        case .touch(.enter), .held: return nil
        default: return "the camera started by itself"
        }
    }
}

/// Between two enrolments there is a whole notice, an answer about age, and a hold of two seconds.
struct NoTemplateWithoutConsent: Checker {
    private var pages = 0, age = false, held = false

    mutating func check(_ event: Event, _ actions: [Action]) -> String? {
        if actions.has(\.enrols) {
            defer { (pages, age, held) = (0, false, false) }
            return pages >= 5 && age && held ? nil : "pages=\(pages) age=\(age) held=\(held)"
        }
        switch event {
        case .touch(.next): pages += 1
        case .touch(.fourteenOrOlder): age = age || pages >= 5
        case .held(let milliseconds): held = held || (age && milliseconds >= 2_000)
        default: break
        }
        return nil
    }
}
