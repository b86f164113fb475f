import Law
import Timekeeping

extension Controller {
    /// What is due by now: the door's own times, dialogues that ran out, grants the store did not answer, a new day.
    mutating func passTime() {
        moveAndRecord(.tick)
        passStart()
        passHold()
        passAlarmRelay()
        giveUpOnSlowStore()
        retryRecord()
        retryMount()
        wipeIfHeld()
        wires.forget(at: now.uptime)
        passCardFlood()
        if let deadline = dialogue.deadline, now.uptime >= deadline { timeOut() }
        passHours()
        passCommission()
        beginDay()
    }

    private mutating func timeOut() {
        switch dialogue {
        case .consenting: end(with: .declined)  // a time-out is a no (R12)
        case .verifying(_, let person, _, _):
            actions.append(.stopCapture)
            refuse(.face, .noFace, person: person)
        case .aiming: cancelCapture()
        case .enrolling(_, let consent, _, _, _):
            actions.append(.stopCapture)
            refuse(.face, .noFace, person: consent.person)
        case .waiting(let ticket, _, _) where isChangeOfFaces(ticket):
            end(with: .outcomeUnknown)
        case .waiting: refuse(nil, .notRecorded, person: nil)
        default: dialogue = .idle
        }
    }

    /// An enrolment or a withdrawal is with the store: it will be done or not, whatever the screen says meanwhile.
    func isChangeOfFaces(_ ticket: Ticket) -> Bool {
        switch pending[ticket] {
        case .enrolment, .withdrawal: true
        default: false
        }
    }

    /// At the first event of a civil day everything whose last day has passed must go, before any face is looked at.
    private mutating func beginDay() {
        let doubtIsDue = clockDoubt.map { now.uptime >= $0.askAgainAt } ?? false
        guard storeFault == nil, dialogue.isStarted, expiredThrough != today || doubtIsDue else { return }
        if let expiryRetryAt, now.uptime < expiryRetryAt { return }
        guard !pending.values.contains(where: \.isExpiry) else { return }
        // Only the first attempt of a day has a moment of grace: a retry keeps the gate shut until it is done.
        let grace = expiryRetryAt == nil ? configuration.timings.expiryMilliseconds : 0
        // References that were loaded yesterday may have ended with it.
        if expiredThrough != today, case .verifying = dialogue { cancelCapture() }
        let deadline = now.uptime + grace
        _ = store(.expire(today: today), then: .expiry(of: today, deadline: deadline))
    }

    /// Looks at every gate again, writes a change down, and takes the face away at once when one has closed.
    mutating func regate() {
        guard dialogue.isStarted else { return }
        let facts = facts
        guard facts.coarse != judgedFacts else { return }
        judgedFacts = facts.coarse
        let before = blockers
        findings = Gates.findings(for: facts)
        guard blockers != before else { return }
        record(.gatesChanged(blockedBy: blockers.map(\.description)))
        if !blockers.isEmpty, dialogue.usesFace { dropFace() }
    }

    /// The requirements that keep faces off, in order.
    public var blockers: [RequirementID] { Gates.faceBlockers(findings) }

    var facts: Facts {
        Facts(
            site: configuration.site, alternatives: alternatives, clock: now,
            expiryIsCurrent: storeFault == nil && (expiredThrough == today || expiryIsUnderWay),
            errorRates: configuration.errorRates,
            consents: consents, clockDoubt: clockDoubt?.doubt,
            secretKeeping: secretKeeping, recordsAreTaken: recordsAreTaken)
    }

    private var secretKeeping: SecretKeeping? {
        guard storeFault == nil, var keeping = configuration.secretKeeping else { return nil }
        if secretsCanReachSwap { keeping.memoryIsLocked = false }
        keeping.erasureLapse = keeping.erasureLapse ?? mediumLapses.erasure
        keeping.mediumLapse = keeping.mediumLapse ?? mediumLapses.image
        return keeping
    }

    /// Jobs are done in order, so a face that is asked for now is looked up after the expiry: for a moment that is as good
    /// as done, and no screen flickers at midnight.
    private var expiryIsUnderWay: Bool {
        pending.values.contains { if case .expiry(_, let deadline) = $0 { now.uptime < deadline } else { false } }
    }

    private mutating func dropFace() {
        if dialogue.usesCamera { actions.append(.stopCapture) }
        end(with: .faceBlocked(blockers, phone: phone))
    }

    mutating func handleAlternative(_ kind: Alternative.Kind, _ isHealthy: Bool) {
        for index in alternatives.indices where alternatives[index].kind == kind {
            alternatives[index].isHealthy = isHealthy
        }
    }

    /// Only the store knows of an evacuation that nobody has ended: until it answers, or is too slow, the strike stays as it was left.
    mutating func begin() {
        if dialogue.isStarted { return settleStrike() }
        strikeSettlesAt = now.uptime + configuration.timings.storageMilliseconds
    }

    private mutating func passStart() {
        if let strikeSettlesAt, now.uptime >= strikeSettlesAt { settleStrike() }
    }

    /// The strike is put where it belongs, whatever it was before; a way out that is asked for at the start is never locked on the
    /// way.
    private mutating func settleStrike() {
        strikeSettlesAt = nil
        guard !door.state.isReleased else { return }
        actions.append(.lockStrike)
        record(.strikeLocked(.start, at: now.uptime))
    }

    mutating func handleMounted(_ outcome: MountOutcome) {
        let isFirst = !dialogue.isStarted
        if isFirst { dialogue = .idle }
        switch outcome {
        case .mounted(let lapses, let earlier):
            storeFault = nil
            mediumLapses = lapses
            if earlierRun == nil { begin(after: earlier) }
            record(.started)
            askForRules()
        case .failed(let reason):
            storeFault = reason
            mountRetryAt = now.uptime + configuration.timings.recordRetryMilliseconds
        }
        if strikeSettlesAt != nil { settleStrike() }
    }

    /// The clock has been confirmed: what it ends ends now.
    mutating func expireAnew() { (expiredThrough, expiryRetryAt) = (nil, nil) }

    private mutating func retryMount() {
        guard let mountRetryAt, now.uptime >= mountRetryAt else { return }
        self.mountRetryAt = nil
        actions.append(.mount)
    }
}

extension Facts {
    /// The same with clocks to the hour and the day: judging costs too much to be done at every touch, and no rule looks
    /// closer than that.
    fileprivate var coarse: Facts {
        var coarse = self
        coarse.clock.uptime.milliseconds -= clock.uptime.milliseconds % 3_600_000
        coarse.clock.wall.seconds = Int64(clock.wall.civilDay(utcOffsetMinutes: site.utcOffsetMinutes).number)
        return coarse
    }
}
