import Timekeeping

/// The service button inside the enclosure: whoever reaches it has opened the terminal.
struct ServiceButton: Equatable {
    /// Held so long, it wipes: for a terminal whose passphrases and codes are lost.
    static let wipeMilliseconds: Int64 = 10_000

    private(set) var since: Uptime?
    private var hasWiped = false

    var isPressed: Bool { since != nil }
    /// When it will have been held long enough.
    var wipeAt: Uptime? { hasWiped ? nil : since.map { $0 + Self.wipeMilliseconds } }

    mutating func press(at now: Uptime) { since = since ?? now }
    mutating func letGo() { self = ServiceButton() }

    /// True once in one hold.
    mutating func takeWipe(at now: Uptime) -> Bool {
        guard let wipeAt, now >= wipeAt else { return false }
        hasWiped = true
        return true
    }
}

extension Controller {
    mutating func handleService(isPressed: Bool) {
        guard isPressed != service.isPressed else { return }
        if isPressed {
            service.press(at: now.uptime)
            record(.console(by: "service button", "pressed"))
            say("the service button is held: 'claim' needs no code; held for 10 s, everything about people is erased")
        } else {
            if service.wipeAt != nil { say("the service button was let go; nothing was erased") }
            service.letGo()
        }
    }

    /// Nobody sees any more whether it is held.
    mutating func dropService() {
        if service.wipeAt != nil { say("the service button cannot be seen; nothing was erased") }
        service.letGo()
    }

    mutating func wipeIfHeld() {
        guard !alarms.contains(.doorLines), service.takeWipe(at: now.uptime) else { return }
        if let storeTrouble { return say("nothing was erased: the store \(storeTrouble)") }
        say("the service button was held for 10 s: everything about people is being erased")
        give(.decommission, by: "service button", nil)
    }

    /// Nobody who could log in is left, and no face is known.
    mutating func handleWiped(_ outcome: StorageOutcome, _ console: ConsoleID?) {
        switch outcome {
        case .lines(let certificate, _):
            answer(console, .verbatim(certificate))
            if console == nil { certificate.forEach { say($0) } }
            dropLogins()
            askForTally()
            askForRules()
        case .failed(let reason):
            answerAloud(console, .failed("not everything was erased: \(reason)"))
        default: preconditionFailure("a wipe was answered with something else")
        }
    }

    /// On every console.
    mutating func say(_ words: String) { actions.append(.announce(words)) }
}
