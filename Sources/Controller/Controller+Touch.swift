import Timekeeping

extension Controller {
    mutating func handleTouch(_ button: ScreenButton) {
        switch dialogue {
        case .starting, .waiting: break
        case .idle: if !touchCommission(button) { touchIdle(button) }
        case .number(let use, let digits, _): touchNumber(button, use, digits)
        case .card: if button == .back { dialogue = .idle }
        case .pin(let entry, let digits, _): touchPIN(button, entry, digits)
        case .verifying: if button == .back { cancelCapture() }
        case .myFace(let person, _): touchMyFace(button, person)
        case .consenting(let consent, _): touchConsent(button, consent)
        case .enrolling, .aiming: if button == .back { cancelCapture() }
        case .result: touchIdle(button)
        }
    }

    /// Also from a result: nobody waits for a message to go away.
    private mutating func touchIdle(_ button: ScreenButton) {
        let until = now.uptime + configuration.timings.entryMilliseconds
        switch button {
        case .card: dialogue = .card(until: until)
        case .pin: dialogue = .number(.pin, digits: "", until: until)
        case .face where !faceWorks: end(with: .faceBlocked(blockers, phone: phone))
        case .face: dialogue = .number(.face, digits: "", until: until)
        case .myFace: dialogue = .number(.myFace, digits: "", until: until)
        case .enrol where !faceWorks: end(with: .faceBlocked(blockers, phone: phone))
        case .enrol: dialogue = .number(.enrolment, digits: "", until: until)
        default: dialogue = .idle
        }
    }

    /// No law and no fault stands against the face function.
    public var faceWorks: Bool { blockers.isEmpty && configuration.faceFault == nil }

    private mutating func touchNumber(_ button: ScreenButton, _ use: NumberEntryUse, _ digits: String) {
        let until = now.uptime + configuration.timings.entryMilliseconds
        switch button {
        case .digit(let digit) where digits.count < configuration.timings.maximumNumberDigits:
            dialogue = .number(use, digits: digits + String(digit), until: until)
        case .erase: dialogue = .number(use, digits: String(digits.dropLast()), until: until)
        case .enter where !digits.isEmpty: enterNumber(digits, use)
        case .back: dialogue = .idle
        default: break
        }
    }

    private mutating func enterNumber(_ number: String, _ use: NumberEntryUse) {
        switch use {
        case .face: claim(number)
        case .pin: askPIN(PINEntry(holder: .number(number), goal: .door))
        case .myFace: askPIN(PINEntry(holder: .number(number), goal: .myFace))
        case .enrolment: askPIN(PINEntry(holder: .number(number), goal: .enrolment))
        }
    }

    private mutating func touchPIN(_ button: ScreenButton, _ entry: PINEntry, _ digits: SecretText) {
        let until = now.uptime + configuration.timings.entryMilliseconds
        let lengths = configuration.timings.pinDigits
        switch button {
        case .digit(let digit) where digits.count < lengths.upperBound:
            dialogue = .pin(entry, digits: digits.appending(UInt8(ascii: "0") + UInt8(digit)), until: until)
        case .erase: dialogue = .pin(entry, digits: digits.droppingLast(), until: until)
        case .enter where digits.count >= lengths.lowerBound: checkPIN(entry, digits)
        case .back: dialogue = .idle
        default: break
        }
    }
}
