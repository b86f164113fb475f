import Door
import Law

extension SiteSettings {
    /// Nil when something is malformed; the document has said what.
    static func read(_ document: Document) -> SiteSettings? {
        let declaration = SiteDeclaration.read(document)
        let door = DoorPolicy.read(document)
        let match = MatchSettings.read(document)
        let screen = ScreenTimes.read(document)
        let guessingWait = document.integer(
            "alternatives.guessing_wait_seconds", in: guessingWaitRange, default: 300)
        let journal = JournalThroughput.read(document)
        guard let declaration, let door, let match, let screen, let guessingWait,
            journal != nil || !JournalThroughput.isDeclared(document)
        else { return nil }
        return SiteSettings(
            declaration: declaration, door: door, match: match, screen: screen, guessingWaitSeconds: guessingWait,
            journal: journal, source: document.source)
    }
}

extension DoorPolicy {
    static func read(_ document: Document) -> DoorPolicy? {
        let strike = document.integer("door.strike_milliseconds", in: strikeRange)
        let held = document.integer("door.held_open_milliseconds", in: heldOpenRange, default: 30_000)
        let contact = document.flag("door.contact")
        let exitButton = document.flag("door.exit_button")
        let failure: FailureMode? = document.choice("door.failure")
        let relock = document.flag("door.relock_on_close", default: true)
        let mode: Mode? = document.choice("door.mode", default: .momentary)
        guard let strike, let held, let contact, let exitButton, let failure, let relock, let mode else { return nil }
        return DoorPolicy(
            strikeMilliseconds: strike, heldOpenMilliseconds: held, hasContact: contact, hasExitButton: exitButton,
            failure: failure, relocksOnClose: relock, mode: mode
        ).reading(document)
    }

    /// What may be left out.
    private func reading(_ document: Document) -> DoorPolicy? {
        let strike = document.integer(
            "door.extended_strike_milliseconds", in: Self.strikeRange, default: extendedStrikeMilliseconds)
        let held = document.integer(
            "door.extended_held_open_milliseconds", in: Self.heldOpenRange, default: extendedHeldOpenMilliseconds)
        let warning = document.integer("door.held_open_warning_milliseconds", in: Self.warningRange, default: 0)
        let stuck = document.integer("door.button_stuck_milliseconds", in: Self.stuckRange, default: 60_000)
        let alarm = document.integer("door.alarm_milliseconds", in: Self.alarmRange, default: 0)
        let call = document.integer("door.call_milliseconds", in: Self.callRange, default: 0)
        let forced = document.flag("door.forced_open_alarm", default: true)
        let buzzer = document.flag("door.buzzer_warns", default: false)
        guard let strike, let held, let warning, let stuck, let alarm, let call, let forced, let buzzer else {
            return nil
        }
        var policy = self
        policy.extendedStrikeMilliseconds = strike
        policy.extendedHeldOpenMilliseconds = held
        policy.heldOpenWarningMilliseconds = warning
        policy.stuckMilliseconds = stuck
        policy.alarmMilliseconds = alarm
        policy.callMilliseconds = call
        policy.alarmsForcedOpen = forced
        policy.buzzesWarnings = buzzer
        return policy
    }
}

extension MatchSettings {
    static func read(_ document: Document) -> MatchSettings? {
        let rate = document.oneIn("match.false_match_rate")
        let frames = document.integer("match.agreeing_frames", in: 1...10, default: 2)
        let captures = document.integer("match.enrolment_captures", in: 1...8, default: 3)
        let capture = document.integer("match.capture_milliseconds", in: 1000...60_000, default: 10_000)
        guard let rate, let frames, let captures, let capture else { return nil }
        return MatchSettings(
            falseMatchOneIn: rate, agreeingFrames: frames, enrolmentCaptures: captures, captureMilliseconds: capture)
    }
}

extension ScreenTimes {
    static func read(_ document: Document) -> ScreenTimes? {
        let idle = document.integer("screen.idle_seconds", in: 10...600, default: 60)
        let result = document.integer("screen.result_seconds", in: 1...60, default: 5)
        let hold = document.integer("screen.consent_hold_milliseconds", in: 1000...10_000, default: 2000)
        guard let idle, let result, let hold else { return nil }
        return ScreenTimes(idleSeconds: idle, resultSeconds: result, consentHoldMilliseconds: hold)
    }
}

extension Document {
    /// `1 in 1000`, also with `,` or `_` between digits: the number after "in", 2…1,000,000,000.
    fileprivate func oneIn(_ path: String) -> Int? {
        let wanted = "\"1 in N\" with N 2…1,000,000,000"
        guard let node = required(path, .text, wanted) else { return nil }
        guard case .string(let text) = node.value, let rate = Self.parseOneIn(text) else {
            refuse(node, wanted)
            return nil
        }
        return rate
    }

    static func parseOneIn(_ text: String) -> Int? {
        let words = text.split(separator: " ")
        guard words.count == 3, words[0] == "1", words[1] == "in" else { return nil }
        let digits = words[2].split(omittingEmptySubsequences: false) { $0 == "," || $0 == "_" }
        guard digits.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let rate = Int(digits.joined()), (2...1_000_000_000).contains(rate)
        else { return nil }
        return rate
    }
}
